"""Conditional fields: which answers of another field they show with, and that this leads somewhere."""

from collections.abc import Sequence

from coc_desk.i18n import _
from coc_desk.playbook.blocks import Block
from coc_desk.playbook.definitions import Field, Form, Kind

SAFETY_ANSWERS = ("yes", "no", "maybe", "unknown")
"""The answers to a yes/no/maybe/unknown question."""
NO_VALUE = ("unknown", "not asked", "declined")
"""The answers without a value, open to every field."""
OTHER = "other"
"""What an answer outside the choices counts as in `shown_when`."""


def answers_of(field: Field) -> list[str]:
    """Return what a field can be answered with in `shown_when`; nothing for a field whose answers are written."""
    if field.kind is Kind.SAFETY:
        return [*SAFETY_ANSWERS, *NO_VALUE[1:]]
    if field.kind in (Kind.CHOICE, Kind.CHOICES):
        return [*(one.key for one in field.choices), *([OTHER] if field.other else []), *NO_VALUE]
    return []


def check_conditions(form: Form, fields: Sequence[Field], blocks: Sequence[Block]) -> None:
    """Note every `shown_when` that names no field, a field of another kind of form, an answer it has not, or itself."""
    by_key = {one.key: one for one in fields}
    per_person = {one.key for section in form.sections if section.each == "person" for one in section.fields}
    for one, block in zip(fields, blocks, strict=True):
        if one.shown_when is None:
            continue
        key, answers = one.shown_when
        target = by_key.get(key)
        if target is None:
            block.unknown(key, list(by_key), _("a field of this playbook"), "shown_when")
        elif (key in per_person) is not (one.key in per_person):
            reason = _("A field asked of each person and one asked once cannot depend on each other.")
            block.mistake(reason, "shown_when")
        elif circle := _circle(one, by_key):
            reason = _("It would never show: it waits for itself ({way}).")
            block.mistake(reason, "shown_when", way=" → ".join([*circle, one.key]))
        else:
            _check_answers(target, answers, block)


def _check_answers(target: Field, wanted: frozenset[str], block: Block) -> None:
    if not (known := answers_of(target)):
        reason = _('"{key}" is written, not chosen, so no field can depend on it.')
        block.mistake(reason, "shown_when", key=target.key)
        return
    for answer in sorted(wanted.difference(known)):
        block.unknown(answer, known, _('an answer to "{key}"').format(key=target.key), "shown_when")


def _circle(start: Field, by_key: dict[str, Field]) -> list[str]:
    """Return the keys of the circle of conditions `start` stands in, empty when there is none."""
    path = [start.key]
    while (shown := by_key[path[-1]].shown_when) and shown[0] in by_key:
        if shown[0] == start.key:
            return path
        if shown[0] in path:
            return []
        path.append(shown[0])
    return []
