"""Giving the desk to the next shift: plan, real page, search for forbidden words, file, read-back."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from coc_desk.casework import drafting, handoff_page
from coc_desk.casework.bench import Bench, Said
from coc_desk.casework.disclosure import masked, withheld
from coc_desk.casework.document import Document, Hit, Needle
from coc_desk.casework.entries import EVENT, EntryId, EntryKind, MemberId, new_id, stamp
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.event_log import Handed, log_of
from coc_desk.casework.incidents import Incident
from coc_desk.casework.ledger import Draft
from coc_desk.casework.plan import Plan, PlanItem, Typed
from coc_desk.i18n import _
from coc_desk.keys.words import paper_passphrase

PASSPHRASE_WORDS = 6
"""Short ones: 62 bits, and within what every PDF reader takes (`keys.words.paper_passphrase`)."""
DESTROY_AFTER = timedelta(days=1)
DRAFT_KIND = "handoff"


class Printing(Protocol):
    """What makes paper of a document; the paper layer does it."""

    def render(self, document: Document) -> bytes:
        """Return the finished PDF, tagged, not encrypted, in memory only."""
        ...

    def find(self, pdf: bytes, document: Document, needles: Sequence[Needle]) -> list[Hit]:
        """Search the finished PDF, and what went into it, for what must not be there."""
        ...

    def seal(self, pdf: bytes, passphrase: str) -> bytes:
        """Return the PDF encrypted with AES-256, metadata scrubbed."""
        ...


@dataclass(frozen=True)
class Preview:
    """A receiver's copy as it would be written."""

    pdf: bytes
    hits: tuple[Hit, ...]
    searched: int
    """How many names, contacts, badges and handles were looked for."""
    left_out: int
    document: Document


@dataclass(frozen=True)
class Written:
    """A copy that was written."""

    handoff: EntryId
    number: int
    receiver: str
    file: Path
    passphrase: str
    """Shown once, stored nowhere."""


