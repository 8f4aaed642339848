"""Who must not read it cannot: exclusion at intake, and what the others are told."""

from dataclasses import replace

import pytest

from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import EVENT, EntryKind
from coc_desk.casework.errors import Refused
from coc_desk.casework.followup import NewPromise, Note
from coc_desk.casework.incidents import Incident
from tests.casework.conftest import DeskOf
from tests.casework.memory import IMKE, JUN, NOOR, Shelf
from tests.casework.telling import answered, begun, person, told

SECRET = "Jun stood in the door and would not move."


@pytest.fixture
def incident(desk: Desk) -> Incident:
    """An incident about Jun, who was excluded before it was filed."""
    about = replace(person(desk, "reported", name="Junipero Kestrel"), member=JUN.id)
    return told(desk, about, words=SECRET, danger="maybe", excluded=(JUN.id,))


def lines(shelf: Shelf) -> list[dict[str, object]]:
    return [dict(one.body or {}) for one in shelf.entries.values() if one.kind == EntryKind.LINE]


def test_the_circle_is_the_team_without_the_excluded(desk: Desk, incident: Incident) -> None:
    assert desk.circle_size(incident.id) == (2, 3)
    assert desk._ledger.circle_of(incident.id).members == {NOOR.id, IMKE.id}


def test_the_excluded_cannot_read_list_search_or_write(desk_of: DeskOf, incident: Incident) -> None:
    jun, imke = desk_of(JUN), desk_of(IMKE)
    owed = imke.promise(incident.id, NewPromise("Call", "reporter", imke.now())).promises[0]
    assert (jun.incidents(), jun.search("door"), jun._ledger.entries_of(incident.id)) == ([], [], [])
    assert jun._ledger.entry(incident.lines[0].entry.id) is None
    for act in (
        lambda: jun.incident(incident.id),
        lambda: jun.open_incident(incident.id),
        lambda: jun.begin_report(incident.id),
        lambda: jun.begin_note(incident.id),
        lambda: jun.add_note(incident.id, Note("observation", "I was not there")),
        lambda: jun.set_stage(incident.id, "closed"),
        lambda: jun.set_owner(incident.id, JUN.id),
        lambda: jun.keep_promise(owed),
    ):
        with pytest.raises(Refused, match="not in the circle"):
            act()


def test_the_others_in_the_circle_work_as_ever(desk_of: DeskOf, incident: Incident) -> None:
    imke = desk_of(IMKE)
    after = imke.add_note(incident.id, Note("team_discussion", "Two of us talk to them."))
    assert [one.code for one in imke.incidents()] == [incident.code]
    assert len(after.lines) == 2


def test_the_team_is_told_a_vague_line_and_nothing_else(desk_of: DeskOf, shelf: Shelf, incident: Incident) -> None:
    (line,) = lines(shelf)
    flags = ["maybe", "", ""]
    assert line == {"incident": incident.id, "code": incident.code, "flags": flags, "stage": "received", "line": ""}
    (closed,) = desk_of(JUN).outside()
    assert (closed.code, closed.flags, closed.stage, closed.line) == (incident.code, ("maybe", "", ""), "received", "")
    assert desk_of(JUN).today().outside == (closed,)
    assert desk_of(IMKE).outside() == []


def test_nothing_of_the_incident_stands_in_the_teams_ledger(desk_of: DeskOf, shelf: Shelf, incident: Incident) -> None:
    desk = desk_of(NOOR)
    desk.add_note(incident.id, Note("observation", "Still at the door"))
    desk.set_stage(incident.id, "assessing", "because of Junipero")
    desk.change_answers(incident.id, {"danger": answered("yes")})
    in_team = " ".join(str(one.body) for one in shelf.entries.values() if one.incident == EVENT)
    assert not any(word in in_team for word in ("door", "Junipero", "Kestrel", "because"))


