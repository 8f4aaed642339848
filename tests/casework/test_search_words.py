"""An entry is found by everything somebody wrote or chose in it, and by nothing else."""

from typing import Any

import pytest

from coc_desk.casework.entries import Entry, EntryId, EntryKind, IncidentId, MemberId
from coc_desk.casework.search_words import words_of
from tests.vault.building import DAY_TWO, conference

ID = "0123456789abcdef0123456789abcdef"


def entry(kind: str, body: dict[str, Any] | None, **more: Any) -> Entry:
    nothing = {"happened": None, "salt": b"", "commitment": b"", "prev": b"", **more}
    return Entry(EntryId(ID), IncidentId(ID), kind, MemberId(ID), DAY_TWO, body=body, **nothing)


def words(kind: str, body: dict[str, Any] | None, **more: Any) -> list[str]:
    return words_of(entry(kind, body, **more), conference()).split("\n")


def test_a_report_is_found_by_its_answers_its_people_and_their_code_names() -> None:
    answers = {"words": {"v": "He followed me."}, "danger": {"v": "yes"}, "where": {"none": "unknown"}}
    person = {"id": ID, "code": "green lamp", "roles": ["reported"], "answers": {"name": {"v": "Max Roth"}}}
    said = words(EntryKind.REPORT, {"code": "copper kettle", "answers": answers, "people": [person]})
    assert said == ["copper kettle", "He followed me.", "green lamp", "Max Roth"]


def test_a_choice_is_found_by_its_label() -> None:
    found = words(EntryKind.ANSWERS, {"answers": {"channel": {"v": "in_person"}}})
    assert "in person" in found[0].casefold()


def test_an_answer_to_another_playbooks_field_is_found_as_written() -> None:
    assert words(EntryKind.ANSWERS, {"answers": {"shoe_size": {"v": ["forty", {"other": "two"}]}}}) == ["forty", "two"]


@pytest.mark.parametrize(
    ("kind", "body", "found"),
    [
        (EntryKind.NOTE, {"text": "Called.", "reaction": "calm", "next": "again", "present": [ID, "a guard"]}, 4),
        (EntryKind.AMENDED, {"of": ID, "text": "It was Friday."}, 1),
        (EntryKind.STRUCK, {"of": ID, "reason": "somebody else"}, 1),
        (EntryKind.PROMISE, {"what": "Call back", "to": "the reporter", "due": "2027", "owner": ID}, 2),
        (EntryKind.KEPT, {"promise": ID, "state": "moved", "why": "no answer"}, 1),
        (EntryKind.RESTRICTION, {"what": "not at the party", "until_words": "until Sunday", "person": ID}, 2),
        (EntryKind.FILE, {"file": ID, "name": "IMG_1.png", "words": "the corridor", "sha256": ID * 2}, 2),
        (EntryKind.LINK, {"to": ID, "code": "maple thimble", "why": "same room"}, 2),
        ("weather", {"sky": "hail", "more": [{"deep": "sleet"}, 7, None, ID]}, 2),
        (EntryKind.NOTE, None, 0),
    ],
)
def test_each_kind_is_found_by_what_people_wrote(kind: str, body: dict[str, Any] | None, found: int) -> None:
    said = [word for word in words(kind, body) if word]
    assert len(said) == found
    assert not any(ID in word or "2027" in word for word in said)


def test_a_time_in_words_is_found() -> None:
    assert words(EntryKind.NOTE, {"text": "x"}, happened={"words": "around lunch"}) == ["x", "around lunch"]


@pytest.mark.parametrize(
    "body", [{"answers": 7, "people": "x"}, {"people": [3, {"answers": [1]}]}, {"answers": {"words": 3}}]
)
def test_an_odd_body_is_no_reason_to_stop(body: dict[str, Any]) -> None:
    assert words(EntryKind.REPORT, body) == [""]
