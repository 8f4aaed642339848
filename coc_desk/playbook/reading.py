"""One pass over the files of a playbook: their blocks become a `Playbook`, and mistakes are collected on the way."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from coc_desk.i18n import _
from coc_desk.playbook import values
from coc_desk.playbook.blocks import LANGUAGE, Block, File
from coc_desk.playbook.conditions import check_conditions
from coc_desk.playbook.definitions import IDENTIFYING, Field, Form, Playbook
from coc_desk.playbook.mistakes import Mistake, PlaybookMistake

BLOCKS = {
    "playbook.toml": ("playbook", "role", "stage", "urgency", "contact", "step", "note_kind", "outcome", "retention"),
    "intake.toml": ("section", "field"),
    "profiles.toml": ("class", "profile"),
}
"""The files of a playbook and the blocks each can have."""
TELLING = ("team is told", "with consent")
"""How private incidents are treated (PRODUCT §4): the team is told at once, or only with consent."""

Value = TypeVar("Value")


class Reading:
    """One pass over the three files; what refers to something is read after it."""

    def __init__(self, tables: Mapping[str, Mapping[str, Any]], texts: Mapping[str, str]) -> None:
        self.mistakes: list[Mistake] = []
        self._tables = tables
        self._texts = {name: texts[name] for name in BLOCKS}
        self._main, self._intake, self._profiles = (File(name, texts[name], mistakes=self.mistakes) for name in BLOCKS)

    def playbook(self) -> Playbook:
        """Return the playbook; it is only whole when there are no `mistakes`."""
        head = self._head()
        languages = self._languages(head)
        classes = self._values(self._profiles, "class", values.labelled)
        kept = [one.key for one in classes]
        stages = self._values(self._main, "stage", values.labelled)
        playbook = Playbook(
            key=head.key(),
            version=head.number("version"),
            name=head.words("name", required=True),
            note=head.words("note"),
            languages=languages,
            private_incidents=head.one_of("private_incidents", TELLING, _("a way to treat private incidents")),
            roles=self._values(self._main, "role", values.labelled),
            stages=stages,
            steps=self._values(self._main, "step", lambda block: values.step(block, [one.key for one in stages])),
            note_kinds=self._values(self._main, "note_kind", lambda block: values.note_kind(block, kept)),
            outcomes=self._values(self._main, "outcome", values.outcome),
            urgencies=self._values(self._main, "urgency", values.labelled),
            retention=dict(self._values(self._main, "retention", values.retention)),
            contacts=self._values(self._main, "contact", values.labelled),
            form=self._form(kept),
            profiles=self._values(self._profiles, "profile", lambda block: values.profile(block, kept)),
            classes=classes,
            files=self._texts,
        )
        head.finish()
        self._check_identifying(kept)
        self._check_blocks()
        return playbook

    def _head(self) -> Block:
        table = self._tables[self._main.name].get("playbook")
        if not isinstance(table, dict):
            reason = _("It has no block [playbook] with key, version, name and languages.")
            raise PlaybookMistake.of(self._main.name, reason)
        return Block(self._main, "playbook", 0, table)

    def _languages(self, head: Block) -> tuple[str, ...]:
        languages = head.texts("languages", required=True)
        if "en" not in languages or not all(LANGUAGE.fullmatch(one) for one in languages):
            head.mistake(_('"languages" lists codes such as "en" and "de", and "en" is among them.'), "languages")
        for file in (self._main, self._intake, self._profiles):
            file.languages = languages or ("en",)
        return languages

    def _blocks(self, file: File, name: str) -> list[Block]:
        blocks = file.blocks(self._tables[file.name], name)
        values.only_once(blocks)
        return blocks

    def _values(self, file: File, name: str, value: Callable[[Block], Value]) -> tuple[Value, ...]:
        return tuple(value(block) for block in self._blocks(file, name))

    def _form(self, classes: Sequence[str]) -> Form:
        sections, blocks = self._blocks(self._intake, "section"), self._blocks(self._intake, "field")
        keys = [block.label for block in sections]
        fields = [values.field(block, keys, classes) for block in blocks]
        form = Form(tuple(values.section(block, fields) for block in sections))
        if sum(one.each == "person" for one in form.sections) != 1:
            self.mistakes.append(Mistake(self._intake.name, "", _('One section, and only one, says each = "person".')))
        _means_once(fields, blocks)
        check_conditions(form, fields, blocks)
        return form

    def _check_identifying(self, classes: Sequence[str]) -> None:
        for key in sorted(IDENTIFYING.difference(classes)):
            reason = _('It has no [[class]] "{key}". What identifies people is searched for in everything that leaves.')
            self.mistakes.append(Mistake(self._profiles.name, "", reason.format(key=key)))

    def _check_blocks(self) -> None:
        for file in (self._main, self._intake, self._profiles):
            known = BLOCKS[file.name]
            for name in self._tables[file.name]:
                if name not in known:
                    Block(file, name, 0, {}).unknown(name, known, _("a block of this file"))


def _means_once(fields: Sequence[Field], blocks: Sequence[Block]) -> None:
    seen: dict[str, str] = {}
    for one, block in zip(fields, blocks, strict=True):
        if one.means in seen:
            reason = _('"{other}" means "{means}" already; only one field can.')
            block.mistake(reason, "means", other=seen[one.means], means=one.means)
        elif one.means:
            seen[one.means] = one.key
