"""The handoff as a page: nine parts in the order of I-PASS (PRODUCT §7), as values to be printed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from coc_desk.casework import drafting
from coc_desk.casework.disclosure import masked, may_show
from coc_desk.casework.document import (
    Blank,
    Block,
    Columns,
    Document,
    Frame,
    Hit,
    Item,
    Needle,
    Paragraph,
    Section,
    Source,
    Span,
    Table,
)
from coc_desk.casework.entries import MemberId
from coc_desk.casework.incidents import Incident, Promise, Restriction
from coc_desk.casework.ledger import Event
from coc_desk.casework.plan import Plan, PlanItem, Typed
from coc_desk.casework.times import spoken_date, spoken_day_and_time, spoken_near, spoken_weekday, zone_of
from coc_desk.i18n import _, language, ngettext
from coc_desk.playbook.definitions import Playbook, Profile

BADGES = {"act_now": "filled", "watch": "border", "steady": "thin"}


@dataclass(frozen=True)
class Copy:
    """All that one receiver's copy is made from."""

    plan: Plan
    event: Event
    playbook: Playbook
    profile: Profile
    number: int
    made: datetime
    sender: str
    receiver: str
    receivers: tuple[str, ...]
    """Whom a copy is for, this receiver among them."""
    incidents: tuple[Incident, ...]
    """The chosen ones that this receiver may have, the most urgent first."""
    opened: tuple[str, ...]
    """Code names of what is new since the plan's start."""
    closed: tuple[str, ...]
    left_out: int
    """Incidents the receiver is recused from."""
    held_by_others: int
    """Open incidents the sender cannot open."""
    danger_elsewhere: bool
    """Whether somebody is or may be in danger in an incident that is not in this copy."""
    restrictions: tuple[Restriction, ...]
    recused: Mapping[str, tuple[str, ...]]
    """Code name of a chosen incident -> names of the members who must not receive it."""
    owners: Mapping[MemberId, str]
    """Member id -> name."""
    needles: tuple[Needle, ...]
    """What this profile withholds."""
    fingerprint: str

    @property
    def zone(self) -> tzinfo:
        """The venue's time zone."""
        return zone_of(self.event.zone)

    def masked(self, text: str) -> str:
        """Return an automatic text with code names where withheld words stood."""
        return masked(text, self.needles)

    def near(self, at: datetime) -> str:
        """Return a time as it is read on the day the copy was made."""
        return spoken_near(at.astimezone(self.zone), self.made.astimezone(self.zone))


def page(copy: Copy) -> Document:
    """Return one receiver's copy as a document."""
    made = copy.made.astimezone(copy.zone)
    destroy = copy.plan.destroy_by
    note = (
        _("Confidential. Destroy by {when}").format(when=spoken_day_and_time(destroy.astimezone(copy.zone)))
        if destroy
        else _("Confidential")
    )
    return Document(
        title=_("Handoff"),
        subtitle=_("{event}. {day}, entries from {since}").format(
            event=copy.event.name, day=spoken_date(made), since=copy.near(copy.plan.since)
        ),
        right_title=_("Copy for {name}").format(name=copy.receiver),
        right_note=note,
        facts=tuple(_facts(copy)),
        sections=tuple(_sections(copy)),
        language=language(),
        foot=(
            _("Handoff {number} of {event}").format(number=copy.number, event=copy.event.name),
            _("Ledger {fingerprint}").format(fingerprint=copy.fingerprint),
        ),
        meta_title=_("Handoff {number}").format(number=copy.number),
        page_of=_("Page {page} of {pages}"),
        more=_("To follow: {sections}"),
    )


def _facts(copy: Copy) -> Iterator[tuple[str, str]]:
    yield _("From"), copy.sender
    yield _("To"), ", ".join(copy.receivers) or copy.receiver
    yield _("Made"), spoken_weekday(copy.made.astimezone(copy.zone))
    yield _("Profile"), str(copy.profile.label)
    if absent := [*_absent(copy)]:
        yield "", ", ".join(absent)


def _absent(copy: Copy) -> Iterator[str]:
    """Say how many incidents are not in the copy, and why; never which."""
    if copy.left_out:
        counted = ngettext(
            "{n} incident is left out of this copy", "{n} incidents are left out of this copy", copy.left_out
        )
        yield counted.format(n=copy.left_out)
    if copy.held_by_others:
        others = ngettext(
            "{n} open incident is held by others", "{n} open incidents are held by others", copy.held_by_others
        )
        yield others.format(n=copy.held_by_others)


