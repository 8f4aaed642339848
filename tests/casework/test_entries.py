"""Entries: what is hashed, what is signed, what an erasure leaves."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coc_desk.casework.entries import (
    START,
    EntryId,
    IncidentId,
    MemberId,
    canonical,
    commit,
    content_matches,
    new_id,
    stamp,
    unstamp,
    write,
)
from coc_desk.keys.identity import verify
from tests.casework.memory import signing_key
from tests.casework.telling import HERE, MORNING, Signer, Writing


def test_the_hashed_form_does_not_depend_on_order_or_script() -> None:
    assert canonical({"b": 1, "a": ["é", "田"]}) == '{"a":["é","田"],"b":1}'.encode()
    assert canonical({"a": ["é", "田"], "b": 1}) == canonical({"b": 1, "a": ["é", "田"]})


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), "half \ud83d"])
def test_what_is_no_json_has_no_hashed_form(odd: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - json and the codec each have their words
        canonical({"v": odd})


def test_the_commitment_depends_on_salt_content_and_time_of_happening() -> None:
    whole = commit(b"salt", {"words": "at noon"}, {"text": "a"})
    assert whole == commit(b"salt", {"words": "at noon"}, {"text": "a"})
    others = [
        commit(b"tlas", {"words": "at noon"}, {"text": "a"}),
        commit(b"salt", None, {"text": "a"}),
        commit(b"salt", {"words": "at noon"}, {"text": "b"}),
    ]
    assert whole not in others


def test_two_entries_with_the_same_words_have_different_commitments() -> None:
    writing = Writing()
    writing.entry("note", text="the same")
    writing.entry("note", text="the same")
    first, second = writing.entries
    assert first.commitment != second.commitment


@pytest.mark.parametrize(
    "change",
    [
        {"id": EntryId("f" * 32)},
        {"incident": IncidentId("another")},
        {"kind": "decision"},
        {"by": MemberId("jun")},
        {"at": MORNING},
        {"commitment": bytes(32)},
        {"prev": bytes(31) + b"1"},
    ],
)
def test_every_part_of_the_header_is_in_the_hash(change: dict[str, object]) -> None:
    writing = Writing()
    writing.entry("note", text="seen at the door")
    entry = writing.entries[0]
    assert replace(entry, **change).hash != entry.hash  # type: ignore[arg-type]


def test_an_entry_is_signed_by_its_writer_over_its_hash() -> None:
    writing = Writing()
    writing.entry("note", text="seen at the door")
    entry = writing.entries[0]
    assert verify(signing_key("noor").public_key().public_bytes_raw(), entry.hash, entry.signature)
    assert not verify(signing_key("jun").public_key().public_bytes_raw(), entry.hash, entry.signature)


def test_each_writer_has_one_chain() -> None:
    writing = Writing()
    for by in ("noor", "jun", "noor", "jun"):
        writing.entry("note", by, text="…")
    noors_first, juns_first, noors_second, juns_second = writing.entries
    assert (noors_first.prev, juns_first.prev) == (START, START)
    assert (noors_second.prev, juns_second.prev) == (noors_first.hash, juns_first.hash)


def test_an_erased_body_leaves_the_chain_whole() -> None:
    writing = Writing()
    writing.entry("note", text="her name is Senna")
    writing.entry("note", text="and so on")
    first, second = writing.entries
    erased = replace(first, body=None, happened=None, salt=b"")
    assert erased.hash == first.hash == second.prev
    assert content_matches(erased)


def test_a_changed_body_does_not_match() -> None:
    writing = Writing()
    writing.entry("note", text="one")
    entry = writing.entries[0]
    assert content_matches(entry)
    assert not content_matches(replace(entry, body={"text": "two"}))
    assert not content_matches(replace(entry, happened={"words": "then"}))


def test_an_entry_can_say_when_it_happened_apart_from_when_it_was_written() -> None:
    happened = {"words": "around lunch"}
    entry = write(
        Signer("noor"), incident=HERE, kind="note", by=MemberId("noor"), at=MORNING, body={}, happened=happened
    )
    assert (entry.at, entry.happened) == (MORNING, happened)


@given(st.timedeltas(min_value=timedelta(days=-365 * 2000), max_value=timedelta(days=365 * 7000)), st.integers(-23, 23))
def test_a_stamp_is_utc_of_one_length_and_comes_back(away: timedelta, hours: int) -> None:
    there = (MORNING + away).astimezone(timezone(timedelta(hours=hours)))
    said = stamp(there)
    assert len(said) == 27
    assert unstamp(said) == there
    assert unstamp(said).tzinfo == UTC


def test_stamps_sort_as_times_do() -> None:
    times = [datetime(999, 12, 31, tzinfo=UTC), MORNING, MORNING + timedelta(microseconds=1)]
    assert sorted(map(stamp, reversed(times))) == [stamp(one) for one in times]


@pytest.mark.parametrize(
    "text", ["", "2027-06-12", "2027-06-12T13:06:00Z", "not a time at all, it is not", "2027-13-12T13:06:00.000000Z"]
)
def test_what_is_no_stamp_is_said_so(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the standard library's words
        unstamp(text)


def test_ids_are_uuids_of_version_seven_that_sort_by_time() -> None:
    ids = [new_id(MORNING + timedelta(milliseconds=step)) for step in range(50)]
    assert ids == sorted(ids)
    assert len(set(ids)) == 50
    assert all(len(one) == 32 and one[12] == "7" and one[16] in "89ab" for one in ids)
    assert len(new_id()) == 32


def test_ids_of_one_moment_differ() -> None:
    assert len({new_id(MORNING) for _ in range(1000)}) == 1000


def test_a_body_comes_back_from_json_with_the_same_commitment() -> None:
    body = {"text": "Zażółć 田中 🙁\u202b", "n": 3, "list": [True, None, "x"]}
    assert commit(b"s", None, json.loads(canonical(body))) == commit(b"s", None, body)
