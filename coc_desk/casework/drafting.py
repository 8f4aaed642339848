"""First drafts of the texts in a handoff, from what the profile allows; a person edits them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from coc_desk.casework.bodies import body_of, text
from coc_desk.casework.disclosure import may_show
from coc_desk.casework.entries import EntryKind
from coc_desk.casework.incidents import Flags, Incident, Line, Person
from coc_desk.casework.times import spoken_near
from coc_desk.i18n import _, language, ngettext
from coc_desk.playbook.answers import words_of
from coc_desk.playbook.definitions import Field, Kind, Playbook, Profile

LONGEST = 400
"""Characters of one answer or note that go into a draft; a summary is one paragraph."""
URGENCIES = ("act_now", "watch", "steady")
"""The most urgent first."""
DONE_AT_ONCE = ("done", "support_given", "called")
"""What the answers at intake mean that tell what was done, in the order in which they are read."""
ACTION, DECISION = "action_done", "decision"
"""Kinds of note that have a place of their own."""


def urgency(incident: Incident) -> str:
    """Propose how urgent an incident is."""
    return urgency_of(incident.flags)


def urgency_of(flags: Flags) -> str:
    """Propose how urgent it is: act now in danger, watch while something goes on, steady otherwise."""
    if flags.in_danger:
        return "act_now"
    return "watch" if {flags.going_on, flags.again} & {"yes", "maybe"} else "steady"


def rank(urgency: str) -> int:
    """Return the place of an urgency, the most urgent first; one of another playbook comes last."""
    return URGENCIES.index(urgency) if urgency in URGENCIES else len(URGENCIES)


def summary(incident: Incident, playbook: Playbook, profile: Profile, at: datetime) -> str:
    """Draft the one paragraph about an incident: what it is, what was decided, what was said last.

    `at` is now, at the venue: times are said as seen from it.
    """
    said = [
        *(_answers(incident, playbook, profile, "behaviour") or _answers(incident, playbook, profile, "observed")),
        *_answers(incident, playbook, profile, "impact"),
        *_second_report(incident, profile),
        *_last_notes(incident, playbook, profile, at),
    ]
    return " ".join(_sentence(text) for text in said if text)


def _answers(incident: Incident, playbook: Playbook, profile: Profile, holds: str) -> list[str]:
    if not may_show(profile, holds):
        return []
    fields = [one for one in playbook.form.asked_once() if one.holds == holds]
    return [
        text
        for one in fields
        if one.kind in (Kind.TEXT, Kind.LONG_TEXT)
        for text in dict.fromkeys(_texts(incident, one))
    ]


def _texts(incident: Incident, field: Field) -> Iterator[str]:
    for fact in incident.facts.get(field.key, ()):
        if "v" in fact.answer:
            yield _short(words_of(field, fact.answer, language()))


def _second_report(incident: Incident, profile: Profile) -> Iterator[str]:
    count = len(incident.reports)
    if count > 1 and may_show(profile, "process"):
        yield ngettext("{n} report about it.", "{n} reports about it.", count).format(n=count)


def _last_notes(incident: Incident, playbook: Playbook, profile: Profile, at: datetime) -> Iterator[str]:
    """Return the last decision, and what was written after it."""
    notes = [line for line in said_in(incident, playbook, profile) if _kind(line) != ACTION]
    decisions = [line for line in notes if _kind(line) == DECISION]
    for line in decisions[-1:]:
        yield _("Decided {time}: {text}").format(time=_time(line.entry.at, at), text=_short(line.text))
    for line in notes[-1:] if notes[-1:] != decisions[-1:] else ():
        kind = playbook.note_kind(_kind(line))
        label = str(kind.label) if kind else ""
        yield f"{label}, {_time(line.entry.at, at)}: {_short(line.text)}"


def said_in(incident: Incident, playbook: Playbook, profile: Profile) -> list[Line]:
    """Return the notes that a profile allows and nobody struck, oldest first."""
    allowed = {kind.key for kind in playbook.note_kinds if may_show(profile, kind.holds)}
    notes = (line for line in incident.lines if line.entry.kind == EntryKind.NOTE and not line.struck)
    return [line for line in notes if _kind(line) in allowed and line.text]


def done(incident: Incident, playbook: Playbook, profile: Profile, since: datetime) -> list[tuple[str, datetime]]:
    """Return what was done since a moment: at intake, in the notes of actions, and the promises that were kept."""
    actions = [
        (_sentence(_short(line.text)), line.entry.at)
        for line in said_in(incident, playbook, profile)
        if _kind(line) == ACTION
    ]
    kept = [
        (_sentence(_("Promise kept: {what}").format(what=one.what)), one.ended)
        for one in incident.promises
        if one.state == "kept" and one.ended and may_show(profile, "promise")
    ]
    every = [*_at_once(incident, playbook, profile), *actions, *kept]
    return sorted((one for one in every if one[1] >= since), key=lambda one: one[1])


def _at_once(incident: Incident, playbook: Playbook, profile: Profile) -> Iterator[tuple[str, datetime]]:
    for means in DONE_AT_ONCE:
        field = playbook.form.meaning(means)
        if field is None or not may_show(profile, field.holds):
            continue
        for fact in incident.facts.get(field.key, ()):
            if "v" in fact.answer:
                words = _short(words_of(field, fact.answer, language()))
                label = "" if field.kind in (Kind.TEXT, Kind.LONG_TEXT) else f"{field.short or field.label}: "
                yield _sentence(label + words), fact.at


def watch_out(incident: Incident, playbook: Playbook, profile: Profile, at: datetime) -> str:
    """Draft the line about an incident with somebody in danger: where, and what is due next; empty if not allowed."""
    if not may_show(profile, "safety"):
        return ""
    said = [f"{incident.code}.", _danger(incident)]
    if (where := playbook.form.meaning("where")) and may_show(profile, where.holds):
        said += [_sentence(text) for text in dict.fromkeys(_texts(incident, where))]
    for promise in incident.open_promises[:1] if may_show(profile, "promise") else ():
        said.append(_sentence(_("Next, {time}: {what}").format(time=_time(promise.due, at), what=promise.what)))
    return " ".join(said)


def _danger(incident: Incident) -> str:
    return _("Somebody may be in danger now.") if incident.flags.danger == "maybe" else _("Somebody is in danger now.")


def look_out(incidents: Iterable[Incident], playbook: Playbook, profile: Profile, at: datetime) -> str:
    """Draft the descriptions of reported people where it may go on or happen again, or where something is in force."""
    lines: list[str] = []
    for one in incidents:
        bound = {each.person for each in one.restrictions if each.in_force(at)}
        for person in one.people:
            if "reported" in person.roles and (urgency(one) != "steady" or person.code in bound):
                described = _described(person, playbook, profile)
                lines += [f"{person.code} ({one.code}). {described}"] if described else []
    return "\n".join(lines)


def _described(person: Person, playbook: Playbook, profile: Profile) -> str:
    """Return how somebody looks and what their part is; nothing without a description."""
    looks = list(_said_of(person, playbook.form.person.fields, "description", profile))
    parts = list(_said_of(person, playbook.form.person.fields, "part", profile))
    return " ".join(_sentence(_short(text)) for text in looks + parts) if looks else ""


def _said_of(person: Person, fields: Sequence[Field], holds: str, profile: Profile) -> Iterator[str]:
    for field in fields:
        fact = person.facts.get(field.key)
        if fact and field.holds == holds and may_show(profile, holds) and "v" in fact.answer:
            yield words_of(field, fact.answer, language())


def _kind(line: Line) -> str:
    return text(body_of(line.entry).get("note"))


def _time(moment: datetime, now: datetime) -> str:
    return spoken_near(moment.astimezone(now.tzinfo), now)


def _sentence(text: str) -> str:
    """Return a text on one line that begins and ends as a sentence does."""
    text = " ".join(text.split())
    first = text[:1].upper() if len(text[:1].upper()) == 1 else text[:1]
    text = first + text[1:]
    return text if text.endswith((".", "!", "?", "…", "。", "؟")) else text + "."


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"
