"""What a playbook consists of, as values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from coc_desk.i18n import Words

IDENTIFYING = frozenset({"name", "contact", "badge", "handle"})
"""The disclosure classes whose values are searched for in what leaves (PRODUCT §7)."""

MEANINGS = frozenset(
    {
        "danger",
        "going_on",
        "again",
        "support_needed",
        "support_given",
        "called",
        "received_by",
        "received_at",
        "written_at",
        "channel",
        "taken_at",
        "language",
        "read_back",
        "name",
        "contact",
        "preferred",
        "safe_to_contact",
        "handle",
        "badge",
        "description",
        "clothing",
        "part",
        "organisation",
        "pronouns",
        "team_member",
        "relation",
        "anonymous",
        "retaliation",
        "reveals",
        "when",
        "where",
        "public",
        "words",
        "observed",
        "behaviour",
        "impact",
        "quotes",
        "done",
        "wishes",
        "promised",
        "promised_by",
        "kinds",
        "clause",
        "in_scope",
    }
)
"""What a field can mean to the program; a playbook names each at most once."""


class Kind(StrEnum):
    """The kinds of field; an answer's value is given behind each."""

    TEXT = "text"  # str, one line
    LONG_TEXT = "long text"  # str, any number of lines
    CHOICE = "choice"  # key of a choice, or {"other": str}
    CHOICES = "choices"  # list of the same
    SAFETY = "yes/no/maybe/unknown"  # "yes" | "no" | "maybe" | "unknown"
    MOMENT = "moment"  # {"exact": ISO} | {"from": ISO, "to": ISO} | {"several": [ISO, ...]} | {"words": str}
    # the times of a moment are local, with their offset: 2027-06-12T11:20+02:00; words may come with "said": ISO
    NUMBER = "number"  # str, as written, decimal point
    LINK = "link"  # str


@dataclass(frozen=True)
class Choice:
    """One of the answers to choose from."""

    key: str
    label: Words


@dataclass(frozen=True)
class Field:
    """One question of a form; input, check, storage, search, paper and disclosure follow from it."""

    key: str
    kind: Kind
    label: Words
    section: str
    holds: str
    """Its disclosure class; a profile that does not allow the class never shows the answer."""
    short: Words = field(default_factory=Words)
    """A shorter label for facts and paper; empty means the label."""
    help: Words = field(default_factory=Words)
    ask: tuple[Words, ...] = ()
    """What one can say or ask."""
    mind: tuple[Words, ...] = ()
    """What to leave out."""
    note: Words = field(default_factory=Words)
    """One or two sentences at the top of the guidance."""
    choices: tuple[Choice, ...] = ()
    other: bool = False
    """Whether an answer outside the choices can be written."""
    shown_when: tuple[str, frozenset[str]] | None = None
    """(key of another field of the form, the answers with which this field shows)."""
    means: str = ""
    """What code branches on, one of `MEANINGS`; empty for a field that only people read."""
    automatic: bool = False
    """Filled by the program and locked (received by, written at)."""

    @property
    def heading(self) -> Words:
        """The short label where there is one."""
        return self.short or self.label


@dataclass(frozen=True)
class Section:
    """A group of fields on the intake page."""

    key: str
    label: Words
    hint: Words
    fields: tuple[Field, ...]
    each: str = ""
    """`person`: the fields are asked once per person. `member`: beside the list of members to exclude.
    `file`: beside the list of evidence files. Empty: fields only."""
    later: bool = False
    """Whether it belongs to the time after the intake and is not on the intake page (assessment)."""
    note: Words = field(default_factory=Words)
    """Guidance for the section itself, where a list stands in it; as in `Field`."""
    ask: tuple[Words, ...] = ()
    mind: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Form:
    """The intake form: its sections in order."""

    sections: tuple[Section, ...]

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """Every field by key (keys are unique over the form)."""
        return {one.key: one for section in self.sections for one in section.fields}

    def meaning(self, means: str) -> Field | None:
        """Return the field that carries a meaning, if the playbook has one."""
        return next((one for one in self.fields.values() if one.means == means), None)

    def asked_once(self) -> Iterator[Field]:
        """Every field that is not asked per person."""
        return (one for section in self.sections if section.each != "person" for one in section.fields)

    @property
    def person(self) -> Section:
        """The section asked once per person."""
        return next(section for section in self.sections if section.each == "person")


@dataclass(frozen=True)
class Labelled:
    """A key with its words: a role, a stage, an outcome, an urgency."""

    key: str
    label: Words
    short: Words = field(default_factory=Words)
    icon: str = ""


@dataclass(frozen=True)
class NoteKind:
    """A kind of follow-up note."""

    key: str
    label: Words
    short: Words
    icon: str
    holds: str
    note: Words
    ask: tuple[Words, ...] = ()
    mind: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Step:
    """One line of a stage's checklist, with its clock."""

    key: str
    stage: str
    label: Words
    at_event: str
    """Words of the clock at an event: `at once`, `same shift`, `1 h`, `half a day`, `same day`, or empty."""
    after: str
    """The same after the event: `24 h`, `1 week`, ..."""


@dataclass(frozen=True)
class Outcome:
    """A possible outcome of a decision."""

    key: str
    label: Words
    restricts: bool
    """Whether a restriction usually follows from it."""


@dataclass(frozen=True)
class Profile:
    """Whom a page is for, and the disclosure classes it may show: an allow-list."""

    key: str
    label: Words
    note: Words
    allows: frozenset[str]
    for_handoff: bool = True


@dataclass(frozen=True)
class Playbook:
    """All of an event's rules."""

    key: str
    version: int
    name: Words
    note: Words
    languages: tuple[str, ...]
    form: Form
    roles: tuple[Labelled, ...]
    stages: tuple[Labelled, ...]
    note_kinds: tuple[NoteKind, ...]
    steps: tuple[Step, ...]
    outcomes: tuple[Outcome, ...]
    urgencies: tuple[Labelled, ...]
    profiles: tuple[Profile, ...]
    retention: Mapping[str, str]
    """Retention class -> how long, in words of the file (`6 months`)."""
    contacts: tuple[Labelled, ...]
    """Phones, rooms, keys that a handoff asks about."""
    private_incidents: str
    """`team is told` or `with consent`."""
    classes: tuple[Labelled, ...] = ()
    """The disclosure classes that `holds` and `allows` speak of."""
    files: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The texts it was read from, by file name, kept in the vault with it."""

    def profile(self, key: str) -> Profile:
        """Return a disclosure profile; KeyError when there is none of that key."""
        return {one.key: one for one in self.profiles}[key]

    def note_kind(self, key: str) -> NoteKind | None:
        """Return a kind of note, or nothing when another playbook's key is met."""
        return next((one for one in self.note_kinds if one.key == key), None)
