"""Quick notes: words with no form around them."""

from collections.abc import Iterator
from itertools import count

import pytest

from coc_desk.casework.desk import Desk
from coc_desk.casework.errors import Refused
from coc_desk.casework.intake import ReportDraft
from coc_desk.paths import resources
from coc_desk.playbook.loading import load
from tests.casework.memory import JUN, MemoryLedger, PlainPress, Shelf, TestClock


def code_names() -> Iterator[str]:
    return (f"copper kettle{number}" for number in count())


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def desk(shelf: Shelf, clock: TestClock) -> Desk:
    ledger = MemoryLedger(load(resources() / "playbooks" / "conference"), shelf=shelf)
    return Desk(ledger, PlainPress(), [], code_names(), clock)


def test_a_note_that_was_only_opened_leaves_nothing_behind(desk: Desk) -> None:
    desk.quick_note()
    assert desk.drafts() == []


def test_its_words_are_kept_and_found_again(desk: Desk) -> None:
    draft = desk.keep_quick_note(desk.quick_note(), "Coffee bar, twice today.")
    assert desk.quick_note(draft.id).content == {"text": "Coffee bar, twice today."}
    assert [one.kind for one in desk.drafts()] == ["quick"]


def test_a_note_emptied_again_leaves_nothing_behind(desk: Desk) -> None:
    draft = desk.keep_quick_note(desk.quick_note(), "Coffee bar")
    desk.keep_quick_note(draft, " \n ")
    assert desk.drafts() == []


def test_a_note_that_is_gone_gives_an_empty_one(desk: Desk) -> None:
    assert desk.quick_note("gone").content == {"text": ""}


def test_a_draft_of_another_kind_is_not_taken_for_a_note(desk: Desk) -> None:
    report = desk.begin_report()
    assert desk.quick_note(report.id).id != report.id


def test_a_report_takes_over_the_words_and_the_time_they_were_begun(desk: Desk, clock: TestClock) -> None:
    draft = desk.quick_note()
    begun = draft.started
    clock.goes_on(minutes=9)
    report = ReportDraft.of(desk.report_from(desk.keep_quick_note(draft, "x"), "Coffee bar, twice today. "))
    assert report.answers["words"] == {"v": "Coffee bar, twice today."}
    assert report.answers["received_at"]["v"]["exact"].startswith(f"{begun:%Y-%m-%dT%H:%M}")
    assert [one.kind for one in desk.drafts()] == ["intake"]


def test_no_report_comes_of_an_empty_note(desk: Desk) -> None:
    draft = desk.keep_quick_note(desk.quick_note(), "x")
    with pytest.raises(Refused, match="nothing in this note"):
        desk.report_from(draft, "  ")
    assert [one.kind for one in desk.drafts()] == ["quick"]


def test_others_see_that_there_is_a_note_and_not_what_it_says(desk: Desk, shelf: Shelf, clock: TestClock) -> None:
    desk.keep_quick_note(desk.quick_note(), "Coffee bar")
    jun = Desk(MemoryLedger(desk.playbook, JUN, shelf), PlainPress(), [], code_names(), clock)
    assert jun.drafts() == []
    assert [(one.member, one.kind) for one in jun.today().half_written] == [(desk.me.id, "quick")]
