"""Words in several languages: those of the language in use, English when nobody translated."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coc_desk import i18n
from coc_desk.i18n import Words
from coc_desk.playbook.answers import words_of
from coc_desk.playbook.definitions import Field, Kind


@pytest.fixture
def in_german(tmp_path: Path) -> Iterator[None]:
    i18n.use("de", tmp_path)
    yield
    i18n.use("en", tmp_path)


def test_words_are_english_until_another_language_is_used() -> None:
    assert str(Words(en="Hall", de="Saal")) == "Hall"


@pytest.mark.usefixtures("in_german")
def test_words_are_those_of_the_language_in_use() -> None:
    assert str(Words(en="Hall", de="Saal")) == "Saal"
    assert str(Words(en="Hall")) == "Hall"


@pytest.mark.usefixtures("in_german")
def test_answers_are_read_in_the_language_in_use() -> None:
    field = Field("one", Kind.SAFETY, Words(en="One"), "safety", "safety")
    assert words_of(field, {"v": "maybe"}) == "vielleicht"


def test_no_words_are_an_empty_text() -> None:
    assert str(Words()) == ""
    assert not Words()


def test_plain_text_is_taken_as_english() -> None:
    assert Words.of("Hall") == {"en": "Hall"}
