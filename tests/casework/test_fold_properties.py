"""Whatever the entries are and in whatever order they come: the fold holds, and so does what is kept of it."""

import json
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from coc_desk.casework.disclosure import needles_of
from coc_desk.casework.entries import Entry, EntryKind
from coc_desk.casework.event_log import log_of
from coc_desk.casework.incidents import fold, order, overview, overview_as_json, overview_from_json
from coc_desk.casework.search_words import words_of
from tests.casework.conftest import conference
from tests.casework.ledgers import json_values, kinds, ledgers
from tests.casework.telling import MORNING, Writing


@given(st.lists(st.tuples(kinds, json_values), min_size=1, max_size=12))
def test_no_body_of_any_shape_stops_the_fold_or_what_follows_from_it(said: list[tuple[str, object]]) -> None:
    writing = Writing()
    for kind, body in said:
        writing.odd(kind, body)
    incident = fold(writing.entries)
    assert [line.entry for line in incident.lines] == writing.entries
    assert all(isinstance(line.text, str) for line in incident.lines)
    assert overview(incident).entries == len(said)
    assert isinstance(needles_of(writing.entries, conference()), list)
    assert all(isinstance(words_of(one, conference()), str) for one in writing.entries)
    log_of(writing.entries).on_duty(MORNING)


@given(ledgers())
def test_every_entry_is_kept_as_a_line_with_its_number(entries: list[Entry]) -> None:
    lines = fold(entries).lines
    assert [line.number for line in lines] == list(range(1, len(entries) + 1))
    assert [line.entry for line in lines] == entries


@given(st.data())
def test_order_and_repetition_change_nothing(data: st.DataObject) -> None:
    entries = data.draw(ledgers())
    again = data.draw(st.lists(st.sampled_from(entries)))
    assert fold(data.draw(st.permutations(entries + again))) == fold(entries)


@given(st.data())
def test_two_ledgers_unite_to_the_same_whichever_came_first(data: st.DataObject) -> None:
    entries = data.draw(ledgers())
    here, there = ([one for one in entries if data.draw(st.booleans())] for _ in range(2))
    both = {one.id: one for one in (*here, *there)}
    if both:
        assert fold([*here, *there]) == fold([*there, *here]) == fold(both.values())
        assert len(order([*here, *there])) == len(both)


@given(ledgers())
def test_an_incident_has_changed_when_its_newest_entry_was_written(entries: list[Entry]) -> None:
    incident = fold(entries)
    assert (incident.opened, incident.changed) == (entries[0].at, entries[-1].at)
    assert overview(incident).changed_by == entries[-1].by


@given(ledgers())
def test_what_lists_show_comes_back_from_json(entries: list[Entry]) -> None:
    one = overview(fold(entries))
    assert overview_from_json(json.loads(json.dumps(overview_as_json(one)))) == one


@given(ledgers())
def test_striking_everything_leaves_lines_and_nothing_else(entries: list[Entry]) -> None:
    writing = Writing(at=entries[-1].at + timedelta(hours=1))
    for number, entry in enumerate(entries):
        writing.odd(EntryKind.STRUCK, {"of": entry.id, "reason": "all of it"}, id=f"strike {number}")
    incident = fold([*entries, *writing.entries])
    assert (incident.reports, incident.people, incident.promises, incident.restrictions, incident.links) == ((),) * 5
    assert (incident.facts, incident.steps, incident.owner, incident.stage) == ({}, {}, None, "received")
    assert all(one.struck for one in incident.attachments)
    assert all(line.struck for line in incident.lines[: len(entries)])


@given(ledgers())
def test_names_that_were_struck_or_replaced_are_still_looked_for(entries: list[Entry]) -> None:
    before = set(needles_of(entries, conference()))
    writing = Writing(at=entries[-1].at + timedelta(hours=1))
    for number, entry in enumerate(entries):
        writing.odd(EntryKind.STRUCK, {"of": entry.id, "reason": "all of it"}, id=f"strike {number}")
    assert set(needles_of([*entries, *writing.entries], conference())) == before


@given(ledgers())
def test_erasing_bodies_never_stops_the_fold(entries: list[Entry]) -> None:
    erased = [replace(one, body=None, happened=None, salt=b"") for one in entries]
    incident = fold(erased)
    assert len(incident.lines) == len(entries)
    assert needles_of(erased, conference()) == []
