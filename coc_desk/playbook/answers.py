"""Answers to the fields of a playbook: their shapes, how people read them, and what is found of them.

An answer is None (empty), `{"none": "unknown" | "not asked" | "declined"}`, or `{"v": value}` with the value that
`definitions.Kind` gives for the field's kind.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from coc_desk.i18n import Words, _
from coc_desk.i18n import language as screen_language
from coc_desk.playbook.conditions import NO_VALUE, OTHER, SAFETY_ANSWERS
from coc_desk.playbook.definitions import Field, Form, Kind
from coc_desk.playbook.moments import moment_words, times_of
from coc_desk.playbook.tongues import TONGUES, tongue

Answer = Mapping[str, Any] | None

UNKNOWN: Answer = {"none": "unknown"}
NOT_ASKED: Answer = {"none": "not asked"}
DECLINED: Answer = {"none": "declined"}

_WRITTEN = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.LINK, Kind.NUMBER})
_LINES = re.compile(r"\r\n?|[\u2028\u2029\u0085\v\f]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_COMMA_NUMBER = re.compile(r"([+-]?\d+),(\d{1,2})")


class NotAnAnswer(Exception):
    """An answer of a shape its field cannot have; it came from code or a bundle, never from typing."""


def check(field: Field, answer: object) -> Answer:
    """Return the answer as it is stored: texts in NFC and without control characters, nothing said as None.

    What people type is never refused: a number that is none, a time in words are kept as written.
    NotAnAnswer when the shape is not one of the field's kind.
    """
    match answer:
        case None:
            return None
        case {"none": str(said), **rest} if said in NO_VALUE and not rest:
            return {"none": said}
        case {"v": value, **rest} if not rest:
            checked = _value(field, value)
            return None if checked in ("", [], None) else {"v": checked}
    raise _not(field)


def clean(text: str, one_line: bool = False) -> str:
    """Return a text as it is kept: NFC, ends of line as newlines, no control characters, no lone surrogates.

    Everything else stays as typed, also direction marks and joiners that scripts need. With `one_line`, ends of line
    become blanks.
    """
    kept = _CONTROLS.sub("", _LINES.sub("\n", text))
    kept = unicodedata.normalize("NFC", _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", kept))
    return kept.replace("\n", " ") if one_line else kept


def words_of(field: Field, answer: Answer, language: str | None = None, today: date | None = None) -> str:
    """Return how an answer is read on screen and paper; empty for an empty one. Never raises, whatever is stored.

    With `today`, times of that day are said without the day.
    """
    words = tongue(language)
    match answer:
        case {"none": str(said)}:
            return words.answers.get(said, said)
        case {"v": value}:
            return _joined(
                _words(field, one, language, today) for one in (value if isinstance(value, list) else [value])
            )
    return ""


def search_words(field: Field, answer: Answer) -> str:
    """Return the words an answer is found by: as written, choices in every language, times as words and as figures."""
    if not isinstance(answer, Mapping) or "v" not in answer or field.kind is Kind.SAFETY:
        return ""
    languages = dict.fromkeys([*TONGUES, *(code for choice in field.choices for code in choice.label)])
    found = dict.fromkeys(words_of(field, answer, code) for code in languages)
    if field.kind is Kind.MOMENT and isinstance(answer["v"], Mapping):
        found |= dict.fromkeys(f"{at:%Y-%m-%d %H:%M}" for at in times_of(answer["v"]))
    return " ".join(one for one in found if one)


def visible(fields: Form | Iterable[Field], answers: Mapping[str, Answer]) -> list[Field]:
    """Return the fields that show with these answers, in order; one that was answered shows in any case."""
    of_form = fields.fields.values() if isinstance(fields, Form) else list(fields)
    by_key = {one.key: one for one in of_form}
    return [one for one in of_form if _shows(one, by_key, answers)]


def _shows(field: Field, by_key: Mapping[str, Field], answers: Mapping[str, Answer]) -> bool:
    if answers.get(field.key) is not None or field.shown_when is None:
        return True
    key, wanted = field.shown_when
    return not wanted.isdisjoint(_keys(answers.get(key))) and (
        key not in by_key or _shows(by_key[key], by_key, answers)
    )


def _keys(answer: Answer) -> set[str]:
    match answer:
        case {"none": str(said)}:
            return {said}
        case {"v": list(chosen)}:
            return {one if isinstance(one, str) else OTHER for one in chosen}
        case {"v": value}:
            return {value if isinstance(value, str) else OTHER}
    return set()


def _value(field: Field, value: object) -> object:
    match field.kind, value:
        case (Kind.LONG_TEXT, str(text)):
            kept = clean(text)
            return kept if kept.strip() else ""
        case (Kind.TEXT | Kind.LINK, str(text)):
            return clean(text, one_line=True).strip()
        case (Kind.NUMBER, str(text)):
            number = clean(text, one_line=True).strip()
            return _COMMA_NUMBER.sub(r"\1.\2", number) if _COMMA_NUMBER.fullmatch(number) else number
        case (Kind.SAFETY, str(said)) if said in SAFETY_ANSWERS:
            return said
        case (Kind.CHOICE, chosen):
            return _chosen(field, chosen)
        case (Kind.CHOICES, list(several)):
            return [one for one in (_chosen(field, one) for one in several) if one]
        case (Kind.MOMENT, {**moment}):
            return _moment(field, moment)
    raise _not(field)


def _chosen(field: Field, value: object) -> object:
    match value:
        case str(key) if not key or any(one.key == key for one in field.choices):
            return key
        case {"other": str(text), **rest} if field.other and not rest:
            kept = clean(text, one_line=True).strip()
            return {"other": kept} if kept else ""
    raise _not(field)


def _moment(field: Field, value: Mapping[Any, Any]) -> object:
    match value:
        case {"exact": str(), **rest} | {"from": str(), "to": str(), **rest} if not rest and _are_times(value.values()):
            return dict(value)
        case {"several": [*times], **rest} if not rest and _are_times(times):
            return {"several": list(times)} if times else None
        case {"words": str(text), **rest} if set(rest) <= {"said"} and _are_times(rest.values()):
            kept = clean(text, one_line=True).strip()
            return {"words": kept, **rest} if kept else None
    raise _not(field)


def _are_times(values: Iterable[object]) -> bool:
    try:
        return all(isinstance(one, str) and datetime.fromisoformat(one).tzinfo for one in values)
    except ValueError:
        return False


def _not(field: Field) -> NotAnAnswer:
    return NotAnAnswer(_('This is not an answer that "{label}" can have.').format(label=field.label))


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)


def _words(field: Field, value: object, language: str | None, today: date | None) -> str:
    match field.kind, value:
        case (Kind.MOMENT, {**moment}):
            return moment_words(moment, language, today)
        case (Kind.SAFETY, str(said)):
            return tongue(language).answers.get(said, said)
        case (Kind.CHOICE | Kind.CHOICES, str(key)):
            label = next((one.label for one in field.choices if one.key == key), Words(en=key))
            return label.get(language or screen_language()) or label.get("en", key)
        case (_, {"other": str(text)}):
            return text
        case (_, str(text)):
            return text
    return ""
