"""One block of a playbook file becomes one value: a field, a step, a profile."""

from collections.abc import Iterable, Sequence

from coc_desk.i18n import _
from coc_desk.playbook.blocks import Block
from coc_desk.playbook.clocks import is_clock, is_period
from coc_desk.playbook.definitions import (
    IDENTIFYING,
    MEANINGS,
    Choice,
    Field,
    Kind,
    Labelled,
    NoteKind,
    Outcome,
    Profile,
    Section,
    Step,
)

EACH = ("person", "member", "file")
WRITTEN = (Kind.TEXT, Kind.LONG_TEXT, Kind.LINK)
OF_KIND = {
    "danger": Kind.SAFETY,
    "going_on": Kind.SAFETY,
    "again": Kind.SAFETY,
    "received_at": Kind.MOMENT,
    "written_at": Kind.MOMENT,
    "when": Kind.MOMENT,
    "promised_by": Kind.MOMENT,
    "channel": Kind.CHOICE,
    "name": Kind.TEXT,
}
"""Meanings the program can use in one kind of field only."""


def only_once(blocks: Iterable[Block]) -> None:
    """Note every block whose key stands in a block above it."""
    seen: set[str] = set()
    for block in blocks:
        if block.label and block.label in seen:
            block.mistake(_('There is another one with the key "{key}" above.'), "key", key=block.label)
        seen.add(block.label)


def labelled(block: Block) -> Labelled:
    """Read a key with its words."""
    one = Labelled(block.key(), block.words("label", required=True), block.words("short"), block.text("icon"))
    block.finish()
    return one


def step(block: Block, stages: Sequence[str]) -> Step:
    """Read a line of a checklist; `stages` are the keys of the stages."""
    one = Step(
        key=block.key(),
        stage=block.one_of("stage", stages, _("a stage")),
        label=block.words("label", required=True),
        at_event=_clock(block, "at_event"),
        after=_clock(block, "after"),
    )
    block.finish()
    return one


def _clock(block: Block, key: str) -> str:
    clock = block.text(key)
    if clock and not is_clock(clock):
        block.mistake(_('"{clock}" is not a time. Write it as "1 h", "2 weeks", "same shift".'), key, clock=clock)
    return clock


def note_kind(block: Block, classes: Sequence[str]) -> NoteKind:
    """Read a kind of note; `classes` are the disclosure classes."""
    kind = NoteKind(
        key=block.key(),
        label=block.words("label", required=True),
        short=block.words("short"),
        icon=block.text("icon"),
        holds=block.one_of("holds", classes, _("a disclosure class")),
        note=block.words("note"),
        ask=block.sentences("ask"),
        mind=block.sentences("mind"),
    )
    block.finish()
    return kind


def outcome(block: Block) -> Outcome:
    """Read an outcome."""
    one = Outcome(block.key(), block.words("label", required=True), block.flag("restricts"))
    block.finish()
    return one


def retention(block: Block) -> tuple[str, str]:
    """Read a retention class and how long it is kept."""
    key, keep = block.key(), block.text("keep", required=True)
    if keep and not is_period(keep):
        block.mistake(_('"{keep}" is not a time. Write it as "6 months" or "until lifted".'), "keep", keep=keep)
    block.finish()
    return key, keep


def profile(block: Block, classes: Sequence[str]) -> Profile:
    """Read a disclosure profile: `allows` lists classes, or is "all"."""
    allowed = classes if block.says("allows", "all") else block.texts("allows", required=True)
    for one in allowed:
        if one not in classes:
            block.unknown(one, classes, _("a disclosure class"), "allows")
    found = Profile(
        key=block.key(),
        label=block.words("label", required=True),
        note=block.words("note"),
        allows=frozenset(allowed),
        for_handoff=block.flag("for_handoff"),
    )
    block.finish()
    return found


def section(block: Block, fields: Iterable[Field]) -> Section:
    """Read a section of the intake; its fields are those of `fields` that name it."""
    key = block.key()
    one = Section(
        key=key,
        label=block.words("label", required=True),
        hint=block.words("hint"),
        fields=tuple(field for field in fields if field.section == key),
        each=block.one_of("each", EACH, _("something a section is asked for"), required=False),
        later=block.flag("later"),
        note=block.words("note"),
        ask=block.sentences("ask"),
        mind=block.sentences("mind"),
    )
    block.finish()
    return one


def field(block: Block, sections: Sequence[str], classes: Sequence[str]) -> Field:
    """Read a field of the intake; `sections` and `classes` are the keys it can name."""
    kind = block.one_of("kind", [str(one) for one in Kind], _("a kind of field"))
    one = Field(
        key=block.key(),
        kind=Kind(kind or Kind.TEXT),
        label=block.words("label", required=True),
        section=block.one_of("section", sections, _("a section")),
        holds=block.one_of("holds", classes, _("a disclosure class")),
        short=block.words("short"),
        help=block.words("help"),
        ask=block.sentences("ask"),
        mind=block.sentences("mind"),
        note=block.words("note"),
        choices=_choices(block),
        other=block.flag("other"),
        shown_when=_shown_when(block),
        means=block.one_of("means", sorted(MEANINGS), _("something the program knows"), required=False),
        automatic=block.flag("automatic"),
    )
    if kind:
        _check_kind(one, block)
    block.finish()
    return one


def _check_kind(field: Field, block: Block) -> None:
    if field.holds in IDENTIFYING and field.kind not in WRITTEN:
        block.mistake(_('What holds "{holds}" is written, not chosen: use the kind "text".'), "kind", holds=field.holds)
    if field.kind is not (wanted := OF_KIND.get(field.means, field.kind)):
        block.mistake(_('What means "{means}" is of the kind "{kind}".'), "kind", means=field.means, kind=wanted)
    chosen = field.kind in (Kind.CHOICE, Kind.CHOICES)
    if chosen and not field.choices:
        block.mistake(_('"choices" is missing: there is nothing to choose from.'))
    if not chosen and (field.choices or field.other):
        block.mistake(_('A field of the kind "{kind}" has no choices.'), "choices", kind=field.kind)


def _choices(block: Block) -> tuple[Choice, ...]:
    tables = block.tables("choices")
    choices = tuple(Choice(one.key(), one.words("label", required=True)) for one in tables)
    only_once(tables)
    for one in tables:
        one.finish()
    return choices


def _shown_when(block: Block) -> tuple[str, frozenset[str]] | None:
    if (table := block.table("shown_when")) is None:
        return None
    shown = table.text("field", required=True), frozenset(table.texts("is", required=True))
    table.finish()
    return shown
