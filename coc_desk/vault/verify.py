"""Checking all that a vault holds: pages, contents, chains, signatures, heads, what follows from entries, files."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from coc_desk.casework.entries import EVENT, Entry, EntryKind, IncidentId, MemberId
from coc_desk.casework.errors import Trouble
from coc_desk.i18n import _
from coc_desk.vault import notices
from coc_desk.vault.checking import Chain, problem_in_chain, problem_of
from coc_desk.vault.circle import CircleStore, Written
from coc_desk.vault.folder import VAULT_JSON
from coc_desk.vault.following import following, words_to_index
from coc_desk.vault.heads import Head
from coc_desk.vault.moving import PREPARING, moves_in
from coc_desk.vault.streams import Stream
from coc_desk.vault.vault import Vault

AT_ONCE = 500
"""Entries read at a time."""


@dataclass(frozen=True)
class Verified:
    """What was checked and what is wrong."""

    entries: int = 0
    incidents: int = 0
    circles: int = 0
    files: int = 0
    not_mine: int = 0
    """Circles that somebody else has to check: I do not hold their keys."""
    outside: int = 0
    """Incidents that I may not open."""
    problems: tuple[str, ...] = ()
    """Each with its place, in the language in use; none when all is well."""


def verify(vault: Vault) -> Verified:
    """Check everything in the circles I am in; changes nothing but that the logs are emptied first."""
    checks = [_Check(vault, store) for store in vault.stores]
    problems = [] if vault.header.holds() else [_("{file}: its signatures are not good.").format(file=VAULT_JSON)]
    for check in checks:
        check.everything()
        problems += check.problems
    seen = [id for check in checks for id in check.streams if id != EVENT and id not in check.leaving]
    problems += [_("An incident lies in two circles.") for id in sorted(set(seen)) if seen.count(id) > 1]
    outside = _outside(vault)
    problems += _taken_out(outside, checks)
    return Verified(
        entries=sum(check.head.entries for check in checks),
        incidents=sum(id != EVENT for check in checks for id in check.streams),
        circles=len(checks),
        files=sum(check.files for check in checks),
        not_mine=len(vault.header.circles) - len(checks),
        outside=len(outside),
        problems=tuple(problems),
    )


def _outside(vault: Vault) -> set[IncidentId]:
    """Return the incidents outside my circles; none where the team's lines cannot be read, which was told already."""
    try:
        return {one.incident for one in vault.outside()}
    except Trouble:
        return set()


def _taken_out(outside: set[IncidentId], checks: Sequence["_Check"]) -> Iterator[str]:
    """What moved to another circle is there if I may open it, and everybody was told of it if I may not."""
    there: dict[IncidentId, set[bytes]] = {}
    for check in checks:
        for id, entries in check.streams.items():
            there.setdefault(id, set()).update(hash for _entry, hash in entries)
    for check in checks:
        for place, one in check.gone.items():
            if one.hash not in there.get(one.stream, ()) and one.stream not in outside:
                yield _("{file}: entry {place} was taken out.").format(file=check.name, place=place)


class _Check:
    """One circle on its way through all checks."""

    def __init__(self, vault: Vault, store: CircleStore) -> None:
        self._vault, self._store = vault, store
        self.name = store.database.path.name
        self.head = Head()
        self.streams: dict[IncidentId, list[tuple[Entry, bytes]]] = {}
        self.files = 0
        self.problems: list[str] = []
        self.leaving = {move.incident for move in moves_in(store) if move.state != PREPARING}
        self.gone = store.gone()

    def everything(self) -> None:
        """Go through all checks; one that cannot be finished leaves the others."""
        for check in (self._pages, self._index, self._ledger, self._heads, self._follows, self._files, self._moves):
            self._try(check)

    def _try(self, check: Callable[[], Iterable[str]]) -> None:
        try:
            self.problems += (f"{self.name}: {problem}" for problem in check())
        except Trouble as trouble:
            self.problems.append(f"{self.name}: {trouble.fact}")

    def _pages(self) -> Iterator[str]:
        database = self._store.database
        database.checkpoint()
        return (str(said) for (said,) in database.rows("pragma cipher_integrity_check"))

    def _index(self) -> Iterator[str]:
        self._store.database.run("insert into words (words) values ('integrity-check')")
        return iter(())

    def _ledger(self) -> Iterator[str]:
        chains: dict[IncidentId, dict[bytes, tuple[MemberId, datetime]]] = {}
        for written in self._store.written(AT_ONCE):
            yield from self._over_the_gone()
            entry, hash = written.entry, written.entry.hash
            chain = chains.setdefault(entry.incident, {})
            self.head = self.head.then([hash])
            for problem in self._problems_of(written, hash, chain):
                yield _("entry {place}: {problem}.").format(place=written.place, problem=problem)
            chain[hash] = (entry.by, entry.at)
            self.streams.setdefault(entry.incident, []).append((entry, hash))
        yield from self._over_the_gone()
        if self.head != self._store.head:
            yield _("the number of entries, or the digest over them, is not what was noted.")

    def _over_the_gone(self) -> Iterator[str]:
        """Go over places whose entries moved to another circle: their hashes stand for them."""
        while there := self.gone.get(self.head.entries + 1):
            self.head = self.head.then([there.hash])
            if self.head.digest != there.digest:
                yield _("entry {place}: the digest over it is not what was noted.").format(place=self.head.entries)

    def _moves(self) -> Iterator[str]:
        """An incident on its way is finished at opening; one that is not, or that nobody could open, is told."""
        there = {one.id for one in self._vault.members}
        for move in moves_in(self._store):
            if move.incident not in self.streams:
                yield _("what is noted of an incident on its way belongs to none.")
            elif not move.members & there or (move.target and not self._vault.header.ring(move.target)):
                yield _("an incident is on its way to a circle that is not there.")

    def _problems_of(self, written: Written, hash: bytes, chain: Chain) -> Iterator[str]:
        if problem := problem_of(written.entry, hash, self._vault.verify_keys):
            yield problem
        if problem := problem_in_chain(written.entry, chain):
            yield problem
        if (written.place, written.hash, written.digest) != (self.head.entries, hash, self.head.digest):
            yield _("it does not stand where it was written")
        if written.words != words_to_index(written.entry, self._vault.playbook):
            yield _("it is found by words that are not its own")

    def _heads(self) -> Iterator[str]:
        known = self._vault.heads_known(self._store)
        return (said.fact for head in known if (said := notices.missed(self._store, head)))

    def _follows(self) -> Iterator[str]:
        kept = self._store.following_as_texts()
        for id, entries in self.streams.items():
            if id == EVENT:
                continue
            what = following(Stream(entries), [entry for entry, _hash in entries], self._vault.playbook)
            if kept.pop(id, None) != what.as_texts():
                yield _("what lists show of {code} is not what its entries say.").format(code=what.overview.code or id)
        if kept:
            yield _("lists show an incident that has no entries.")

    def _files(self) -> Iterator[str]:
        there = {file.id for file in self._store.files() if file.sha256}
        for id in sorted(there):
            self.files += 1
            try:
                for _piece in self._vault.read_file(id):
                    pass
            except Trouble:
                yield _("the file {file} is not as it was put.").format(file=id)
        for entry in (entry for entries in self.streams.values() for entry, _hash in entries):
            if entry.kind == EntryKind.FILE and entry.body and entry.body.get("file") not in there:
                yield _("the file {file} is missing.").format(file=entry.body.get("file"))
