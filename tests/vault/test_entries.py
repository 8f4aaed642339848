"""Only entries that are what their writers signed get in; each once, in whatever order they come."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coc_desk.casework.entries import START, Entry, EntryId, IncidentId, MemberId, commit, new_id, write
from coc_desk.casework.incidents import fold
from coc_desk.keys.identity import Identity
from coc_desk.vault.checking import checked, in_chain_order, problem_of
from coc_desk.vault.rows import entry_of, row_of
from coc_desk.vault.streams import Stream
from coc_desk.vault.trouble import DoesNotVerify
from coc_desk.vault.vault import Vault
from tests.casework.ledgers import ledgers
from tests.vault.building import DAY_TWO, Writer

PEOPLE = {MemberId("noor"): Identity.generate(), MemberId("jun"): Identity.generate()}
KEYS = {id: identity.card.verify_key for id, identity in PEOPLE.items()}
STREAM, OTHER = IncidentId("1" * 32), IncidentId("2" * 32)


def chains(length: int) -> list[Entry]:
    """Two writers' chains in one incident, by turns."""
    entries, prev = [], dict.fromkeys(PEOPLE, START)
    for number in range(length):
        by = list(PEOPLE)[number % 2]
        entry = write(
            PEOPLE[by],
            incident=STREAM,
            kind="note",
            by=by,
            at=DAY_TWO + timedelta(minutes=number),
            body={"text": f"number {number}"},
            prev=prev[by],
        )
        prev[by] = entry.hash
        entries.append(entry)
    return entries


CHAINS = chains(8)


def taken(batches: Sequence[Sequence[Entry]]) -> Stream:
    """Take entries in batch by batch, as the books do."""
    stream = Stream()
    for batch in batches:
        new = [one for one in batch if one.id not in stream.hashes]
        chain = stream.chain
        stream = Stream(checked(new, KEYS, {STREAM: chain, OTHER: {}}.__getitem__), stream)
    return stream


@given(st.permutations(CHAINS))
def test_the_order_in_which_entries_arrive_changes_nothing(entries: list[Entry]) -> None:
    stream = taken([entries])
    assert stream.entries == CHAINS
    assert stream.incident == fold(CHAINS)
    assert stream.tips == {MemberId("noor"): CHAINS[6].hash, MemberId("jun"): CHAINS[7].hash}


@given(st.lists(st.integers(0, 8), max_size=4), st.lists(st.integers(0, 7), max_size=6))
def test_arriving_in_parts_or_twice_changes_nothing(cuts: list[int], again: list[int]) -> None:
    edges = [0, *sorted(cuts), 8]
    batches = [CHAINS[start:end] for start, end in pairwise(edges)]
    assert taken([*batches, [CHAINS[number] for number in again]]).entries == CHAINS


@given(st.permutations(CHAINS))
def test_an_entry_comes_after_the_one_it_follows(entries: list[Entry]) -> None:
    seen = {START}
    for entry, hash in in_chain_order((one, one.hash) for one in entries):
        assert entry.prev in seen
        seen.add(hash)


@given(st.integers(0, 5))
def test_an_entry_that_is_missing_in_the_middle_is_noticed(dropped: int) -> None:
    with pytest.raises(DoesNotVerify, match="missing"):
        taken([CHAINS[:dropped] + CHAINS[dropped + 1 :]])


def test_entries_of_one_writer_on_two_laptops_unite() -> None:
    noor = PEOPLE[MemberId("noor")]
    more: dict[str, Any] = {"incident": STREAM, "kind": "note", "by": MemberId("noor"), "prev": CHAINS[6].hash}
    here = write(noor, at=DAY_TWO + timedelta(hours=1), body={"text": "here"}, **more)
    there = write(noor, at=DAY_TWO + timedelta(hours=2), body={"text": "there"}, **more)
    one, other = taken([CHAINS, [here], [there]]), taken([CHAINS, [there, here]])
    assert one.entries == other.entries
    assert one.tips[MemberId("noor")] == there.hash


