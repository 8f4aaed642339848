"""Notes while they are written, the promises their words speak of, and facts that become known later."""

from dataclasses import replace
from datetime import datetime
from itertools import count
from zoneinfo import ZoneInfo

import pytest

from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import EntryKind
from coc_desk.casework.errors import Refused
from coc_desk.casework.followup import NewPromise, Note
from coc_desk.casework.incidents import Incident
from coc_desk.casework.intake import ReportDraft
from coc_desk.paths import resources
from coc_desk.playbook.loading import load
from tests.casework.memory import JUN, MemoryLedger, PlainPress, TestClock

LISBON = ZoneInfo("Europe/Lisbon")


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def desk(clock: TestClock) -> Desk:
    ledger = MemoryLedger(load(resources() / "playbooks" / "conference"))
    return Desk(ledger, PlainPress(), ["w"], (f"copper kettle {n}" for n in count(1)), clock)


@pytest.fixture
def incident(desk: Desk) -> Incident:
    draft = desk.begin_report(answers={"where": {"v": "corridor by room 4"}})
    person = replace(desk.new_person("reported"), answers={"badge": {"v": "S-0031"}})
    return desk.file_report(draft, replace(ReportDraft.of(draft), people=(person,)))


def test_a_fresh_note_is_not_a_draft_until_something_is_in_it(desk: Desk, incident: Incident) -> None:
    draft = desk.begin_note(incident.id)
    assert desk.drafts() == []
    draft = desk.keep_note(draft, Note("check_in", "Better"))
    assert [one.content["text"] for one in desk.drafts()] == ["Better"]
    desk.keep_note(draft, Note("check_in", " "))
    assert desk.drafts() == []


def test_a_note_half_written_is_gone_on_with(desk: Desk, incident: Incident) -> None:
    note = Note("observation", "By the door", {"words": "just now"}, (JUN.id, "a friend"), "calm", "ask again")
    note = replace(note, promises=(NewPromise("Call back", "reporter", datetime(2027, 6, 12, 16, tzinfo=LISBON)),))
    kept = desk.keep_note(desk.begin_note(incident.id), note)
    again = desk.begin_note(incident.id)
    assert again.id == kept.id
    assert Note.from_json(again.content) == note


def test_a_note_becomes_one_entry_however_often_it_is_finished(desk: Desk, incident: Incident) -> None:
    note = Note("check_in", "Better")
    draft = desk.keep_note(desk.begin_note(incident.id), note)
    desk.finish_note(draft, note)
    after = desk.finish_note(draft, note)
    assert [line.text for line in after.lines if line.entry.kind == EntryKind.NOTE] == ["Better"]
    assert desk.drafts() == []


def test_a_draft_that_outlived_its_entry_is_not_offered_again(desk: Desk, incident: Incident) -> None:
    note = Note("check_in", "Better")
    draft = desk.keep_note(desk.begin_note(incident.id), note)
    desk.finish_note(draft, note)
    desk.keep_note(draft, note)  # as if the program had ended before the draft was dropped
    assert desk.begin_note(incident.id).id != draft.id
    assert desk.drafts() == []


def test_a_time_in_the_text_offers_the_sentence_it_stands_in(desk: Desk) -> None:
    offered = desk.offered_promise("Quieter than this morning. Call back by 16:00", "talk_with_affected")
    assert offered is not None
    assert (offered.what, offered.to) == ("Call back", "affected")
    assert offered.due == datetime(2027, 6, 12, 16, tzinfo=LISBON)


def test_a_text_without_a_time_to_come_offers_nothing(desk: Desk) -> None:
    assert desk.offered_promise("They left at 11:20.") is None


def test_what_is_owed_is_owed_to_the_reporter_when_the_kind_of_note_names_nobody(desk: Desk) -> None:
    offered = desk.offered_promise("Look again in an hour", "action_done")
    assert offered is not None
    assert offered.to == "reporter"


@pytest.mark.parametrize(
    ("typed", "hour"), [("16:00", 16), ("in two hours", 16), ("by 18:30", 18), ("Sat 17:00", 17), ("tonight 20:00", 20)]
)
def test_a_time_to_come_is_read_as_people_type_it(desk: Desk, typed: str, hour: int) -> None:
    due = desk.time_to_come(typed)
    assert due is not None
    assert due.hour == hour


@pytest.mark.parametrize("typed", ["", "soon", "16:00 and 18:00", "until the event ends"])
def test_what_is_not_one_time_is_none(desk: Desk, typed: str) -> None:
    assert desk.time_to_come(typed) is None


def test_an_entry_whose_content_was_changed_does_not_verify(desk: Desk, incident: Incident) -> None:
    entry = incident.lines[0].entry
    assert desk.verifies(entry)
    assert not desk.verifies(replace(entry, body={"text": "something else"}))
    assert desk.verifies(replace(entry, body=None, salt=b""))


def test_an_entry_signed_with_another_key_does_not_verify(desk: Desk, incident: Incident) -> None:
    desk._ledger.members = [replace(one, verify_key=bytes(32)) for one in desk.members]  # type: ignore[misc]
    assert not desk.verifies(incident.lines[0].entry)


def test_only_the_answers_that_differ_are_written(desk: Desk, incident: Incident) -> None:
    report = incident.reports[0].id
    answers = {"where": {"v": "corridor by room 4"}, "impact": {"v": "Missed the talk"}, "quotes": None}
    after = desk.change_facts(incident.id, answers, report)
    assert after.lines[-1].entry.body == {
        "report": report,
        "answers": {"impact": {"v": "Missed the talk"}},
        "people": [],
    }


def test_what_the_team_finds_stands_beside_what_was_reported(desk: Desk, incident: Incident) -> None:
    after = desk.change_facts(incident.id, {"where": {"v": "stairs"}})
    assert [fact.report for fact in after.facts["where"]] == [incident.reports[0].id, None]


def test_an_answer_does_not_go_back_to_empty(desk: Desk, incident: Incident) -> None:
    with pytest.raises(Refused, match="answered before") as refusal:
        desk.change_facts(incident.id, {"where": None}, incident.reports[0].id)
    assert refusal.value.field == "where"


def test_nothing_different_is_not_written(desk: Desk, incident: Incident) -> None:
    with pytest.raises(Refused, match="Nothing is different"):
        desk.change_facts(incident.id, {"where": {"v": "corridor by room 4"}}, incident.reports[0].id)


def test_a_person_keeps_what_was_known_before(desk: Desk, incident: Incident) -> None:
    [person] = incident.people
    known = {key: fact.answer for key, fact in person.facts.items()} | {"part": {"v": "speaker"}}
    draft = replace(desk.new_person("reported", "witness"), id=person.id, code=person.code, answers=known)
    [after] = desk.change_person(incident.id, draft).people
    assert after.roles == ("reported", "witness")
    assert after.code == person.code
    assert after.facts["badge"].at == person.facts["badge"].at
    assert after.answer("part") == {"v": "speaker"}


def test_somebody_can_be_added_later(desk: Desk, incident: Incident) -> None:
    after = desk.change_person(incident.id, desk.new_person("witness"))
    assert [one.roles for one in after.people] == [("reported",), ("witness",)]


def test_an_answer_about_a_person_does_not_go_back_to_empty(desk: Desk, incident: Incident) -> None:
    [person] = incident.people
    draft = replace(desk.new_person("reported"), id=person.id, code=person.code)
    with pytest.raises(Refused, match="answered before") as refusal:
        desk.change_person(incident.id, draft)
    assert refusal.value.field == "badge"
