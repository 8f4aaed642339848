"""Logging a report: what is needed, what is kept, what a second one does."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import EntryKind, content_matches
from coc_desk.casework.errors import Refused
from coc_desk.casework.incidents import Incident
from coc_desk.casework.intake import PersonDraft, ReportDraft
from coc_desk.playbook.definitions import Playbook
from tests.casework.conftest import DeskOf
from tests.casework.memory import IMKE, JUN, NOOR, TestClock
from tests.casework.telling import answered, begun, person, told

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.fixture
def incident(desk: Desk) -> Incident:
    return told(desk)


# What is needed


@pytest.mark.parametrize("answers", [{}, {"words": "  \n "}, {"words": "\u0000\u0007"}, {"where": ""}])
def test_nothing_at_all_is_refused_and_the_draft_stays(desk: Desk, answers: dict[str, Any]) -> None:
    draft, report = begun(desk, **answers)
    with pytest.raises(Refused, match="One sentence is enough"):
        desk.file_report(draft, report)
    assert desk.draft(draft.id) is not None
    assert desk.incidents() == []


@pytest.mark.parametrize(
    "answers", [{"words": "He followed me."}, {"danger": "maybe"}, {"where": {"none": "not asked"}}, {"name": "Zed"}]
)
def test_one_answer_of_any_kind_is_enough(desk: Desk, answers: dict[str, object]) -> None:
    assert told(desk, **({"words": None} | answers)).reports


def test_a_person_with_a_role_and_no_name_is_enough(desk: Desk) -> None:
    incident = desk.file_report(*begun(desk, person(desk, "reported")))
    assert [(one.roles, dict(one.facts)) for one in incident.people] == [(("reported",), {})]


def test_a_file_alone_is_enough(desk: Desk) -> None:
    draft, report = begun(desk)
    file = desk.put_file("wall.png", iter([PICTURE]), len(PICTURE))
    incident = desk.file_report(draft, replace(report, files=(replace(file, words="the wall by room 4"),)))
    (attachment,) = incident.attachments
    assert (attachment.name, attachment.media, attachment.words) == ("wall.png", "image/png", "the wall by room 4")
    assert b"".join(desk.pieces_of(attachment)) == PICTURE


def test_naming_a_team_member_alone_is_enough(desk: Desk) -> None:
    _draft, report = begun(desk)
    assert not desk.nothing_written(replace(report, people=(desk.new_person(member=JUN.id),)))


def test_no_report_without_people_is_strange(desk: Desk) -> None:
    assert told(desk).people == ()


# What is kept


def test_an_incident_bears_the_code_name_of_its_draft(desk: Desk) -> None:
    draft, report = begun(desk, words="He followed me.")
    assert desk.file_report(draft, report).code == draft.code
    assert desk.drafts() == []


def test_code_names_are_never_given_twice(desk_of: DeskOf) -> None:
    codes = [desk_of(one).begin_report().code for one in (NOOR, JUN, NOOR)]
    codes += [desk_of(one).new_person("reporter").code for one in (NOOR, JUN)]
    assert len(set(codes)) == 5


def test_unknown_not_asked_declined_and_empty_stay_apart(desk: Desk) -> None:
    none = {key: {"none": key} for key in ("unknown", "not asked", "declined")}
    incident = told(desk, danger=none["unknown"], going_on=none["not asked"], again=none["declined"], impact=None)
    flags = incident.flags
    assert (flags.danger, flags.going_on, flags.again) == ("unknown", "not asked", "declined")
    assert "impact" not in incident.facts


def test_words_observations_and_actions_are_kept_apart(desk: Desk) -> None:
    said = {
        "words": "« Il m'a suivie. »",
        "observed": "Hands shook.",
        "done": "Water, a chair.",
        "behaviour": "Followed.",
        "impact": "Left.",
    }
    facts = told(desk, **said).facts
    assert {key: facts[key][0].answer["v"] for key in said} == said


def test_three_times_are_kept_apart(desk: Desk, clock: TestClock) -> None:
    lisbon = ZoneInfo("Europe/Lisbon")
    received = {"exact": datetime(2027, 6, 12, 13, 40, tzinfo=lisbon).isoformat()}
    happened = {"words": "around lunch, day 2"}
    clock.goes_on(minutes=30)
    (report,) = (incident := told(desk, received_at=received, when=happened)).reports
    assert report.at == clock()
    assert report.happened == happened
    assert incident.facts["received_at"][0].answer == {"v": received}


def test_the_time_of_report_is_there_from_the_start_at_the_venue(desk: Desk) -> None:
    assert ReportDraft.of(desk.begin_report()).answers == {"received_at": {"v": {"exact": "2027-06-12T14:06:00+01:00"}}}


@pytest.mark.parametrize(
    "when",
    [
        {"exact": "2027-06-12T11:20+01:00"},
        {"from": "2027-06-12T11:20+01:00", "to": "2027-06-12T11:30+01:00"},
        {"several": ["2027-06-12T09:02+01:00", "2027-06-12T11:48+01:00"]},
        {"words": "around lunch, day 2"},
    ],
)
def test_a_time_can_be_exact_a_range_several_or_words(desk: Desk, when: dict[str, object]) -> None:
    assert told(desk, when=when).reports[0].happened == when


def test_text_is_kept_as_told_in_any_script_but_for_what_no_file_can_hold(desk: Desk) -> None:
    account = "قالت 「列」 🙁 e\u0301 \u200fabc"
    incident = told(desk, words=account + "\ud83d\x00")
    fact = incident.facts["words"][0]
    assert fact.answer["v"] == account.replace("e\u0301", "\u00e9") + "\ufffd"
    assert content_matches(incident.lines[0].entry)


def test_an_account_of_twenty_thousand_words_is_kept_whole(desk: Desk) -> None:
    account = "word " * 20_000 + "end"
    assert told(desk, words=account).facts["words"][0].answer["v"] == account


def test_an_answer_to_a_field_the_playbook_has_no_more_is_not_lost(desk: Desk) -> None:
    assert told(desk, of_last_year="still said").facts["of_last_year"][0].answer == {"v": "still said"}


def test_an_answer_its_field_cannot_have_is_said_at_the_field(desk: Desk) -> None:
    draft, report = begun(desk, danger="perhaps")
    with pytest.raises(Refused) as refusal:
        desk.file_report(draft, report)
    assert refusal.value.field == "danger"
    assert not desk.nothing_written(report)


def test_the_entry_says_which_playbook_it_was_written_under(desk: Desk, playbook: Playbook) -> None:
    body = told(desk).lines[0].entry.body or {}
    assert body["playbook"] == {"key": playbook.key, "version": playbook.version}


# Filing twice


def test_filing_twice_changes_nothing(desk: Desk) -> None:
    file = desk.put_file("wall.png", iter([PICTURE]), len(PICTURE))
    by = {"exact": "2027-06-12T16:00+01:00"}
    draft, report = begun(desk, words="He followed me.", promised="Call back", promised_by=by)
    report = replace(report, files=(file,))
    first = desk.file_report(draft, report)
    assert desk.file_report(draft, report) == first
    assert [line.entry.kind for line in first.lines] == ["report", "file", "promise"]


def test_a_draft_that_outlived_its_report_is_let_go_when_filed_again(desk: Desk) -> None:
    draft, report = begun(desk, words="He followed me.")
    first = desk.file_report(draft, report)
    desk.keep_report(draft, report)
    assert desk.file_report(draft, replace(report, answers={"words": answered("Something else.")})) == first
    assert desk.drafts() == []


# A second report


def test_a_second_report_joins_with_its_own_reporter_and_overwrites_nothing(
    desk_of: DeskOf, incident: Incident
) -> None:
    jun = desk_of(JUN)
    witness = person(jun, "reporter", "witness", name="Wilhelmina")
    both = jun.file_report(*begun(jun, witness, about=incident.id, words="I was two steps behind."))
    assert (both.id, both.code) == (incident.id, incident.code)
    assert [one.answer["v"] for one in both.facts["words"]] == ["He would not let me pass.", "I was two steps behind."]
    assert [(one.number, one.by, one.reporter) for one in both.reports] == [(1, NOOR.id, ""), (2, JUN.id, witness.id)]


def test_a_second_report_is_begun_under_the_name_of_its_incident(desk: Desk, incident: Incident) -> None:
    draft = desk.begin_report(incident.id)
    assert (draft.kind, draft.incident, draft.code) == ("report", incident.id, incident.code)


# Promised at intake


@pytest.mark.parametrize(
    ("by", "hour"),
    [
        ({"exact": "2027-06-12T16:00+01:00"}, 16),
        ({"from": "2027-06-12T16:00+01:00", "to": "2027-06-12T17:00+01:00"}, 17),
        ({"several": ["2027-06-12T18:00+01:00", "2027-06-13T10:00+01:00"]}, 18),
    ],
)
def test_what_was_promised_at_intake_is_owed_like_any_promise(desk: Desk, by: dict[str, object], hour: int) -> None:
    (promise,) = told(desk, promised="Call back", promised_by=by).open_promises
    assert (promise.what, promise.to, promise.owner, desk.local(promise.due).hour) == (
        "Call back",
        "reporter",
        NOOR.id,
        hour,
    )


@pytest.mark.parametrize(
    "by", [None, {"words": "soon"}, {"exact": "0001-01-01T00:00+02:00"}, {"exact": "9999-12-31T23:59-02:00"}]
)
def test_a_promise_without_a_time_to_keep_it_by_is_only_an_answer(desk: Desk, by: object) -> None:
    incident = told(desk, promised="Call back", promised_by=by)
    assert (incident.promises, incident.facts["promised"][0].answer["v"]) == ((), "Call back")


# Drafts


def test_what_is_typed_comes_back_as_it_was(desk: Desk) -> None:
    file = desk.put_file("wall.png", iter([PICTURE]), len(PICTURE))
    somebody = replace(person(desk, "reported", name="Zed"), member=JUN.id)
    draft, report = begun(desk, somebody, excluded=(JUN.id,), words="He foll")
    report = replace(report, files=(file,))
    kept = desk.keep_report(draft, report)
    assert ReportDraft.of(desk.drafts()[0]) == report
    assert (kept.id, kept.started) == (draft.id, draft.started)


def test_a_draft_belongs_to_its_writer_alone_and_others_see_that_there_is_one(desk_of: DeskOf) -> None:
    draft, _report = begun(desk_of(NOOR), words="He foll")
    assert desk_of(JUN).drafts() == []
    assert desk_of(JUN).draft(draft.id) is None
    (half,) = desk_of(JUN).today().half_written
    assert (half.member, half.kind, half.since) == (NOOR.id, "intake", draft.started)


def test_a_draft_thrown_away_is_gone(desk: Desk) -> None:
    draft, _report = begun(desk, words="He foll")
    desk.drop_draft(draft.id)
    assert (desk.drafts(), desk.draft(draft.id)) == ([], None)


def test_somebody_of_the_team_who_is_named_is_to_be_excluded_unless_they_report(desk: Desk) -> None:
    named = [
        desk.new_person(role, member=id)
        for role, id in (("reported", JUN.id), ("reporter", IMKE.id), ("witness", NOOR.id))
    ]
    _draft, report = begun(desk, *named)
    assert desk.team_members_named(report) == [JUN.id]
    assert desk.team_members_named(replace(report, excluded=(JUN.id,))) == []


# What is known later


def test_an_account_and_what_the_team_found_are_changed_apart(desk: Desk, incident: Incident) -> None:
    report = incident.reports[0].id
    desk.change_answers(incident.id, {"where": answered("corridor")}, report=report)
    after = desk.change_answers(
        incident.id, {"where": answered("stairs")}, [PersonDraft("p", "tin finch", ("reported",))]
    )
    assert [(one.report, one.answer["v"]) for one in after.facts["where"]] == [(report, "corridor"), (None, "stairs")]
    assert [one.code for one in after.people] == ["tin finch"]
    assert [line.entry.kind for line in after.lines] == [EntryKind.REPORT, EntryKind.ANSWERS, EntryKind.ANSWERS]
