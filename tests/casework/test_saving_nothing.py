"""A report with one sentence is one; an untouched page is none."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from coc_desk.casework.desk import Desk
from coc_desk.casework.errors import Refused
from coc_desk.casework.intake import ReportDraft
from coc_desk.paths import resources
from coc_desk.playbook.loading import load
from tests.casework.memory import MemoryLedger, PlainPress, TestClock


def names() -> Iterator[str]:
    yield from (f"maple thimble {number}" for number in range(99))


@pytest.fixture
def desk() -> Desk:
    ledger = MemoryLedger(load(resources() / "playbooks" / "conference"))
    return Desk(ledger, PlainPress(), ["word"], names(), TestClock())


def test_an_untouched_report_is_not_saved(desk: Desk) -> None:
    draft = desk.begin_report()
    with pytest.raises(Refused, match="One sentence is enough"):
        desk.file_report(draft, ReportDraft.of(draft))
    assert desk.draft(draft.id) is not None


def test_one_sentence_is_enough(desk: Desk) -> None:
    draft = desk.begin_report()
    report = ReportDraft.of(draft)
    told = replace(report, answers={**report.answers, "words": {"v": "He followed me."}})
    assert desk.file_report(draft, told).code == draft.code


def test_unknown_is_something_that_was_written(desk: Desk) -> None:
    draft = desk.begin_report()
    report = ReportDraft.of(draft)
    assert not desk.nothing_written(replace(report, answers={**report.answers, "where": {"none": "unknown"}}))


def test_a_person_without_role_and_answers_is_nothing(desk: Desk) -> None:
    draft = desk.begin_report()
    assert desk.nothing_written(replace(ReportDraft.of(draft), people=(desk.new_person(),)))
