"""What the pages around the work say of people, stages, drafts and times."""

from datetime import date, datetime, timedelta

from coc_desk.casework.entries import MemberId
from coc_desk.casework.ledger import Draft, Event
from coc_desk.casework.looking import Looking
from coc_desk.casework.times import spoken_near, spoken_span
from coc_desk.i18n import _, language
from coc_desk.playbook.definitions import Playbook
from coc_desk.ui.parts.flags import spoken
from coc_desk.ui.parts.text import Strong
from coc_desk.ui.place import Place

FLAGS = ("danger", "going_on", "again")
SHORT = 90
"""Characters of typed words that are shown to tell one draft from another."""


def role_words(role: str) -> str:
    """Return a member's role as it is read."""
    return {"lead": _("Lead"), "committee": _("Committee")}.get(role, _("Responder"))


def whom(playbook: Playbook, to: str) -> str:
    """Return to whom something was promised: a role of the playbook, or words."""
    return next((str(one.label) for one in playbook.roles if one.key == to), to)


def stage_words(playbook: Playbook, stage: str) -> str:
    """Return a stage as it is read; another playbook's key as it stands."""
    return next((str(one.label) for one in playbook.stages if one.key == stage), stage)


def who(desk: Looking, member: MemberId | None) -> str:
    """Return a member's name; "you" for whoever signed in, a dash for nobody."""
    return _("you") if member == desk.me.id else desk.name_of(member)


def who_and_you(desk: Looking, member: MemberId) -> str:
    """Return a member's name, with "(you)" behind one's own."""
    return _("{name} (you)").format(name=desk.me.name) if member == desk.me.id else desk.name_of(member)


def day_of_event(event: Event, today: date) -> str:
    """Return "Day 2 of 3", or how far off the event is."""
    length = (event.last_day - event.first_day).days + 1
    number = (today - event.first_day).days + 1
    if number > length:
        return _("After the event")
    if number < 1:
        return _("Tomorrow it begins") if number == 0 else _("{n} days to go").format(n=1 - number)
    return _("Day {n} of {all}").format(n=number, all=length)


def in_words(due: datetime, at: datetime) -> str:
    """Return how far off a time is: "in 24 min", "36 min late", "now"."""
    if due < at - timedelta(minutes=1):
        return _("{span} late").format(span=spoken_span(at - due))
    return _("in {span}").format(span=spoken_span(due - at)) if due - at >= timedelta(minutes=1) else _("now")


def until_words(until: datetime | None, said: str, at: datetime) -> str:
    """Return until when something holds: a time, the words that were written, or that no end was set."""
    if until is not None:
        return _("until {time}").format(time=spoken_near(until, at))
    return said or _("no end set")


def draft_title(draft: Draft) -> tuple[object, ...]:
    """Return what is half-written, with the code name it belongs to in bold."""
    code = Strong(draft.code)
    match draft.kind:
        case "intake":
            return _("New report"), ", ", code
        case "report":
            return _("Another report about"), " ", code
        case "note":
            return _("Note about"), " ", code
        case "answers":
            return _("Changed facts of"), " ", code
        case "quick":
            return (Strong(_("Quick note")),)
        case "handoff":
            return (Strong(_("Handoff")),)
        case _:
            return _("Something about"), " ", code


def draft_words(draft: Draft) -> str:
    """Return the first words of a draft, by which its writer knows it again; empty when there are none."""
    said = " ".join(str(draft.content.get("text") or "").split())
    return said if len(said) <= SHORT else said[:SHORT].rsplit(" ", 1)[0] + " …"


def place_of_draft(draft: Draft) -> Place:
    """Return where a draft is gone on with."""
    match draft.kind:
        case "note" | "answers":
            return Place("incident", draft.incident or "")
        case "quick" | "handoff":
            return Place(draft.kind, draft.id)
        case _:
            return Place("intake", draft.id)


def flags_spoken(answers: tuple[str, str, str]) -> str:
    """Return the three safety answers in full words."""
    return ", ".join(spoken(kind, answer) for kind, answer in zip(FLAGS, answers, strict=True))


def marked(words: str) -> tuple[str, str]:
    """Return words without their mark, and the letter behind it: what the letter does is told by its translation."""
    before, _mark, after = words.partition("&")
    return before + after, (after or before)[:1].upper()


def in_sentence(words: str) -> str:
    """Return words as they stand within a sentence: English ones in small letters, unless they are spelled out."""
    shouted = words[1:2].isupper() or words[1:2] == "-"
    return words if language() != "en" or shouted else words[:1].lower() + words[1:]
