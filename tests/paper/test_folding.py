"""Folding keeps letters, digits and the ends of words, whatever the text."""

from hypothesis import given
from hypothesis import strategies as st

from coc_desk.paper.folding import Folded, settled, solid, words_in
from coc_desk.paper.sought import Sought, verdict
from tests.paper.pages import contact, name

WORDS = st.text(st.characters(categories=["L"]), min_size=1, max_size=12)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert solid(solid(text)) == solid(text)


@given(st.text())
def test_letters_and_their_case_stay_in_step(text: str) -> None:
    folded = Folded(text)
    assert len(folded.cased) == len(folded.solid)
    assert folded.edges == sorted(folded.edges)
    assert folded.edges[-1] == len(folded.solid)


@given(st.text(), st.text())
def test_what_stands_between_words_does_not_matter(first: str, second: str) -> None:
    assert solid(f"{first} {second}") == solid(f"{first}\u00ad - \n{second}")


@given(st.text(max_size=30))
def test_a_text_is_found_in_itself(text: str) -> None:
    if len(solid(text)) > 1:
        for needle in (name(text), contact(text)):
            assert verdict(Sought(needle), Folded(f"before {text} after")) is not None


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_words_are_told_apart(words: list[str]) -> None:
    assert solid("".join(words_in(" ".join(words)))) == solid("".join(words))


def test_doubled_and_turned_letters_settle() -> None:
    assert settled("muoon") == settled("muon")
    assert settled("عالء") == settled("علاء")