class Blocked(Refused):
    """Nothing was written: the finished page holds something its profile does not allow."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        super().__init__(_("Nothing was written. The finished PDF holds something that the profile does not allow."))
        self.hits = tuple(hits)


class HandingOff(Bench):
    """What a responder does at the end of a shift."""

    printing: Printing
    words: Sequence[str]
    code_names: Iterator[str]

    def begin_handoff(self) -> tuple[Draft, Plan]:
        """Go on with the handoff that was begun, or start one from where the last one ended."""
        begun = next((one for one in self._ledger.drafts() if one.kind == DRAFT_KIND), None)
        if begun:
            return begun, self._with_new_incidents(Plan.from_json(begun.content))
        at = self.now()
        plan = self._with_new_incidents(Plan(self._shift_start(), self._first_profile(), destroy_by=at + DESTROY_AFTER))
        draft = Draft(new_id(at), DRAFT_KIND, None, "", plan.as_json(), at, at)
        return draft, self._drafted(plan)

    def keep_handoff(self, draft: Draft, plan: Plan) -> Draft:
        """Keep the plan as it stands."""
        kept = replace(draft, content=plan.as_json(), kept=self.now())
        self._ledger.keep_draft(kept)
        return kept

    def _shift_start(self) -> datetime:
        log = log_of(self._ledger.entries_of(EVENT))
        if log.handoffs:
            return log.handoffs[-1].at
        first = min((one.opened for one in self._ledger.overviews()), default=self._clock())
        return min(first, self._clock())

    def _first_profile(self) -> str:
        keys = [one.key for one in self.playbook.profiles if one.for_handoff]
        return "next_shift" if "next_shift" in keys else keys[0]

    def _with_new_incidents(self, plan: Plan) -> Plan:
        """Add what was opened since the plan was begun, and let go of what was closed or is out of reach now."""
        known = {one.incident: one for one in plan.items}
        open_now = [one for one in self._ledger.overviews() if one.open]
        items = [known.get(one.id) or self._item(self.incident(one.id), plan.profile) for one in open_now]
        due = {one.id: one.next.due.timestamp() if one.next else float("inf") for one in open_now}
        items.sort(key=lambda item: (drafting.URGENCIES.index(item.urgency), due[item.incident]))
        return replace(plan, items=tuple(items))

    def _item(self, incident: Incident, profile: str) -> PlanItem:
        summary = drafting.summary(incident, self.playbook, self.playbook.profile(profile))
        text = masked(summary, self._withheld(profile))
        return PlanItem(incident.id, incident.code, True, drafting.urgency(incident), Typed(text))

    def _drafted(self, plan: Plan) -> Plan:
        """Write the texts nobody has typed in yet: danger, people to look out for, phones as they were last."""
        incidents = [self.incident(one.incident) for one in plan.items]
        profile, needles = self.playbook.profile(plan.profile), self._withheld(plan.profile)
        drafted = {
            "watch": "\n".join(self._watch(one) for one in incidents if one.flags.in_danger),
            "look_out": drafting.look_out(incidents, self.playbook, profile),
            **{f"contact:{key}": text for key, text in (self._ledger.recall("contacts") or {}).items()},
        }
        fresh = {part: Typed(masked(text, needles)) for part, text in drafted.items() if plan.text(part).edited is None}
        return replace(plan, texts={**plan.texts, **fresh})

    def _watch(self, incident: Incident) -> str:
        danger = _("{code}. Danger {answer}.").format(
            code=incident.code, answer=handoff_page.answer_words(incident.flags.danger)
        )
        next = incident.open_promises[:1]
        return danger + (f" {next[0].what}, {self.local(next[0].due):%H:%M}." if next else "")

    def with_profile(self, plan: Plan, profile: str) -> Plan:
        """Choose another audience: texts nobody has edited are drafted anew for it."""
        plan = replace(plan, profile=profile)
        anew = (self._item(self.incident(one.incident), profile) for one in plan.items)
        items = tuple(
            replace(one, summary=fresh.summary) if one.summary.edited is None else one
            for one, fresh in zip(plan.items, anew, strict=True)
        )
        return self._drafted(replace(plan, items=items))

    def _withheld(self, profile: str) -> list[Needle]:
        return withheld(self._ledger.needles(), self.playbook.profile(profile))

    def receiver_name(self, receiver: str) -> str:
        """Return how a receiver is called: a member by id, anybody else as typed."""
        member = self.member(MemberId(receiver))
        return member.name if member else receiver

    def _may_receive(self, incident: Incident, receiver: str) -> bool:
        member = self.member(MemberId(receiver))
        circle = self._ledger.circle_of(incident.id)
        return circle.team if member is None else member.id in circle.members

    def left_out(self, plan: Plan, receiver: str) -> int:
        """Return how many chosen incidents this receiver may not have; never which.

        Somebody who is not a member gets only what the whole team may read.
        """
        chosen = (self.incident(one.incident) for one in plan.items if one.chosen)
        return sum(not self._may_receive(one, receiver) for one in chosen)

    def copy_for(self, plan: Plan, receiver: str) -> handoff_page.Copy:
        """Return all that one receiver's copy is made from."""
        chosen = [self.incident(one.incident) for one in plan.items if one.chosen]
        incidents = tuple(one for one in chosen if self._may_receive(one, receiver))
        mine, now_there = {one.id for one in incidents}, self._ledger.overviews()
        at = self.now()
        names = {one.id: one.name for one in self.members}
        reachable = [one for one in now_there if one.id in mine or self._ledger.circle_of(one.id).team]
        return handoff_page.Copy(
            plan=plan,
            event=self._ledger.event,
            playbook=self.playbook,
            profile=self.playbook.profile(plan.profile),
            number=len(log_of(self._ledger.entries_of(EVENT)).handoffs) + 1,
            made=at,
            sender=self.me.name,
            receiver=self.receiver_name(receiver),
            incidents=incidents,
            opened=tuple(one.code for one in reachable if one.opened >= plan.since),
            closed=tuple(one.code for one in reachable if not one.open and one.changed >= plan.since),
            left_out=len(chosen) - len(incidents),
            restrictions=tuple(r for one in reachable for r in one.restrictions if r.in_force(at)),
            recused={one.code: self._recused(one) for one in incidents if self._recused(one)},
            owners=names,
            needles=tuple(self._withheld(plan.profile)),
            fingerprint=self._fingerprint(incidents),
        )

    def _recused(self, incident: Incident) -> tuple[str, ...]:
        circle = self._ledger.circle_of(incident.id)
        there = (one for one in self.members if not one.left)
        return () if circle.team else tuple(one.name for one in there if one.id not in circle.members)

    def _fingerprint(self, incidents: Sequence[Incident]) -> str:
        hashes = sorted(line.entry.hash for one in incidents for line in one.lines)
        digits = hashlib.sha256(b"".join(hashes)).hexdigest()[:12].upper()
        return " ".join(digits[place : place + 4] for place in (0, 4, 8))

    def preview(self, copy: handoff_page.Copy) -> Preview:
        """Render a copy and search it; touches no ledger, so that it may run beside the screen."""
        document = handoff_page.page(copy)
        pdf = self.printing.render(document)
        return Preview(
            pdf, tuple(self.printing.find(pdf, document, copy.needles)), len(copy.needles), copy.left_out, document
        )

    def write_handoff(
        self, draft: Draft, plan: Plan, receiver: str, folder: Path, plain_words: frozenset[str] = frozenset()
    ) -> Written:
        """Write one receiver's copy into a folder, encrypted with fresh words, and record it; `Blocked` writes nothing.

        `plain_words` are needles that the responder looked at and called ordinary words; certain hits stay hits.
        """
        copy = self.copy_for(plan, receiver)
        preview = self.preview(copy)
        hits = [hit for hit in preview.hits if hit.certain or hit.needle.text not in plain_words]
        if hits:
            self._record_blocked(copy, hits)
            raise Blocked(hits)
        passphrase = paper_passphrase(self.words, PASSPHRASE_WORDS)
        sealed = self.printing.seal(preview.pdf, passphrase)
        name = f"handoff-{copy.number}-{self._ledger.take_code_name(self.code_names).replace(' ', '-')}.pdf"
        id = EntryId(new_id(copy.made))
        said = self._handed(copy, plan, name, sealed, plain_words)
        with _Beside(folder / name, sealed) as finish:
            self._record(EVENT, Said(EntryKind.HANDOFF, said, id=id), circle=self._ledger.team.id)
            finish()
        self._remember_contacts(plan)
        return Written(id, copy.number, copy.receiver, folder / name, passphrase)

    def print_handoff(self, plan: Plan, receiver: str, plain_words: frozenset[str] = frozenset()) -> Preview:
        """Check and record a copy that goes to a printer without a file; `Blocked` as for a file."""
        copy = self.copy_for(plan, receiver)
        preview = self.preview(copy)
        hits = [hit for hit in preview.hits if hit.certain or hit.needle.text not in plain_words]
        if hits:
            self._record_blocked(copy, hits)
            raise Blocked(hits)
        said = self._handed(copy, plan, "", preview.pdf, plain_words)
        self._record(EVENT, Said(EntryKind.HANDOFF, said), circle=self._ledger.team.id)
        return preview

    def _handed(
        self, copy: handoff_page.Copy, plan: Plan, name: str, content: bytes, plain_words: frozenset[str]
    ) -> dict[str, Any]:
        return {
            "to": copy.receiver,
            "profile": plan.profile,
            "file": name,
            "fingerprint": hashlib.sha256(content).hexdigest(),
            "ledger": copy.fingerprint,
            "incidents": [one.id for one in copy.incidents if self._ledger.circle_of(one.id).team],
            "left_out": copy.left_out,
            "since": stamp(plan.since),
            "destroy_by": stamp(plan.destroy_by) if plan.destroy_by else "",
            "plain_words": len(plain_words),
        }

    def _record_blocked(self, copy: handoff_page.Copy, hits: Sequence[Hit]) -> None:
        # Which incident and whose name would tell members outside its circle too much; the count is enough here.
        said = {"blocked": len(hits), "to": copy.receiver, "profile": copy.profile.key}
        self._record(EVENT, Said(EntryKind.HANDOFF, said), circle=self._ledger.team.id)

    def _remember_contacts(self, plan: Plan) -> None:
        contacts = {
            part.removeprefix("contact:"): typed.text
            for part, typed in plan.texts.items()
            if part.startswith("contact:")
        }
        self._ledger.remember("contacts", contacts)

    def end_handoff(self, draft: Draft) -> None:
        """Let go of the plan after its last copy."""
        self._ledger.drop_draft(draft.id)

    def handoffs(self) -> tuple[Handed, ...]:
        """Return the handoffs so far, oldest first."""
        return log_of(self._ledger.entries_of(EVENT)).handoffs

    def read_back(self, handoff: EntryId, words: str) -> None:
        """Record what the receiver said in their own words, and that they accept."""
        if not (words := words.strip()):
            raise Refused(_("Write what the receiver says, in their own words."), "words")
        self._record(EVENT, Said(EntryKind.RECEIVED, {"handoff": handoff, "words": words}), circle=self._ledger.team.id)


class _Beside:
    """A file that is whole on the disk before it gets its name; nothing half-written stays."""

    def __init__(self, target: Path, content: bytes) -> None:
        self._target = target
        self._content = content
        self._part = target.with_name(f".{target.name}.part")

    def __enter__(self) -> "_Beside":
        try:
            with self._part.open("xb") as file:
                file.write(self._content)
                file.flush()
                os.fsync(file.fileno())
        except OSError as problem:
            self._part.unlink(missing_ok=True)
            raise _not_written(problem) from problem
        return self

    def __call__(self) -> None:
        """Give the file its name."""
        try:
            self._part.rename(self._target)
        except OSError as problem:
            raise _not_written(problem) from problem

    def __exit__(self, *_ended: object) -> None:
        self._part.unlink(missing_ok=True)


def _not_written(problem: OSError) -> Trouble:
    fact = {
        28: _("There is no room left there."),
        30: _("That folder can only be read."),
        13: _("That folder can only be read."),
    }.get(problem.errno or 0, _("The file could not be written there."))
    return Trouble(fact, _("Nothing half-written stays. Choose another folder, then write again."))