def _sections(copy: Copy) -> Iterator[Section]:
    yield Section(1, _("Danger and watch-outs now"), "", _danger(copy))
    counted = ngettext("{n} in this copy", "{n} in this copy", len(copy.incidents)).format(n=len(copy.incidents))
    yield Section(2, _("Open incidents"), counted, _items(copy))
    look_out = _("People to look out for")
    yield Section(3, look_out, _("description only"), _typed(copy, "look_out", look_out, _("Nobody in particular.")))
    yield Section(4, _("Restrictions in force"), "", _restrictions(copy))
    yield Section(5, _("New and closed in this shift"), "", _new_and_closed(copy))
    yield Section(6, _("Recusals"), _("who must not receive an incident"), _recusals(copy))
    yield Section(7, _("Phones, rooms, keys"), "", _contacts(copy))
    questions = _("Open questions")
    yield Section(8, questions, "", _typed(copy, "questions", questions, _("None.")))
    blank = Blank((_("In the receiver's own words"), "", _("Accepted by"), _("Time")))
    yield Section(9, _("Read-back"), _("the receiver says it in their own words"), (blank,))


def _danger(copy: Copy) -> tuple[Block, ...]:
    typed = copy.plan.text("watch")
    said = _("Somebody is or may be in danger in an incident that is not in this copy. Ask who holds it at once.")
    elsewhere = [_plain(said)] if copy.danger_elsewhere else []
    if typed.text.strip():
        written = _paragraphs(copy, typed, _source("watch", _("Danger and watch-outs now"), typed))
        return (Frame((*written, *elsewhere)),)
    return (Frame(tuple(elsewhere)),) if elsewhere else (_plain(_("Nobody is known to be in danger.")),)


def _items(copy: Copy) -> tuple[Block, ...]:
    if not copy.incidents:
        return (_plain(_("Nothing in this copy.") if copy.held_by_others or copy.left_out else _("Nothing open.")),)
    plan = {one.incident: one for one in copy.plan.items}
    return tuple(_item(copy, plan[one.id], one) for one in copy.incidents)


def _item(copy: Copy, chosen: PlanItem, incident: Incident) -> Item:
    flags = incident.flags
    said = ((_("danger"), flags.danger), (_("going on"), flags.going_on), (_("again"), flags.again))
    right: list[Span] = []
    for label, answer in said:
        right += [Span(f"{' · ' if right else ''}{label} "), Span(answer_words(answer), bold=True)]
    urgencies = {one.key: str(one.label) for one in copy.playbook.urgencies}
    shown = tuple(right) if may_show(copy.profile, "safety") else ()
    badge = urgencies.get(chosen.urgency, chosen.urgency)
    return Item(
        incident.code, badge, BADGES.get(chosen.urgency, "thin"), shown, tuple(_item_blocks(copy, chosen, incident))
    )


def _item_blocks(copy: Copy, chosen: PlanItem, incident: Incident) -> Iterator[Block]:
    summary = _source("summary", _("summary"), chosen.summary, incident.code)
    yield from _paragraphs(copy, chosen.summary, summary)
    done = _done(copy, incident)
    promised = _promised(copy, incident)
    yield Columns(((_("Done"), tuple(done)), (_("Promised"), tuple(promised))))
    if chosen.contingency.text.strip():
        contingency = _source("contingency", _("if this, then that"), chosen.contingency, incident.code)
        yield Paragraph(tuple(_if_then(" ".join(chosen.contingency.text.split()))), "if-then", contingency)


def _done(copy: Copy, incident: Incident) -> list[Paragraph]:
    source = Source(incident.code, "", _("done"))
    said = drafting.done(incident, copy.playbook, copy.profile, copy.plan.since)
    return [
        Paragraph((Span(copy.near(at), bold=True), Span(copy.masked(text))), "hanging", source) for text, at in said
    ] or [_plain(_("Nothing in this shift."))]


def _promised(copy: Copy, incident: Incident) -> list[Paragraph]:
    if not may_show(copy.profile, "promise"):
        return [_plain(_("Not on this page."))]
    source = Source(incident.code, "", promised_label())
    return [
        Paragraph((Span(copy.near(one.due), bold=True), *_owed(copy, one)), "hanging", source)
        for one in incident.open_promises
    ] or [_plain(_("Nothing open for this shift."))]


def _owed(copy: Copy, promise: Promise) -> Iterator[Span]:
    """Return to whom something is owed, unless it says so itself, what it is, and who sees to it."""
    roles = {one.key: str(one.label) for one in copy.playbook.roles}
    whom = roles.get(promise.to, copy.masked(promise.to))
    if promise.late(copy.made):
        yield Span(_("Overdue.") + " ", bold=True)
    if whom and whom.casefold() not in promise.what.casefold():
        yield Span(f"{whom}: ")
    yield Span(copy.masked(promise.what))
    if promise.owner in copy.owners:
        yield Span(f" ({copy.owners[promise.owner]})")


