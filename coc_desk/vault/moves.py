"""Moving an incident to another circle, so that whoever leaves it cannot read it with any key they have.

1. Its files are sealed anew beside the old ones; up to here it can be stopped and nothing was done.
2. The old circle notes what is intended, in one transaction with the entry that says so. From then on the program does
   not show the incident to whoever leaves.
3. Entries, overview, needles, search words and the files' new keys are written into the new circle in one transaction,
   and read back: hashes, signatures, order, every file.
4. The old circle notes that they are there. From then on only erasing is left, which any of its members can do.
5. The old bytes of its files and then its rows are erased from the old circle, its log is emptied, the note goes.

Killed in between, whoever opens the vault next goes on: a member of the new circle with what is there, anybody else
from step 3 with a fresh circle for the same members.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from coc_desk.casework.entries import Entry, IncidentId, MemberId
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.ledger import CircleId, FileId, Progress
from coc_desk.i18n import _
from coc_desk.playbook.definitions import Playbook
from coc_desk.vault import trouble
from coc_desk.vault.attachments import Attachments, Sealed, new_name
from coc_desk.vault.books import Books
from coc_desk.vault.checking import problem_of
from coc_desk.vault.circle import CircleStore
from coc_desk.vault.following import code_names_in, following, words_to_index
from coc_desk.vault.header import TEAM
from coc_desk.vault.moving import (
    COPIED,
    INTENDED,
    PREPARING,
    Move,
    erase,
    files_of,
    forget_move,
    forget_older,
    keep_move,
    moves_in,
)
from coc_desk.vault.rings import Rings
from coc_desk.vault.streams import Stream
from coc_desk.vault.team import PRIVATE, RESTRICTED, new_circle_id, ring_with
from coc_desk.vault.team_page import TeamPage

STEPS = (
    "prepared",
    "files sealed anew",
    "intended",
    "target named",
    "database made",
    "circle in force",
    "copied, not noted",
    "copied",
    "old files removed",
    "erased",
    "note gone",
    "circle dropped",
)
"""Where a test can end the program during a move."""


ENTRY = 1_000_000
"""To erase one entry counts like so many bytes of files: it takes about as long."""


def apart(
    stores: Sequence[CircleStore], me: MemberId, strays: set[tuple[CircleId, IncidentId]]
) -> set[tuple[CircleId, IncidentId]]:
    """Return what is not to be seen where it lies: incidents on their way from whom they leave, and second copies."""
    there = {store.circle.id for store in stores}
    hidden = set(strays)
    for store in stores:
        for move in moves_in(store):
            if move.state == PREPARING:
                continue
            at_target = me in move.members and move.target in there
            if me not in move.members or (move.state == COPIED and at_target):
                hidden.add((store.circle.id, move.incident))
            elif at_target and move.target:
                hidden.add((move.target, move.incident))
    return hidden


@dataclass
class _Told:
    """Progress over several files and then over the entries; a stop is told as what it is."""

    progress: Progress | None
    files: int
    """Bytes."""
    entries: int
    before: int = 0

    @property
    def whole(self) -> int:
        """All there is to do, in bytes."""
        return self.files + self.entries * ENTRY

    def __call__(self, done: int, _size: int) -> bool:
        if self.progress and not self.progress(min(self.before + done, self.files), self.whole):
            raise Refused(_("Stopped. The incident stays where it was, and nobody lost or gained anything."))
        return True

    def erased(self, entries: int) -> None:
        """Tell of entries that are erased; from here on it cannot be stopped."""
        if self.progress:
            self.progress(min(self.files + entries * ENTRY, self.whole), self.whole)


_NOBODY_TOLD = _Told(None, 0, 0)


class Moves:
    """Moves incidents between the circles of one vault."""

    def __init__(
        self, rings: Rings, books: Books, page: TeamPage, attachments: Attachments, playbook: Playbook
    ) -> None:
        self._rings, self._books, self._page = rings, books, page
        self._attachments, self._playbook = attachments, playbook
        self._step = rings.step

    # Beginning

    def move(self, move: Move, entries: Sequence[Entry], progress: Progress | None = None) -> None:
        """Move an incident; `entries` say in it that it moves. `Refused` when stopped: then nothing was done."""
        problems, old = self.finish(), self._books.store_of(move.incident)
        if any(one.incident == move.incident for one in moves_in(old)):
            raise problems[0]
        files = files_of(old, move.incident)
        move = replace(move, state=PREPARING, names={file.id: new_name() for file in files})
        keep_move(old, move)
        self._step("prepared")
        try:
            told = _Told(progress, sum(file.size for file in files), len(old.entries_of(move.incident)))
            fresh = self._sealed_anew(move, files, told)
            self._step("files sealed anew")
            self._intend(old, move, entries)
        except BaseException:
            with suppress(Trouble):  # a full disk: it is cleared at the next opening
                self._let_go_of_bytes(move)
                forget_move(old, move.incident)
            raise
        if self._rings.me not in move.members:
            self._books.look_in(move.incident, None)
        self._step("intended")
        try:
            self._copy_and_erase(old, replace(move, state=INTENDED), fresh, told)
        except Trouble as problem:  # it is hidden from whoever leaves already, and nothing of it is lost
            raise _not_finished(problem) from problem

    def _sealed_anew(self, move: Move, files: Sequence[Sealed], told: _Told) -> list[Sealed]:
        names, fresh = move.names or {}, list[Sealed]()
        for file in files:
            fresh.append(self._attachments.seal_anew(file, names[file.id], told))
            told.before += file.size
        return fresh

    def _intend(self, old: CircleStore, move: Move, entries: Sequence[Entry]) -> None:
        intended = replace(move, state=INTENDED)
        self._books.append(entries, None, (), lambda: keep_move(old, intended))

    # Copying

    def _copy_and_erase(self, old: CircleStore, move: Move, fresh: Sequence[Sealed], told: _Told) -> None:
        move, target = self._target(old, move)
        try:
            self._copy(old, target, move, fresh)
            self._step("copied, not noted")
            if problem := self._problem(old, target, move):
                raise Trouble(
                    problem, _("The incident stays where it was. Restore a backup into a new place."), "damaged"
                )
        finally:
            self._put_by(target, move)
        move = replace(move, state=COPIED)
        keep_move(old, move)
        self._step("copied")
        self._erase(old, move, told)

    def _put_by(self, target: CircleStore, move: Move) -> None:
        """Keep a circle of mine open; let go of one that I made for others, and with it of its key."""
        if self._rings.me in move.members:
            self._books.add_store(target)
        else:
            target.close()

    def _target(self, old: CircleStore, move: Move) -> tuple[Move, CircleStore]:
        if target := self._existing(move):
            move = replace(move, target=target.circle.id, fresh=False)
            keep_move(old, move)
            self._clear(target, move.incident)
            self._step("target named")
            return move, target
        move = replace(move, target=new_circle_id(), fresh=True)
        keep_move(old, move)
        self._step("target named")
        of = move.incident if move.own else None
        return move, self._rings.make(move.members, move.target, move.waiting, of)

    def _existing(self, move: Move) -> CircleStore | None:
        stores = self._books.stores
        if move.own or self._rings.me not in move.members:
            return None
        if move.members == stores[TEAM].circle.members:
            return stores[TEAM]
        ring = ring_with(self._rings.header, RESTRICTED, move.members)
        return stores.get(ring.id) if ring else None

    def _clear(self, target: CircleStore, incident: IncidentId) -> None:
        """Erase what an earlier move that was given up may have left."""
        if (stray := (target.circle.id, incident)) in self._page.strays:
            self._erase_rows(target, incident)
            self._page.keep_strays(self._page.strays - {stray})

    def _copy(self, old: CircleStore, target: CircleStore, move: Move, fresh: Sequence[Sealed]) -> None:
        pairs = old.entries_of(move.incident)
        missing = [(entry, hash) for entry, hash in pairs if not target.has(entry.id)]
        every = [*target.entries_of(move.incident), *missing]
        entries = [entry for entry, _hash in every]
        follows = {move.incident: following(Stream(every), entries, self._playbook)}
        words = [words_to_index(entry, self._playbook) for entry, _hash in missing]
        names = code_names_in(entries) if target.circle.id == TEAM else []
        target.add(missing, words, follows, fresh, names)

    def _problem(self, old: CircleStore, target: CircleStore, move: Move) -> str:
        """Return what is not in the new circle as it was in the old one; empty when all of it is."""
        there = {entry.id: (entry, hash) for entry, hash in target.entries_of(move.incident)}
        for entry, hash in old.entries_of(move.incident):
            copy = there.get(entry.id)
            if copy is None or copy[0] != entry or copy[1] != hash or entry.hash != hash:
                return _("An entry did not arrive as it was written.")
            if problem := problem_of(entry, hash, self._books.verify_keys):
                return _("An entry does not verify: {problem}.").format(problem=problem)
        return self._problem_of_files(old, target, move)

    def _problem_of_files(self, old: CircleStore, target: CircleStore, move: Move) -> str:
        for file in files_of(old, move.incident):
            copy = target.file(file.id)
            if copy is None or copy.key == file.key:
                return _("A file did not arrive.")
            if not self._attachments.is_whole(copy) and self._attachments.is_whole(file):
                return _("A file did not arrive as it was.")
        return ""

    # Erasing

    def _erase(self, old: CircleStore, move: Move, told: _Told = _NOBODY_TOLD) -> None:
        self._books.look_in(move.incident, move.target if move.target in self._books.stores else None)
        self._erase_rows(old, move.incident, told)
        self._step("erased")
        forget_older(self._rings.folder, old.circle.id)
        forget_move(old, move.incident)
        self._step("note gone")
        self._drop_if_empty(old)

    def _erase_rows(self, store: CircleStore, incident: IncidentId, told: _Told = _NOBODY_TOLD) -> None:
        files = files_of(store, incident)
        for file in files:
            self._attachments.remove(file.on_disk)
        self._step("old files removed")
        erase(store, incident, [file.id for file in files], told.erased)

    def _drop_if_empty(self, store: CircleStore) -> None:
        ring = self._rings.header.ring(store.circle.id)
        if not ring or ring.kind != RESTRICTED or store.incidents() or moves_in(store):
            return
        del self._books.stores[store.circle.id]
        store.database.close()
        self._rings.drop(store.circle.id)

    # Going on

    def finish(self) -> list[Trouble]:
        """Go on with what was cut off; return what kept it from being finished."""
        problems: list[Trouble] = []
        for store in list(self._books.stores.values()):
            for move in moves_in(store) if self._moves_from(store) else ():
                try:
                    self._go_on(store, move)
                except Trouble as problem:
                    problems.append(_not_finished(problem))
        return problems + self._clear_strays()

    def _moves_from(self, store: CircleStore) -> bool:
        ring = self._rings.header.ring(store.circle.id)
        return bool(ring and ring.kind != PRIVATE)

    def _go_on(self, old: CircleStore, move: Move) -> None:
        if move.state == PREPARING:
            self._let_go_of_bytes(move)
            forget_move(old, move.incident)
        elif move.state == COPIED:
            self._see_that_it_is_there(old, move)
            self._erase(old, move)
        elif (target := self._target_of(move)) and not self._problem(old, target, move):
            keep_move(old, replace(move, state=COPIED))
            self._erase(old, move)
        else:
            self._copy_anew(old, move)

    def _target_of(self, move: Move) -> CircleStore | None:
        return self._books.stores.get(move.target) if move.target else None

    def _see_that_it_is_there(self, old: CircleStore, move: Move) -> None:
        """Erase nothing that is not in the new circle, as far as I can see: it was read back once already."""
        path, target = self._rings.folder / f"{move.target}.db", self._target_of(move)
        if not (move.target and self._rings.header.ring(move.target) and path.exists() and path.stat().st_size):
            raise trouble.missing(path)
        if self._rings.me in move.members and (target is None or self._problem(old, target, move)):
            raise trouble.damaged(path)

    def _copy_anew(self, old: CircleStore, move: Move) -> None:
        self._give_up_target(move)
        files = files_of(old, move.incident)
        move = replace(move, state=INTENDED, target=None, names={file.id: new_name() for file in files})
        keep_move(old, move)
        fresh = self._sealed_anew(move, files, _NOBODY_TOLD)
        self._copy_and_erase(old, move, fresh, _NOBODY_TOLD)

    def _give_up_target(self, move: Move) -> None:
        """Let go of what a move has brought to its target, before it begins again."""
        self._let_go_of_bytes(move)
        if not move.target:
            return
        if move.fresh:
            if store := self._books.stores.pop(move.target, None):
                store.database.close()
            self._rings.drop(move.target)
        else:
            self._page.keep_strays(self._page.strays | {(move.target, move.incident)})

    def _let_go_of_bytes(self, move: Move) -> None:
        names: Mapping[FileId, str] = move.names or {}
        for name in names.values():
            self._attachments.remove(name)

    def _clear_strays(self) -> list[Trouble]:
        problems: list[Trouble] = []
        for circle, incident in sorted(self._page.strays):
            if store := self._books.stores.get(circle):
                try:
                    self._clear(store, incident)
                except Trouble as problem:
                    problems.append(_not_finished(problem))
        return problems


def _not_finished(problem: Trouble) -> Trouble:
    fact = _("An incident is still on its way to another circle.")
    advice = _("It goes on when the vault is opened next.")
    return Trouble(fact, f"{advice} {problem}", problem.kind)