CHANGES = {
    "content": lambda one: replace(one, body={"text": "something else"}),
    "time it happened": lambda one: replace(one, happened={"words": "never"}),
    "time it was written": lambda one: replace(one, at=one.at + timedelta(days=1)),
    "writer": lambda one: replace(one, by=MemberId("jun")),
    "kind": lambda one: replace(one, kind="struck"),
    "incident": lambda one: replace(one, incident=OTHER, prev=START),
    "predecessor": lambda one: replace(one, prev=START),
    "id": lambda one: replace(one, id=EntryId(new_id())),
    "salt": lambda one: replace(one, salt=bytes(16)),
    "signature": lambda one: replace(one, signature=bytes(64)),
    "content with its commitment": lambda one: replace(
        one, body={"text": "new"}, commitment=commit(one.salt, one.happened, {"text": "new"})
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_an_entry_changed_in_any_part_is_not_taken_in(change: str) -> None:
    forged = CHANGES[change](CHAINS[4])
    with pytest.raises(DoesNotVerify):
        taken([CHAINS[:4], [forged]])


def test_an_entry_by_nobody_of_the_team_is_not_taken_in() -> None:
    stranger = Identity.generate()
    entry = write(stranger, incident=STREAM, kind="note", by=MemberId("x"), at=DAY_TWO, body={"text": "hello"})
    with pytest.raises(DoesNotVerify, match="nobody"):
        taken([[entry]])


def test_an_entry_cannot_be_dated_before_the_one_it_follows() -> None:
    noor = PEOPLE[MemberId("noor")]
    early = write(noor, incident=STREAM, kind="note", by=MemberId("noor"), at=DAY_TWO, body={}, prev=CHAINS[6].hash)
    with pytest.raises(DoesNotVerify, match="dated"):
        taken([CHAINS, [early]])


def test_an_erased_entry_still_verifies() -> None:
    erased = replace(CHAINS[0], body=None, happened=None, salt=b"")
    assert taken([[erased, *CHAINS[1:]]]).entries[1:] == CHAINS[1:]


def test_all_or_none(vault: Vault) -> None:
    writer = Writer(vault)
    incident = writer.report()
    good = writer.entry(incident, "note", {"text": "good"})
    bad = replace(writer.entry(incident, "note", {"text": "bad"}, prev=good.hash), signature=bytes(64))
    with pytest.raises(DoesNotVerify):
        vault.append([good, bad])
    assert len(vault.entries_of(incident)) == 1
    vault.append([good])
    assert len(vault.entries_of(incident)) == 2


def test_the_same_entry_twice_is_one_entry(vault: Vault) -> None:
    writer = Writer(vault)
    incident = writer.report()
    note = writer.note(incident, "once")
    vault.append([note])
    vault.append([note, writer.entry(incident, "note", {"text": "next"})])
    assert [one.kind for one in vault.entries_of(incident)] == ["report", "note", "note"]


def test_an_id_with_another_content_is_refused(vault: Vault) -> None:
    writer = Writer(vault)
    incident, other = writer.report(), writer.report()
    note = writer.note(incident, "the real one")
    for stream in (incident, other):
        again = writer.entry(stream, "note", {"text": "another"}, id=note.id)
        with pytest.raises(DoesNotVerify, match="another content"):
            vault.append([again])
    assert vault.entry(note.id) == note
    assert len(vault.entries_of(other)) == 1


@given(st.text(st.characters(exclude_categories=["Cs"])), st.none() | st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_from_its_row_as_it_was_signed(text: str, words: str | None) -> None:
    noor, happened = PEOPLE[MemberId("noor")], None if words is None else {"words": words}
    more: dict[str, Any] = {"kind": "note", "by": MemberId("noor"), "at": DAY_TWO, "happened": happened}
    entry = write(noor, incident=STREAM, body={"text": text, text: [1, 2.5, None, True]}, **more)
    back = entry_of(row_of(entry))
    assert back == entry
    assert problem_of(back, back.hash, KEYS) == ""


@given(st.data())
def test_adding_up_the_new_alone_comes_to_the_same_as_adding_up_all(data: st.DataObject) -> None:
    entries = data.draw(ledgers())
    stream = Stream()
    while len(stream.entries) < len(entries):
        first = len(stream.entries)
        upto = data.draw(st.integers(first + 1, len(entries)))
        stream = Stream([(one, one.hash) for one in entries[first:upto]], stream)
        if data.draw(st.booleans()):
            assert stream.incident.lines == fold(entries[:upto]).lines
    assert stream.incident == fold(entries)


def test_what_this_program_signed_itself_is_checked_in_all_else() -> None:
    first, second = chains(3)[::2]
    signed = {(first.by, first.hash): first.signature}
    other = {(second.by, first.hash): b"", (MemberId("jun"), first.hash): first.signature}
    assert problem_of(first, first.hash, KEYS, signed) == ""
    assert problem_of(first, first.hash, KEYS, other) == ""
    assert problem_of(replace(first, body={"text": "other"}), first.hash, KEYS, signed) != ""
    assert problem_of(replace(first, by=MemberId("jun")), first.hash, KEYS, signed) != ""
    assert problem_of(replace(first, signature=second.signature), first.hash, KEYS, signed) != ""
