"""An incident is what its entries add up to."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from coc_desk.casework.entries import EntryId, EntryKind, stamp
from coc_desk.casework.incidents import answer_word, fold
from tests.casework.telling import MORNING, Writing, somebody

LATER = stamp(MORNING + timedelta(hours=8))


@pytest.fixture
def writing() -> Writing:
    return Writing()


def values(writing: Writing, field: str) -> list[object]:
    return [one.answer.get("v") for one in fold(writing.entries).facts.get(field, ())]


def test_no_entries_are_no_incident() -> None:
    with pytest.raises(ValueError, match="no entries"):
        fold([])


def test_a_report_with_nothing_but_one_sentence_is_an_incident(writing: Writing) -> None:
    id = writing.report(words="He would not let me pass.")
    incident = fold(writing.entries)
    assert (incident.code, incident.stage, incident.owner) == ("copper kettle", "received", None)
    assert [one.id for one in incident.reports] == [id]
    assert (incident.people, incident.flags.danger) == ((), "")


def test_a_second_report_does_not_overwrite_the_first(writing: Writing) -> None:
    first = writing.report(somebody("senna", "reporter"), where="corridor", words="He stood in the door.")
    second = writing.report(
        somebody("wil", "reporter", "witness"), where="room 4", words="I was behind them.", by="jun"
    )
    incident = fold(writing.entries)
    assert values(writing, "where") == ["corridor", "room 4"]
    assert [(one.number, one.by, one.reporter) for one in incident.reports] == [(1, "noor", "senna"), (2, "jun", "wil")]
    assert [one.report for one in incident.facts["words"]] == [first, second]


def test_a_further_report_adds_to_the_roles_of_somebody_known(writing: Writing) -> None:
    writing.report(somebody("senna", "affected", description="tall"))
    writing.report(somebody("senna", "reporter", description="grey coat"))
    senna = fold(writing.entries).people[0]
    assert senna.roles == ("affected", "reporter")
    assert len(senna.reports) == 2
    assert [one.answer["v"] for one in senna.facts["description"].earlier] == ["tall"]


def test_the_team_changes_roles_as_it_learns(writing: Writing) -> None:
    writing.report(somebody("senna", "affected"))
    writing.found(people=[{"id": "senna", "roles": ["witness"]}])
    writing.found(people=[{"id": "senna", "answers": {"part": {"v": "speaker"}}}])
    assert fold(writing.entries).people[0].roles == ("witness",)


def test_a_person_keeps_the_first_code_name(writing: Writing) -> None:
    writing.report(somebody("senna", code="velvet heron"))
    writing.found(people=[somebody("senna", code="another name")])
    assert fold(writing.entries).people[0].code == "velvet heron"


def test_what_stood_there_before_stays_readable_with_its_writer(writing: Writing) -> None:
    report = writing.report(where="corridor")
    writing.found(report, by="jun", where="stairs")
    writing.found(report, by="imke", where="lift")
    (fact,) = fold(writing.entries).facts["where"]
    assert fact.answer == {"v": "lift"}
    assert [(one.answer["v"], one.by) for one in fact.earlier] == [("corridor", "noor"), ("stairs", "jun")]
    assert all(one.earlier == () for one in fact.earlier)


def test_what_the_team_finds_stands_beside_the_accounts(writing: Writing) -> None:
    writing.report(where="corridor")
    writing.found(where="stairs")
    assert [(one.report is None, one.answer["v"]) for one in fold(writing.entries).facts["where"]] == [
        (False, "corridor"),
        (True, "stairs"),
    ]


# Struck and amended


def test_a_struck_entry_adds_nothing_and_stays_readable(writing: Writing) -> None:
    writing.report(words="one")
    moved = writing.entry(EntryKind.STAGE, stage="decided")
    writing.struck(moved, "not decided yet", by="jun")
    incident = fold(writing.entries)
    line = incident.line(moved)
    assert incident.stage == "received"
    assert line is not None
    assert line.entry.body == {"stage": "decided"}
    assert line.struck is not None
    assert (line.struck.by, line.struck.reason) == ("jun", "not decided yet")


def test_who_struck_first_is_named(writing: Writing) -> None:
    note = writing.entry(EntryKind.NOTE, text="seen at the door")
    writing.struck(note, "first", by="jun")
    writing.struck(note, "second", by="imke")
    struck = fold(writing.entries).lines[0].struck
    assert struck is not None
    assert (struck.by, struck.reason) == ("jun", "first")


def test_a_struck_report_takes_its_answers_with_it_and_leaves_the_code_names(writing: Writing) -> None:
    report = writing.report(somebody("senna", code="velvet heron", name="Senna"), danger="yes", where="corridor")
    writing.found(report, danger="yes", people=[somebody("thad", "reported")])
    bound = writing.entry(EntryKind.RESTRICTION, what="not at the party", person="senna")
    writing.struck(report)
    incident = fold(writing.entries)
    assert (incident.reports, incident.people, incident.facts, incident.flags.danger) == ((), (), {}, "")
    assert incident.code == "copper kettle"
    assert [(one.id, one.code, one.person) for one in incident.restrictions] == [
        (bound, "copper kettle", "velvet heron")
    ]


def test_a_struck_file_stays_marked(writing: Writing) -> None:
    first, second = (writing.entry(EntryKind.FILE, file=name, name=f"{name}.png", size=3) for name in ("one", "two"))
    writing.struck(first)
    assert [(one.id, one.struck) for one in fold(writing.entries).attachments] == [(first, True), (second, False)]


def test_amendments_point_both_ways(writing: Writing) -> None:
    note = writing.entry(EntryKind.NOTE, text="at 13:10")
    amendment = writing.entry(EntryKind.AMENDED, of=note, text="at 13:20")
    first, second = fold(writing.entries).lines
    assert [(number, id) for number, id, _at in first.amended_by] == [(2, amendment)]
    assert (second.amends, second.about, second.text) == (1, 0, "at 13:20")


def test_a_struck_amendment_can_be_told_from_one_that_stands(writing: Writing) -> None:
    note = writing.entry(EntryKind.NOTE, text="at 13:10")
    writing.struck(writing.entry(EntryKind.AMENDED, of=note, text="at 13:20"))
    lines = fold(writing.entries).lines
    assert [line.struck is not None for line in lines] == [False, True, False]


def test_lines_say_which_entry_they_are_about(writing: Writing) -> None:
    report = writing.report(words="one")
    note = writing.entry(EntryKind.NOTE, note="observation", text="seen")
    promise = writing.entry(EntryKind.PROMISE, what="call", due=LATER, note=note)
    writing.entry(EntryKind.KEPT, promise=promise, state="kept")
    file = writing.entry(EntryKind.FILE, file="f", name="f.png", report=report)
    writing.entry(EntryKind.SENT, file=file, why="asked for")
    assert [line.about for line in fold(writing.entries).lines] == [0, 0, 2, 3, 1, 5]


# The three safety answers


def test_the_most_worrying_of_the_reports_counts(writing: Writing) -> None:
    writing.report(danger="no", going_on="maybe", again={"none": "declined"})
    writing.report(danger={"none": "unknown"}, going_on="no", again="no")
    flags = fold(writing.entries).flags
    assert (flags.danger, flags.going_on, flags.again) == ("unknown", "maybe", "declined")


def test_a_report_that_says_nothing_of_danger_does_not_hide_another(writing: Writing) -> None:
    writing.report(danger="yes")
    writing.report(words="I saw them too.")
    assert fold(writing.entries).flags.in_danger


def test_what_the_team_finds_replaces_the_reports_before_it(writing: Writing) -> None:
    writing.report(danger="yes")
    writing.report(danger="maybe")
    writing.found(danger="no")
    assert fold(writing.entries).flags.danger == "no"


def test_a_report_after_the_teams_finding_counts_again(writing: Writing) -> None:
    writing.report(danger="yes")
    writing.found(danger="no")
    writing.report(danger="maybe")
    assert fold(writing.entries).flags.danger == "maybe"


def test_an_account_corrected_after_the_teams_finding_counts_again(writing: Writing) -> None:
    report = writing.report(danger="no")
    writing.found(danger="no")
    writing.found(report, danger="yes")
    assert fold(writing.entries).flags.danger == "yes"


def test_a_struck_finding_gives_the_reports_back_their_say(writing: Writing) -> None:
    writing.report(danger="yes")
    writing.struck(writing.found(danger="no"))
    assert fold(writing.entries).flags.danger == "yes"


def test_danger_outranks_what_goes_on_and_that_what_may_come(writing: Writing) -> None:
    ranks = []
    for answers in ({"danger": "yes"}, {"danger": "maybe"}, {"going_on": "yes"}, {"again": "yes"}, {}):
        one = Writing()
        one.report(**answers)
        ranks.append(fold(one.entries).flags.rank)
    assert ranks == sorted(ranks, reverse=True)


@pytest.mark.parametrize("answer", [None, {}, {"v": "perhaps"}, {"v": ["yes"]}, {"none": "?"}, "yes", 3])
def test_an_answer_no_question_has_says_nothing(answer: object) -> None:
    assert answer_word(answer) == ""  # type: ignore[arg-type]


# Stage, owner, links


def test_stage_and_owner_are_those_named_last_and_reopening_is_normal(writing: Writing) -> None:
    writing.entry(EntryKind.OWNER, owner="noor")
    writing.entry(EntryKind.OWNER, owner="jun")
    writing.entry(EntryKind.STAGE, stage="closed", **{"as": "recorded_only"})
    closed = fold(writing.entries)
    writing.entry(EntryKind.STAGE, stage="assessing")
    writing.entry(EntryKind.OWNER, owner=None)
    again = fold(writing.entries)
    assert (closed.owner, closed.stage, closed.closed_as) == ("jun", "closed", "recorded_only")
    assert (again.owner, again.stage, again.closed_as) == (None, "assessing", "")


def test_a_link_said_twice_is_one(writing: Writing) -> None:
    writing.entry(EntryKind.LINK, to="there", code="tin sparrow", why="same room")
    writing.entry(EntryKind.LINK, to="there", code="tin sparrow", why="same evening")
    assert [(one.incident, one.why) for one in fold(writing.entries).links] == [("there", "same evening")]


# Promises


def owed(writing: Writing, **more: Any) -> EntryId:
    return writing.entry(EntryKind.PROMISE, **{"what": "call back", "to": "reporter", "due": LATER, **more})


def test_a_promise_is_owed_by_its_writer_unless_somebody_is_named(writing: Writing) -> None:
    owed(writing)
    owed(writing, owner="jun")
    assert [one.owner for one in fold(writing.entries).promises] == ["noor", "jun"]


def test_a_promise_kept_moved_dropped_or_taken_up_again(writing: Writing) -> None:
    id = owed(writing)
    steps = ["open"]
    earlier = stamp(MORNING + timedelta(hours=2))
    for said in (
        {"state": "kept"},
        {"state": "open"},
        {"state": "dropped", "why": "went home"},
        {"state": "moved", "due": earlier},
    ):
        writing.entry(EntryKind.KEPT, promise=id, **said)
        (promise,) = fold(writing.entries).promises
        steps.append(promise.state)
    assert steps == ["open", "kept", "open", "dropped", "open"]
    assert (promise.moved, stamp(promise.due), promise.ended) == (1, earlier, None)


def test_a_struck_promise_is_owed_to_nobody_and_a_struck_settlement_is_open_again(writing: Writing) -> None:
    first, second = owed(writing), owed(writing)
    settled = writing.entry(EntryKind.KEPT, promise=second, state="kept")
    writing.struck(first)
    writing.struck(settled)
    assert [(one.id, one.state) for one in fold(writing.entries).promises] == [(second, "open")]


def test_a_promise_outlives_the_note_it_was_made_in(writing: Writing) -> None:
    note = writing.entry(EntryKind.NOTE, text="call back")
    owed(writing, note=note)
    writing.struck(note)
    assert len(fold(writing.entries).open_promises) == 1


def test_a_settlement_this_version_does_not_know_leaves_a_promise_open(writing: Writing) -> None:
    id = owed(writing)
    writing.entry(EntryKind.KEPT, promise=id, state="delegated to the moon")
    assert fold(writing.entries).open_promises[0].id == id


def test_open_promises_come_the_next_one_first(writing: Writing) -> None:
    last = owed(writing)
    first = owed(writing, due=stamp(MORNING + timedelta(hours=1)))
    incident = fold(writing.entries)
    assert [one.id for one in incident.open_promises] == [first, last]
    assert incident.open_promises[0].late(MORNING + timedelta(hours=2))
    assert not incident.open_promises[1].late(MORNING + timedelta(hours=2))


# Restrictions


def test_a_restriction_is_in_force_until_its_time_or_until_it_is_lifted(writing: Writing) -> None:
    writing.report(somebody("thad", "reported", code="amber finch"))
    timed = writing.entry(EntryKind.RESTRICTION, what="not at the party", person="thad", until=LATER)
    lifted = writing.entry(EntryKind.RESTRICTION, what="no contact", until_words="until we say so")
    writing.entry(EntryKind.RESTRICTION, lifts=lifted, why="both agreed")
    first, second = fold(writing.entries).restrictions
    assert (first.id, first.person) == (timed, "amber finch")
    assert first.in_force(MORNING)
    assert not first.in_force(MORNING + timedelta(hours=9))
    assert (second.in_force(MORNING + timedelta(days=1)), second.why) == (False, "both agreed")


# Odd and unknown


def test_an_unknown_kind_is_kept_and_shown(writing: Writing) -> None:
    writing.report(words="one")
    writing.odd("hologram", {"text": "from the future"})
    line = fold(writing.entries).lines[-1]
    assert (line.known, line.text) == (False, "from the future")


def test_one_odd_person_does_not_take_the_report_with_them(writing: Writing) -> None:
    people = [{"no": "id"}, 7, {"id": "senna", "roles": "all of them", "answers": ["?"]}]
    writing.odd(EntryKind.REPORT, {"code": "tin", "people": people, "answers": {"danger": {"v": "yes"}, "where": 3}})
    incident = fold(writing.entries)
    assert (len(incident.reports), incident.flags.danger) == (1, "yes")
    assert [(one.id, one.roles, dict(one.facts)) for one in incident.people] == [("senna", (), {})]
    assert "where" not in incident.facts


@pytest.mark.parametrize("due", ["", "tomorrow", 3, "0001-01-01T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z"])
def test_a_promise_for_no_time_is_only_a_line(writing: Writing, due: object) -> None:
    owed(writing, due=due)
    incident = fold(writing.entries)
    assert (incident.promises, incident.lines[0].text) == ((), "call back")


def test_an_erased_entry_adds_nothing_and_keeps_its_place(writing: Writing) -> None:
    writing.report(words="one")
    writing.entry(EntryKind.STAGE, stage="decided")
    erased = [writing.entries[0], replace(writing.entries[1], body=None, salt=b"")]
    incident = fold(erased)
    assert (incident.stage, len(incident.lines)) == ("received", 2)


def test_numbers_follow_the_order_of_reading_and_not_of_arrival(writing: Writing) -> None:
    for text in ("one", "two", "three"):
        writing.entry(EntryKind.NOTE, text=text)
    lines = fold(reversed(writing.entries)).lines
    assert [(line.number, line.text) for line in lines] == [(1, "one"), (2, "two"), (3, "three")]
