"""What a page may show, and what has to be looked for on it."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coc_desk.casework.disclosure import INSTEAD, LONGEST_NAME, masked, may_show, needles_of, withheld
from coc_desk.casework.document import Needle
from coc_desk.casework.entries import Entry, EntryKind
from coc_desk.playbook.definitions import IDENTIFYING, Playbook
from tests.casework.conftest import conference
from tests.casework.ledgers import ledgers
from tests.casework.telling import Writing, somebody


@pytest.fixture
def writing() -> Writing:
    return Writing()


def found(writing: Writing, playbook: Playbook) -> set[tuple[str, str, str]]:
    return {(one.text, one.what, one.person) for one in needles_of(writing.entries, playbook)}


def name(text: str, person: str = "velvet heron") -> Needle:
    return Needle(text, "name", person, "copper kettle")


# Needles


def test_every_name_contact_badge_and_handle_is_looked_for(writing: Writing, playbook: Playbook) -> None:
    said = {"name": "Senna Quill", "contact": "senna@example.org", "badge": "A-1140", "handle": "@senna"}
    writing.report(somebody("senna", code="velvet heron", description="tall", part="speaker", **said))
    assert found(writing, playbook) == {(text, what, "velvet heron") for what, text in said.items()}
    assert {one.incident for one in needles_of(writing.entries, playbook)} == {"copper kettle"}


def test_replaced_and_struck_names_are_still_looked_for(writing: Writing, playbook: Playbook) -> None:
    report = writing.report(somebody("senna", code="velvet heron", name="Sena"))
    writing.found(people=[{"id": "senna", "answers": {"name": {"v": "Senna Quill"}}}])
    writing.struck(report)
    assert found(writing, playbook) == {("Sena", "name", "velvet heron"), ("Senna Quill", "name", "velvet heron")}


def test_the_same_value_of_the_same_person_counts_once(writing: Writing, playbook: Playbook) -> None:
    for _ in range(3):
        writing.report(somebody("senna", code="velvet heron", name="Senna Quill"))
    assert len(needles_of(writing.entries, playbook)) == 1


def test_unknown_not_asked_declined_and_blanks_are_no_names(writing: Writing, playbook: Playbook) -> None:
    writing.report(somebody("a", name={"none": "unknown"}, contact={"none": "declined"}, badge=" ", handle=None))
    assert found(writing, playbook) == set()


def test_a_field_this_playbook_does_not_know_may_hold_a_name(writing: Writing, playbook: Playbook) -> None:
    writing.report(somebody("a", code="tin finch", nickname="Zed", pets=["Rex", {"other": "Tom"}]), alias="The Fox")
    assert found(writing, playbook) == {
        ("Zed", "name", "tin finch"),
        ("Rex", "name", "tin finch"),
        ("Tom", "name", "tin finch"),
        ("The Fox", "name", ""),
    }


def test_a_long_answer_to_an_unknown_field_is_no_name(writing: Writing, playbook: Playbook) -> None:
    writing.report(account="It happened. " * LONGEST_NAME)
    assert found(writing, playbook) == set()


def test_only_reports_and_answers_hold_names(writing: Writing, playbook: Playbook) -> None:
    writing.entry(EntryKind.NOTE, text="Senna Quill", answers={"name": {"v": "Senna Quill"}})
    assert found(writing, playbook) == set()


# Profiles


def test_a_profile_is_an_allow_list(playbook: Playbook) -> None:
    for profile in playbook.profiles:
        assert not may_show(profile, "a class of a newer playbook")
        assert not may_show(profile, "")
        assert {what for what in profile.allows if may_show(profile, what)} == profile.allows


@pytest.mark.parametrize("key", ["next_shift", "without_names"])
def test_a_profile_without_names_withholds_everything_that_identifies(playbook: Playbook, key: str) -> None:
    needles = [Needle("x", what, "", "") for what in sorted(IDENTIFYING)]
    assert withheld(needles, playbook.profile(key)) == needles
    assert withheld(needles, playbook.profile("full")) == []


def test_each_class_is_withheld_by_itself(playbook: Playbook) -> None:
    contacts_only = replace(playbook.profile("next_shift"), allows=frozenset({"contact"}))
    needles = [Needle("x", "name", "", ""), Needle("y", "contact", "", "")]
    assert [one.text for one in withheld(needles, contacts_only)] == ["x"]


# Masking


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Senna Quill came by.", "velvet heron came by."),
        ("SENNA QUILL came by.", "velvet heron came by."),
        ("Senna\n  Quill came by.", "velvet heron came by."),
        ("Ask Senna, or Quill.", "Ask velvet heron, or velvet heron."),
        ("A quill lay there.", "A quill lay there."),
        ("Sennas bag, Quilling", "Sennas bag, Quilling"),
        ("(Senna Quill)", "(velvet heron)"),
        ("Nobody came.", "Nobody came."),
        ("", ""),
    ],
)
def test_a_code_name_stands_where_a_name_stood(text: str, result: str) -> None:
    assert masked(text, [name("Senna Quill")]) == result


def test_a_short_part_of_a_name_is_left_alone_but_the_whole_is_not() -> None:
    assert masked("Bo Li saw it. Li is a word.", [name("Bo Li")]) == "velvet heron saw it. Li is a word."


def test_the_longer_name_goes_first() -> None:
    needles = [name("Anna", "tin finch"), name("Anna Maria Quill", "velvet heron")]
    assert masked("Anna Maria Quill met Anna.", needles) == "velvet heron met tin finch."


def test_signs_in_a_contact_are_taken_as_they_are() -> None:
    needles = [Needle("+351 912 (555)", "contact", "tin finch", ""), Needle("@a.b*", "handle", "velvet heron", "")]
    assert masked("Call +351 912 (555), or write to me@a.b*!", needles) == "Call tin finch, or write to mevelvet heron!"


def test_a_name_without_a_code_name_is_left_out() -> None:
    assert masked("Senna Quill came.", [name("Senna Quill", "")]) == f"{INSTEAD} came."


def test_a_code_name_never_brings_a_name_back() -> None:
    needles = [name("Senna", "amber finch"), name("Amber Stone", "velvet heron"), name("Amber", "tin sparrow")]
    assert "amber" not in masked("Senna waited.", needles).casefold()


@pytest.mark.parametrize("text", ["田中さくら came", "قابلت نور الحكيم هناك", "Żaneta Zażółć came"])
def test_names_in_every_script_are_masked(text: str) -> None:
    needles = [name("田中さくら", "a"), name("نور الحكيم", "b"), name("Żaneta Zażółć", "c")]
    assert all(one.text not in masked(text, needles) for one in needles)


letters = st.text(alphabet="aAb .@ßé…\n", max_size=12)
needles = st.lists(st.builds(Needle, letters, st.sampled_from(sorted(IDENTIFYING)), letters, st.just("x")), max_size=4)


def stands_in(needle: str, text: str) -> bool:
    """Tell whether a needle stands in a text as a whole, not as part of a longer word."""
    words = r"\s+".join(map(re.escape, needle.split()))
    return bool(words) and re.search(rf"(?<!\w){words}(?!\w)", text) is not None


@given(letters, needles)
def test_nothing_that_is_masked_stands_there_any_more(text: str, sought: list[Needle]) -> None:
    result = masked(text, sought)
    assert not any(stands_in(one.text, result) for one in sought)


@given(letters, needles)
def test_masking_twice_is_masking_once(text: str, sought: list[Needle]) -> None:
    once = masked(text, sought)
    assert masked(once, sought) == once


@given(ledgers())
def test_needles_are_texts_that_identify_whatever_the_bodies_are(entries: list[Entry]) -> None:
    for needle in needles_of(entries, conference()):
        assert needle.text == needle.text.strip() != ""
        assert needle.what in IDENTIFYING
        masked("a text", [needle])


def test_a_long_text_is_masked_quickly_among_many_names() -> None:
    many = [name(f"Person{n} Family{n}", f"code {n}") for n in range(800)]
    text = "He said that he would wait outside. " * 500 + "Person799 came."
    assert masked(text, many).endswith("code 799 came.")
