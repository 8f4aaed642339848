"""What an incident consists of, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from coc_desk.casework.entries import Entry, EntryId, IncidentId, MemberId
from coc_desk.casework.numbering import Line, Struck, lines_of

Answer = Mapping[str, Any]
SEVERITY = ("", "no", "declined", "not asked", "unknown", "maybe", "yes")
"""Answers to a safety question, the one to worry about most last."""


def answer_word(answer: Answer | None) -> str:
    """Return the word of an answer to a yes/no/maybe/unknown question; empty when there is none."""
    if not isinstance(answer, Mapping):
        return ""
    word = answer.get("none", answer.get("v", ""))
    return word if word in SEVERITY else ""


@dataclass(frozen=True)
class Flags:
    """The three safety answers that show on every list: yes, no, maybe, unknown, not asked, declined or empty."""

    danger: str = ""
    going_on: str = ""
    again: str = ""

    @property
    def rank(self) -> tuple[int, int, int]:
        """Larger is more urgent; a danger that is not known to be over outweighs everything else."""
        return SEVERITY.index(self.danger), SEVERITY.index(self.going_on), SEVERITY.index(self.again)

    @property
    def in_danger(self) -> bool:
        """Whether it stands in "Danger now": yes and maybe do."""
        return self.danger in ("yes", "maybe")


@dataclass(frozen=True)
class Fact:
    """One answer as it now stands, who wrote it, and what stood there before."""

    field: str
    answer: Answer
    by: MemberId
    at: datetime
    entry: EntryId
    report: EntryId | None
    """The report it belongs to; None for what the team itself found."""
    earlier: "tuple[Fact, ...]" = ()
    """Oldest first."""


@dataclass(frozen=True)
class Person:
    """Somebody who appears in the records, with or without a name."""

    id: str
    code: str
    roles: tuple[str, ...]
    facts: Mapping[str, Fact]
    reports: tuple[EntryId, ...]
    member: MemberId | None = None
    """Set when the person is a member of the team."""

    def answer(self, key: str) -> Answer | None:
        """Return the answer to one of the questions asked per person."""
        fact = self.facts.get(key)
        return fact.answer if fact else None


@dataclass(frozen=True)
class Report:
    """One communication by one person."""

    id: EntryId
    number: int
    by: MemberId
    at: datetime
    happened: Mapping[str, Any] | None
    people: tuple[str, ...]
    """Ids of the people this report names."""
    reporter: str = ""
    """Id of the person who reports, if known as one."""


@dataclass(frozen=True)
class Promise:
    """Something owed to somebody, with a time."""

    id: EntryId
    incident: IncidentId
    code: str
    what: str
    to: str
    """Key of a role, or words."""
    due: datetime
    owner: MemberId
    by: MemberId
    at: datetime
    state: str = "open"
    """open, kept or dropped."""
    ended: datetime | None = None
    moved: int = 0
    """How often it got a new time."""
    why: str = ""

    def late(self, at: datetime) -> bool:
        """Whether it is overdue at that moment."""
        return self.state == "open" and self.due < at


@dataclass(frozen=True)
class Restriction:
    """Something in force about a reported person."""

    id: EntryId
    incident: IncidentId
    code: str
    person: str
    """Code name of the person."""
    what: str
    until: datetime | None
    until_words: str
    by: MemberId
    at: datetime
    lifted: datetime | None = None
    why: str = ""

    def in_force(self, at: datetime) -> bool:
        """Whether it holds at that moment."""
        return self.lifted is None and (self.until is None or self.until > at)


@dataclass(frozen=True)
class Attachment:
    """A file kept with the incident."""

    id: EntryId
    file: str
    name: str
    media: str
    """What its content is, found from its first bytes; the name is not believed."""
    claims: str
    """What its name says it is, when that is something else; otherwise empty."""
    size: int
    sha256: str
    words: str
    by: MemberId
    at: datetime
    struck: bool = False


@dataclass(frozen=True)
class Linked:
    """Another incident this one has to do with."""

    incident: IncidentId
    code: str
    why: str


@dataclass(frozen=True)
class Incident:
    """What is being handled, as its entries tell it."""

    id: IncidentId
    code: str
    stage: str
    owner: MemberId | None
    flags: Flags
    opened: datetime
    changed: datetime
    closed_as: str = ""
    """Why it is closed: the key of an outcome, empty while open or when nothing was said."""
    reports: tuple[Report, ...] = ()
    people: tuple[Person, ...] = ()
    facts: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)
    """Field key -> the answer of each report (and of the team), in the order of the reports."""
    entries: tuple[Entry, ...] = ()
    """In the order of reading."""
    struck: Mapping[EntryId, Struck] = field(default_factory=dict)
    promises: tuple[Promise, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    links: tuple[Linked, ...] = ()
    steps: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    recused: tuple[MemberId, ...] = ()
    """Members who were excluded or taken out and not let in again."""

    def person(self, id: str) -> Person | None:
        """Return a person by id."""
        return next((one for one in self.people if one.id == id), None)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The entries with their numbers and what was written about them later; made when they are first read."""
        return tuple(lines_of(self.entries, self.struck))

    def line(self, entry: EntryId) -> Line | None:
        """Return the line of an entry."""
        return next((one for one in self.lines if one.entry.id == entry), None)

    @property
    def open_promises(self) -> tuple[Promise, ...]:
        """What is still owed, the next one first."""
        return tuple(sorted((one for one in self.promises if one.state == "open"), key=lambda one: one.due))