def test_the_line_follows_flags_and_stage_and_is_not_said_twice(
    desk_of: DeskOf, shelf: Shelf, incident: Incident
) -> None:
    desk = desk_of(NOOR)
    desk.add_note(incident.id, Note("observation", "Nothing new"))
    assert len(lines(shelf)) == 1
    desk.set_stage(incident.id, "assessing")
    desk.change_answers(incident.id, {"danger": answered("no")})
    assert [(one["stage"], one["flags"]) for one in lines(shelf)[1:]] == [
        ("assessing", ["maybe", "", ""]),
        ("assessing", ["no", "", ""]),
    ]
    assert [(one.stage, one.flags[0]) for one in desk_of(JUN).outside()] == [("assessing", "no")]


def test_a_line_that_a_kill_cut_off_is_told_at_the_next_sign_in(
    desk_of: DeskOf, shelf: Shelf, incident: Incident
) -> None:
    for one in list(shelf.entries.values()):
        if one.kind == EntryKind.LINE:
            del shelf.entries[one.id]
    assert desk_of(JUN).outside() == []
    desk_of(IMKE).sign_in()
    assert [one.code for one in desk_of(JUN).outside()] == [incident.code]
    desk_of(NOOR).sign_in()
    assert len(lines(shelf)) == 1


def test_an_incident_of_the_whole_team_needs_no_line(desk: Desk, shelf: Shelf) -> None:
    desk.set_stage(told(desk, danger="yes").id, "assessing")
    desk.sign_in()
    assert lines(shelf) == []


def test_whoever_writes_cannot_exclude_themselves(desk: Desk) -> None:
    draft, report = begun(desk, words="About me.", excluded=(NOOR.id,))
    with pytest.raises(Refused):
        desk.file_report(draft, report)
    assert desk.draft(draft.id) is not None


def test_a_further_report_cannot_exclude_somebody_who_reads_its_incident(desk: Desk) -> None:
    open_to_all = told(desk)
    draft, report = begun(desk, about=open_to_all.id, words="Not for Jun.", excluded=(JUN.id,))
    with pytest.raises(Refused, match=r"Jun K\. already") as refusal:
        desk.file_report(draft, report)
    assert (refusal.value.field, len(desk.incident(open_to_all.id).reports)) == ("exclude", 1)


def test_a_further_report_joins_the_circle_of_its_incident(desk_of: DeskOf, incident: Incident) -> None:
    imke = desk_of(IMKE)
    after = imke.file_report(*begun(imke, about=incident.id, words="I saw it too.", excluded=(JUN.id,)))
    assert len(after.reports) == 2
    assert desk_of(JUN).incidents() == []


def test_nothing_is_left_to_somebody_outside_the_circle(desk: Desk, incident: Incident) -> None:
    due = desk.now()
    for act in (
        lambda: desk.set_owner(incident.id, JUN.id),
        lambda: desk.promise(incident.id, NewPromise("Call", "reporter", due, JUN.id)),
        lambda: desk.add_note(incident.id, Note("observation", "x", promises=(NewPromise("Call", "", due, JUN.id),))),
    ):
        with pytest.raises(Refused, match=r"Jun K\. is not in the circle") as refusal:
            act()
        assert refusal.value.field == "owner"
    assert len(desk.incident(incident.id).lines) == 1


def test_the_reason_of_a_link_is_not_told_to_those_outside(desk_of: DeskOf, incident: Incident) -> None:
    desk = desk_of(NOOR)
    other = told(desk, words="The queue is loud.")
    desk.link(incident.id, other.id, "Jun again, perhaps")
    assert [(one.code, one.why) for one in desk.incident(incident.id).links] == [(other.code, "Jun again, perhaps")]
    assert [(one.code, one.why) for one in desk_of(JUN).incident(other.id).links] == [(incident.code, "")]


def test_needles_and_counts_end_at_the_circle(desk_of: DeskOf, incident: Incident) -> None:
    assert [one.text for one in desk_of(IMKE)._ledger.needles()] == ["Junipero Kestrel"]
    assert desk_of(JUN)._ledger.needles() == []
    assert desk_of(JUN).today().danger == ()
