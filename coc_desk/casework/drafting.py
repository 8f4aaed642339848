"""First drafts for a handoff, from the entries, with code names where names stood; a person edits them."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from coc_desk.casework.disclosure import may_show
from coc_desk.casework.entries import EntryKind
from coc_desk.casework.incidents import Incident, Line, Person
from coc_desk.i18n import language
from coc_desk.playbook.answers import words_of
from coc_desk.playbook.definitions import Field, Kind, Playbook, Profile

LONGEST = 400
"""Characters of one answer or note that go into a draft; a summary is one paragraph."""
URGENCIES = ("act_now", "watch", "steady")
"""The most urgent first."""
IN_SUMMARY = ("behaviour", "observed", "impact")
"""The disclosure classes a summary is made of, in this order; a profile may allow fewer."""


def urgency(incident: Incident) -> str:
    """Propose how urgent an incident is: act now in danger, watch while something goes on, steady otherwise."""
    flags = incident.flags
    if flags.in_danger:
        return "act_now"
    return "watch" if {flags.going_on, flags.again} & {"yes", "maybe"} else "steady"


def summary(incident: Incident, playbook: Playbook, profile: Profile) -> str:
    """Draft the one paragraph about an incident from what the profile allows."""
    said = [*_answers(incident, playbook, profile), *_last_note(incident, playbook, profile)]
    return " ".join(_sentence(text) for text in said)


def _answers(incident: Incident, playbook: Playbook, profile: Profile) -> Iterator[str]:
    for holds in IN_SUMMARY:
        for field in playbook.form.asked_once():
            if field.holds == holds and may_show(profile, holds) and field.kind in (Kind.TEXT, Kind.LONG_TEXT):
                yield from _texts(incident, field)


def _texts(incident: Incident, field: Field) -> Iterator[str]:
    for fact in incident.facts.get(field.key, ()):
        if "v" in fact.answer:
            yield _short(words_of(field, fact.answer, language()))


def _last_note(incident: Incident, playbook: Playbook, profile: Profile) -> Iterator[str]:
    notes = [
        line
        for line in said_in(incident, playbook, profile)
        if line.entry.body and line.entry.body.get("note") != "action_done"
    ]
    if notes:
        yield _short(notes[-1].text)


def said_in(incident: Incident, playbook: Playbook, profile: Profile) -> list[Line]:
    """Return the notes that a profile allows and nobody struck, oldest first."""
    allowed = {kind.key for kind in playbook.note_kinds if may_show(profile, kind.holds)}
    notes = (line for line in incident.lines if line.entry.kind == EntryKind.NOTE and not line.struck)
    return [line for line in notes if (line.entry.body or {}).get("note") in allowed and line.text]


def done(incident: Incident, playbook: Playbook, profile: Profile, since: datetime) -> list[tuple[str, datetime]]:
    """Return what was done since a moment: the notes of actions, and the promises that were kept."""
    actions = [
        (_short(line.text), line.entry.at)
        for line in said_in(incident, playbook, profile)
        if (line.entry.body or {}).get("note") == "action_done" and line.entry.at >= since
    ]
    kept = [
        (one.what, one.ended) for one in incident.promises if one.state == "kept" and one.ended and one.ended >= since
    ]
    return sorted(actions + (kept if may_show(profile, "promise") else []), key=lambda pair: pair[1])


def look_out(incidents: Sequence[Incident], playbook: Playbook, profile: Profile) -> str:
    """Draft the descriptions of reported people where it may go on or happen again."""
    watch = [one for one in incidents if urgency(one) != "steady"]
    lines = [
        _described(person, playbook, profile) for one in watch for person in one.people if "reported" in person.roles
    ]
    return "\n".join(line for line in lines if line)


def _described(person: Person, playbook: Playbook, profile: Profile) -> str:
    texts = [
        words_of(field, fact.answer, language())
        for field in playbook.form.person.fields
        if field.holds == "description" and may_show(profile, "description")
        if (fact := person.facts.get(field.key)) and "v" in fact.answer
    ]
    return f"{person.code}. " + " ".join(_sentence(_short(text)) for text in texts) if texts else ""


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?", "…", "。", "؟")) else text + "."


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"
