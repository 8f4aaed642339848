"""A note while it is being written: its draft, the promise its words speak of, and how it becomes an entry."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from coc_desk.casework.bench import Said
from coc_desk.casework.entries import Entry, EntryId, EntryKind, IncidentId, content_matches, new_id
from coc_desk.casework.errors import Refused
from coc_desk.casework.followup import FollowUp, NewPromise, Note
from coc_desk.casework.incidents import Answer, Incident
from coc_desk.casework.intake import PersonDraft
from coc_desk.casework.ledger import Draft, Member
from coc_desk.i18n import _
from coc_desk.keys.identity import verify
from coc_desk.playbook.answers import Answer as Given
from coc_desk.playbook.answers import check
from coc_desk.playbook.due import due_in
from coc_desk.playbook.moments import parse_moment, times_of

DRAFT_KIND = "note"
LONGEST = 120
"""Characters of the sentence that an offered promise takes over."""
_ENDS = ".!?…。؟\n"


class Noting(FollowUp):
    """Notes as they are written, and facts as they become known."""

    def begin_note(self, incident: IncidentId) -> Draft:
        """Go on with my half-written note about an incident, or return a fresh draft that is not kept yet."""
        there = self.incident(incident)
        for draft in self._ledger.drafts():
            if draft.kind != DRAFT_KIND or draft.incident != incident:
                continue
            if there.line(EntryId(draft.id)) is None:
                return draft
            # It was added, and something ended the program before the draft was dropped.
            self._ledger.drop_draft(draft.id)
        at = self.now()
        return Draft(new_id(at), DRAFT_KIND, incident, there.code, {}, at, at)

    def keep_note(self, draft: Draft, note: Note) -> Draft:
        """Keep a note as far as it is written, durably; one with nothing in it is no draft."""
        kept = replace(draft, content=note.as_json(), kept=self.now())
        if note.empty:
            self._ledger.drop_draft(draft.id)
        else:
            self._ledger.keep_draft(kept)
        return kept

    def finish_note(self, draft: Draft, note: Note) -> Incident:
        """Make an entry of a note and drop its draft; finishing the same draft twice writes one entry."""
        if draft.incident is None:
            raise Refused(_("This note belongs to no incident."))
        there = self.incident(draft.incident)
        if there.line(EntryId(draft.id)) is None:
            there = self.add_note(draft.incident, note, EntryId(draft.id))
        self._ledger.drop_draft(draft.id)
        return there

    def offered_promise(self, text: str, kind: str = "") -> NewPromise | None:
        """Return the promise that a text speaks of ("call back by 16:00"), to be offered; never made by itself."""
        found = due_in(text, self.now(), self.zone)
        if found is None:
            return None
        due, (start, end) = found
        return NewPromise(_sentence_around(text, start, end), self._owed_to(kind), due, self.me.id)

    def time_to_come(self, text: str) -> datetime | None:
        """Return the one time to come that was typed (16:00, in an hour, Sun 10:00); nothing for anything else."""
        now = self.now()
        times = times_of(parse_moment(text, now, self.zone, ahead=True)) if text.strip() else []
        if times:
            return times[0] if len(times) == 1 else None
        found = due_in(text, now, self.zone) or due_in(f"by {text}", now, self.zone)
        return found[0] if found else None

    def _owed_to(self, kind: str) -> str:
        """Whom a kind of note is about: a talk with the reporter owes the reporter."""
        return next((one.key for one in self.playbook.roles if kind.endswith(one.key)), "reporter")

    def verifies(self, entry: Entry) -> bool:
        """Whether an entry is as its writer signed it; a content that was erased has nothing to compare."""
        writer = self.member(entry.by)
        if writer is None or not content_matches(entry):
            return False
        return verify(writer.verify_key, entry.hash, entry.signature)

    def in_circle(self, incident: IncidentId) -> list[Member]:
        """Return the members who can open an incident and are still there."""
        there = self._ledger.circle_of(incident).members
        return [one for one in self.members if one.id in there and not one.left]

    def change_facts(
        self, incident: IncidentId, answers: Mapping[str, Given], report: EntryId | None = None
    ) -> Incident:
        """Write down the answers that differ from what stands, in a report's account or as what the team found.

        An answer that was given does not go back to empty: it can become unknown, not asked or declined.
        """
        there = self.incident(incident)
        changed = self._different(answers, {key: _told(there, key, report) for key in answers})
        if not changed:
            raise Refused(_("Nothing is different from what stands there."))
        said = Said(EntryKind.ANSWERS, {"report": report or "", "answers": changed, "people": []})
        return self._change(incident, said)

    def change_person(self, incident: IncidentId, person: PersonDraft) -> Incident:
        """Write down what is known by now about a person, old or new: the roles, and the answers that differ."""
        before = self.incident(incident).person(person.id)
        stands = {key: fact.answer for key, fact in before.facts.items()} if before else {}
        changed = self._different(dict.fromkeys(stands) | dict(person.answers or {}), stands)
        if before and (before.roles, before.member) == (person.roles, person.member) and not changed:
            raise Refused(_("Nothing is different from what stands there."))
        said = {**person.as_json(), "member": person.member, "answers": changed}
        return self._change(incident, Said(EntryKind.ANSWERS, {"report": "", "answers": {}, "people": [said]}))

    def _different(self, answers: Mapping[str, Given], stands: Mapping[str, Given]) -> dict[str, Answer]:
        fields = self.playbook.form.fields
        changed: dict[str, Answer] = {}
        for key in (one for one in answers if one in fields):
            given = check(fields[key], answers[key])
            if given is not None and given != stands.get(key):
                changed[key] = given
            elif given is None and stands.get(key) is not None:
                raise Refused(_("This was answered before. Unknown, Not asked and Declined are answers too."), key)
        return changed


def _told(incident: Incident, key: str, report: EntryId | None) -> Any:
    return next((fact.answer for fact in incident.facts.get(key, ()) if fact.report == report), None)


def _sentence_around(text: str, start: int, end: int) -> str:
    """Return the sentence in which a time stands, without the time."""
    first = max(text.rfind(mark, 0, start) for mark in _ENDS) + 1
    last = min((at for mark in _ENDS if (at := text.find(mark, end)) >= 0), default=len(text))
    said = " ".join(f"{text[first:start]} {text[end:last]}".split()).strip(" ,;:-–—")
    return said if len(said) <= LONGEST else said[:LONGEST].rsplit(" ", 1)[0] + " …"
