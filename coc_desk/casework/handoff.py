"""Giving the desk to the next shift: real page, search for forbidden words, file, read-back.

What takes long (`preview`, `check_copy`, `seal_copy`) touches no ledger, so that it may run beside the screen; what
stands between (`copy_for`, `target_in`, `finish_copy`, `print_handoff`) is quick and records.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from coc_desk.casework import drafting, handoff_page
from coc_desk.casework.bench import Said, tidy
from coc_desk.casework.beside import Beside, put_beside
from coc_desk.casework.entries import EVENT, EntryId, EntryKind, new_id, stamp
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.event_log import Handed, log_of
from coc_desk.casework.handoff_page import Copy
from coc_desk.casework.incidents import Incident, Overview
from coc_desk.casework.plan import Plan
from coc_desk.casework.planning import Planning
from coc_desk.casework.printing import Blocked, Preview, Printing, place_of
from coc_desk.i18n import _
from coc_desk.keys.words import paper_passphrase

PASSPHRASE_WORDS = 6
"""Short ones: 62 bits, and within what every PDF reader takes (`keys.words.paper_passphrase`)."""


@dataclass(frozen=True)
class Sealed:
    """A copy that is whole on the disk beside its place, and not yet recorded."""

    copy: Copy
    file: Beside
    passphrase: str
    fingerprint: str
    pages: int


@dataclass(frozen=True)
class Written:
    """A copy that was written."""

    handoff: EntryId
    number: int
    receiver: str
    file: Path
    passphrase: str
    """Kept for its writer alone until they have told it, see `words_of`; stored nowhere after that."""
    pages: int = 1


class HandingOff(Planning):
    """What a responder does at the end of a shift."""

    printing: Printing
    words: Sequence[str]
    code_names: Iterator[str]

    def copy_for(self, plan: Plan, receiver: str) -> Copy:
        """Return all that one receiver's copy is made from."""
        chosen = [self.incident(one.incident) for one in plan.items if one.chosen]
        urgency = {one.incident: drafting.rank(one.urgency) for one in plan.items}
        reach = sorted((one for one in chosen if self.may_receive(one.id, receiver)), key=lambda one: urgency[one.id])
        incidents, mine, at = tuple(reach), {one.id for one in reach}, self.now()
        others = [one for one in self._ledger.outside() if one.stage != "closed"]
        reachable = [one for one in self._ledger.overviews() if one.id in mine or self._ledger.circle_of(one.id).team]
        return Copy(
            plan=self.drafted_for(plan, receiver),
            event=self._ledger.event,
            playbook=self.playbook,
            profile=self.playbook.profile(plan.profile),
            number=len(self.handoffs()) + 1,
            made=at,
            sender=self.me.name,
            receiver=self.receiver_name(receiver),
            receivers=tuple(self.receiver_name(one) for one in plan.receivers),
            incidents=incidents,
            opened=tuple(one.code for one in reachable if one.opened >= plan.since),
            closed=tuple(one.code for one in reachable if self._closed_since(one, plan.since)),
            left_out=len(chosen) - len(incidents),
            held_by_others=len(others),
            danger_elsewhere=any(
                danger in ("yes", "maybe")
                for danger in (
                    *(one.flags[0] for one in others),
                    *(one.flags.danger for one in chosen if one.id not in mine),
                )
            ),
            restrictions=tuple(r for one in reachable for r in one.restrictions if r.in_force(at)),
            recused={one.code: self._recused(one) for one in incidents if self._recused(one)},
            owners={one.id: one.name for one in self.members},
            needles=tuple(dict.fromkeys([*self._withheld(plan.profile), *self._kept_from(receiver)])),
            fingerprint=self._fingerprint(incidents),
        )

    def _closed_since(self, one: Overview, since: datetime) -> bool:
        if one.open or one.changed < since:
            return False
        stages = [
            line for line in self.incident(one.id).lines if line.entry.kind == EntryKind.STAGE and not line.struck
        ]
        return bool(stages) and stages[-1].entry.at >= since

    def _recused(self, incident: Incident) -> tuple[str, ...]:
        circle = self._ledger.circle_of(incident.id)
        there = (one for one in self.members if not one.left)
        return () if circle.team else tuple(one.name for one in there if one.id not in circle.members)

    def _fingerprint(self, incidents: Sequence[Incident]) -> str:
        hashes = sorted(line.entry.hash for one in incidents for line in one.lines)
        digits = hashlib.sha256(b"".join(hashes)).hexdigest()[:12].upper()
        return " ".join(digits[place : place + 4] for place in (0, 4, 8))

    def preview(self, copy: Copy) -> Preview:
        """Render a copy and search it, in any thread."""
        document = handoff_page.page(copy)
        pdf = self.printing.render(document)
        found = self.printing.find(pdf, document, copy.needles)
        excused = copy.plan.excused
        hits = tuple(
            one
            for one in found
            if (one.certain or place_of(one) not in excused) and not handoff_page.is_team(copy, one)
        )
        return Preview(pdf, hits, len(copy.needles), copy.left_out, document)

    def check_copy(self, copy: Copy) -> Preview:
        """Return a copy in which nothing was found, in any thread; `Blocked` otherwise."""
        preview = self.preview(copy)
        if preview.hits:
            raise Blocked(preview.hits, preview.searched)
        return preview

    def target_in(self, copy: Copy, folder: Path) -> Path:
        """Return where a copy is to be written: a fresh name, of a number and a code name.

        It is remembered until the copy is recorded: locked or killed in between, the file is one nobody can open.
        """
        name = f"handoff-{copy.number}-{self._ledger.take_code_name(self.code_names).replace(' ', '-')}.pdf"
        self._ledger.remember("writing", str(folder / name))
        return folder / name

    def take_away_half_written(self) -> None:
        """Take away the file of a copy that was being written when the desk was locked or killed."""
        said = self._ledger.recall("writing")
        target = Path(str(said)) if said else None
        if target is None or not target.parent.is_dir():
            return  # nothing, or on a stick that is not here now
        Beside(target).drop()
        if all(one.file != target.name for one in self.handoffs()):
            Beside(target).take_back()
        self._ledger.remember("writing", None)

    def seal_copy(self, copy: Copy, target: Path) -> Sealed:
        """Check a copy, encrypt it with fresh words and put it beside its place, in any thread.

        `Blocked` and `Trouble` leave nothing there. What is sealed has to be finished or dropped.
        """
        preview = self.check_copy(copy)
        passphrase = paper_passphrase(self.words, PASSPHRASE_WORDS)
        content = self.printing.seal(preview.pdf, passphrase)
        pages = len(self.printing.text_of(preview.pdf))
        return Sealed(copy, put_beside(target, content), passphrase, hashlib.sha256(content).hexdigest(), pages)

    def finish_copy(self, sealed: Sealed) -> Written:
        """Give a sealed copy its name and record it; `Trouble` leaves no file."""
        copy, target = sealed.copy, sealed.file.target
        id = EntryId(new_id(copy.made))
        # The words come out only after the entry: a file without one could be opened by nobody.
        sealed.file.finish()
        try:
            self._ledger.remember(_words(id), sealed.passphrase)
            self._record_handed(copy, target.name, sealed.fingerprint, id)
        except BaseException:
            sealed.file.take_back()
            with suppress(Trouble):  # words of a file that is not there open nothing
                self.forget_words(id)
            raise
        with suppress(Trouble):  # the file is there and recorded: its words must come out
            self._remember_contacts(copy.plan)
            self._ledger.remember("writing", None)
        return Written(id, copy.number, copy.receiver, target, sealed.passphrase, sealed.pages)

    def words_of(self, handoff: EntryId) -> str:
        """Return the words of a file that were not told yet: a lock may come while they are on the screen.

        They wait in the private circle of whoever wrote the file, who can read all that the file holds anyway.
        """
        return str(self._ledger.recall(_words(handoff)) or "")

    def forget_words(self, handoff: EntryId) -> None:
        """Forget the words of a file: they were told, or are not wanted."""
        self._ledger.remember(_words(handoff), None)

    def write_handoff(self, plan: Plan, receiver: str, folder: Path) -> Written:
        """Write one receiver's copy into a folder and record it, all at once; `Blocked` writes nothing."""
        copy = self.copy_for(plan, receiver)
        try:
            sealed = self.seal_copy(copy, self.target_in(copy, folder))
        except Blocked as blocked:
            self.record_blocked(copy, blocked)
            raise
        written = self.finish_copy(sealed)
        self.forget_words(written.handoff)  # whoever asked has them
        return written

    def print_handoff(self, copy: Copy, preview: Preview) -> None:
        """Record a copy that goes to a printer without a file; `Blocked` as for a file."""
        if preview.hits:
            raise Blocked(preview.hits, preview.searched)
        self._record_handed(copy, "", hashlib.sha256(preview.pdf).hexdigest(), EntryId(new_id(copy.made)))
        self._remember_contacts(copy.plan)

    def record_blocked(self, copy: Copy, blocked: Blocked) -> None:
        """Record that a copy was not written, and why in a number."""
        # Which incident and whose name would tell members outside its circle too much; the count is enough here.
        said = {"blocked": len(blocked.hits), "to": copy.receiver, "profile": copy.profile.key}
        self._record(EVENT, Said(EntryKind.HANDOFF, said), circle=self._ledger.team.id)

    def _record_handed(self, copy: Copy, name: str, fingerprint: str, id: EntryId) -> None:
        said: dict[str, Any] = {
            "to": copy.receiver,
            "profile": copy.plan.profile,
            "file": name,
            "fingerprint": fingerprint,
            "ledger": copy.fingerprint,
            "incidents": [one.id for one in copy.incidents if self._ledger.circle_of(one.id).team],
            "left_out": copy.left_out,
            "since": stamp(copy.plan.since),
            "destroy_by": stamp(copy.plan.destroy_by) if copy.plan.destroy_by else "",
            "plain_words": len(copy.plan.excused),
        }
        self._record(EVENT, Said(EntryKind.HANDOFF, said, id=id), circle=self._ledger.team.id)

    def _remember_contacts(self, plan: Plan) -> None:
        contacts = {
            part.removeprefix("contact:"): typed.text
            for part, typed in plan.texts.items()
            if part.startswith("contact:")
        }
        self._ledger.remember("contacts", contacts)

    def handoffs(self) -> tuple[Handed, ...]:
        """Return the handoffs so far, oldest first."""
        return log_of(self._ledger.entries_of(EVENT)).handoffs

    def keep_read_back(self, handoff: EntryId, words: str) -> None:
        """Keep what the receiver says while it is typed."""
        self._ledger.remember(f"read-back:{handoff}", words or None)

    def kept_read_back(self, handoff: EntryId) -> str:
        """Return what was kept of a read-back that is not recorded yet."""
        return str(self._ledger.recall(f"read-back:{handoff}") or "")

    def read_back(self, handoff: EntryId, words: str) -> None:
        """Record what the receiver said in their own words, and that they accept."""
        if not (words := tidy(words)):
            raise Refused(_("Write what the receiver says, in their own words."), "words")
        if all(one.id != handoff for one in self.handoffs()):
            raise Refused(_("This handoff is not in the record."))
        self._record(EVENT, Said(EntryKind.RECEIVED, {"handoff": handoff, "words": words}), circle=self._ledger.team.id)
        self.keep_read_back(handoff, "")


def _words(handoff: EntryId) -> str:
    return f"words:{handoff}"