def _restrictions(copy: Copy) -> tuple[Block, ...]:
    if not may_show(copy.profile, "restriction"):
        return (_plain(_("Not on this page.")),)
    if not copy.restrictions:
        return (_plain(_("None.")),)
    rows = tuple(
        tuple(
            Paragraph((Span(copy.masked(text)),), "plain", Source(one.code, "", _("restriction")))
            for text in (one.person or "–", one.what, _until(copy, one))
        )
        for one in copy.restrictions
    )
    return (Table((_("Person"), _("What"), _("Until")), rows),)


def _until(copy: Copy, restriction: Restriction) -> str:
    if restriction.until:
        return spoken_day_and_time(restriction.until.astimezone(copy.zone))
    return restriction.until_words or _("no end set")


def _new_and_closed(copy: Copy) -> tuple[Block, ...]:
    new = ", ".join(copy.opened) or _("none")
    closed = ", ".join(copy.closed) or _("none")
    return (
        Paragraph((Span(_("New") + "  ", bold=True), Span(new)), "hanging"),
        Paragraph((Span(_("Closed") + "  ", bold=True), Span(closed)), "hanging"),
    )


def _recusals(copy: Copy) -> tuple[Block, ...]:
    if not copy.recused:
        return (_plain(_("Nobody is recused from an incident in this copy.")),)
    return tuple(
        Paragraph((Span(f"{code}  ", bold=True), Span(_("not for {names}").format(names=", ".join(names)))), "hanging")
        for code, names in copy.recused.items()
    )


def _contacts(copy: Copy) -> tuple[Block, ...]:
    blocks = []
    for contact in copy.playbook.contacts:
        typed = copy.plan.text(f"contact:{contact.key}")
        if typed.text.strip():
            source = _source(f"contact:{contact.key}", str(contact.label), typed)
            blocks.append(
                Paragraph(
                    (Span(f"{contact.label}  ", bold=True), Span(" ".join(typed.text.split()))), "hanging", source
                )
            )
    return tuple(blocks) or (_plain(_("Nothing was written down.")),)


def _typed(copy: Copy, part: str, label: str, empty: str) -> tuple[Block, ...]:
    typed = copy.plan.text(part)
    return tuple(_paragraphs(copy, typed, _source(part, label, typed))) or (_plain(empty),)


def _paragraphs(copy: Copy, typed: Typed, source: Source) -> Iterator[Paragraph]:
    codes = [one.code for one in copy.incidents] + [
        person.code for one in copy.incidents for person in one.people if person.code
    ]
    for line in typed.text.splitlines():
        if line.strip():
            yield Paragraph(tuple(_code_name_first(" ".join(line.split()), codes)), "plain", source)


def _code_name_first(line: str, codes: Sequence[str]) -> Iterator[Span]:
    code = next((one for one in codes if one and re.match(re.escape(one) + r"(?!\w)", line)), "")
    if code:
        yield Span(code, bold=True)
    yield Span(line[len(code) :])


def _if_then(text: str) -> Iterator[Span]:
    """Set the words that carry the condition in bold, so that it is found at a glance."""
    carrying = (_("If"), _("if"), _("then"))
    for part in re.split(rf"(?<!\w)({'|'.join(map(re.escape, carrying))})(?!\w)", text):
        if part:
            yield Span(part, bold=part in carrying)


def promised_label() -> str:
    """Return what the list of promises is called where a hit leads back to it."""
    return _("promised")


def is_team(copy: Copy, hit: Hit) -> bool:
    """Whether a hit is the team's own name where the page itself puts it: who sends, who receives, who owes, recusals.

    A member of the team may be somebody in a report too; without this no page could ever be written again.
    """
    automatic = not hit.source.part and (not hit.source.incident or hit.source.label == promised_label())
    words = set(hit.needle.text.casefold().split())
    team = (copy.sender, copy.receiver, *copy.receivers, *copy.owners.values())
    return automatic and hit.needle.what == "name" and any(words & set(name.casefold().split()) for name in team)


def _source(part: str, label: str, typed: Typed, incident: str = "") -> Source:
    return Source(incident, part, label, typed.edited)


def _plain(text: str) -> Paragraph:
    return Paragraph((Span(text),))


def answer_words(answer: str) -> str:
    """Return a safety answer as it is read."""
    return {
        "yes": _("yes"),
        "no": _("no"),
        "maybe": _("maybe"),
        "unknown": _("unknown"),
        "not asked": _("not asked"),
        "declined": _("declined"),
    }.get(answer, _("not answered"))
