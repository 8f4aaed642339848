"""Stepping out and being let in, the line everybody reads, and being asked before anything is opened."""

from dataclasses import replace

import pytest

from coc_desk.casework.bench import Said
from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import EVENT, EntryKind
from coc_desk.casework.errors import Refused
from coc_desk.casework.followup import Note
from coc_desk.casework.incidents import Incident
from tests.casework.conftest import DeskOf
from tests.casework.memory import IMKE, JUN, NOOR, Shelf
from tests.casework.telling import answered, begun, person, told


@pytest.fixture
def incident(desk: Desk) -> Incident:
    about = person(
        desk,
        "reported",
        name="Junipero Kestrel",
        contact="+351 912 345 678",
        handle="@kestrel_q",
        badge="B-417",
        description="Tall, with a green umbrella",
    )
    return told(desk, about, words="He stood in the door.")


# Stepping out and coming back


def test_who_steps_out_says_no_reason_and_leaves_a_line(desk_of: DeskOf, incident: Incident) -> None:
    jun = desk_of(JUN)
    jun.begin_note(incident.id)
    jun.step_out(incident.id, "Two others look after it.")
    assert (jun.incidents(), jun.search("door")) == ([], [])
    assert [(one.code, one.line) for one in jun.today().outside] == [(incident.code, "Two others look after it.")]
    there = desk_of(NOOR).incident(incident.id)
    assert there.recused == (JUN.id,)
    assert there.lines[-1].entry.body == {"out": [JUN.id]}


def test_a_responder_takes_nobody_else_out_where_a_lead_is(desk_of: DeskOf, incident: Incident) -> None:
    with pytest.raises(Refused, match="A lead decides"):
        desk_of(IMKE).recuse(incident.id, JUN.id)
    desk_of(NOOR).step_out(incident.id)
    desk_of(IMKE).recuse(incident.id, JUN.id)  # no lead is in its circle any more
    assert desk_of(IMKE).circle_size(incident.id) == (1, 3)


def test_the_last_one_does_not_step_out(desk_of: DeskOf, incident: Incident) -> None:
    noor = desk_of(NOOR)
    for one in (JUN, IMKE):
        noor.recuse(incident.id, one.id)
    with pytest.raises(Refused, match="Let somebody in first"):
        noor.step_out(incident.id)


def test_what_cannot_be_taken_back_is_told_by_number(desk_of: DeskOf, incident: Incident) -> None:
    noor = desk_of(NOOR)
    other = told(noor, words="The queue is loud.")
    noor.link(incident.id, other.id, "same door")
    handed = Said(EntryKind.HANDOFF, {"to": "Jun", "profile": "next_shift", "incidents": [incident.id]})
    noor._record(EVENT, handed, circle=noor._ledger.team.id)
    jun = desk_of(JUN)
    jun.keep_note(jun.begin_note(incident.id), Note("observation", "half a sentence"))
    known = jun.step_out(incident.id)
    assert (known.handoffs, known.copies, known.links, known.drafts) == ((1,), 0, (other.code,), 1)
    assert not known.drafts_later
    assert jun.drafts() == []
    assert noor.what_stays_known(incident.id, IMKE.id).drafts_later


def test_who_is_let_in_reads_all_of_it_again(desk_of: DeskOf, incident: Incident) -> None:
    jun = desk_of(JUN)
    jun.step_out(incident.id)
    there = desk_of(IMKE).let_in(incident.id, JUN.id)
    assert (there.recused, len(jun.incident(incident.id).lines)) == ((), 3)
    assert jun.outside() == []
    assert jun._ledger.circle_of(incident.id).team


def test_what_says_who_left_is_not_struck(desk_of: DeskOf, incident: Incident) -> None:
    noor = desk_of(NOOR)
    noor.recuse(incident.id, JUN.id)
    line = noor.incident(incident.id).lines[-1]
    with pytest.raises(Refused, match="stays as it is"):
        noor.strike(incident.id, line.entry.id, "a reason")


# The line


TELLING = {
    "Kestrel was seen": "a name",
    "Junipero’s friends": "a name",
    "KESTREL": "a name",
    "somebody called Kestrels": "a name",
    "call 912345678": "a contact",
    "ends in 5678": "a contact",
    "ask @kestrel_q": "a handle",
    "badge B417": "a badge",
    "number b-417 again": "a badge",
    "the one with the umbrella": "description",
}


@pytest.mark.parametrize("line", TELLING)
def test_a_line_that_tells_who_it_is_is_refused_without_repeating_it(desk: Desk, incident: Incident, line: str) -> None:
    with pytest.raises(Refused) as refusal:
        desk.check_line(incident.id, line)
    assert TELLING[line] in str(refusal.value)
    assert refusal.value.field == "line"
    said = str(refusal.value).casefold()
    assert not any(word in said for word in ("kestrel", "junipero", "5678", "417", "umbrella"))


@pytest.mark.parametrize("line", ["", "Somebody is looking after it.", "In hand, nothing to do for you today."])
def test_a_vague_line_is_taken(desk: Desk, incident: Incident, line: str) -> None:
    desk.check_line(incident.id, line)


def test_the_name_of_a_member_it_is_about_is_not_vague(desk: Desk) -> None:
    incident = told(desk, replace(person(desk, "reported"), member=JUN.id), words="x", excluded=(JUN.id,))
    with pytest.raises(Refused, match="a name"):
        desk.write_line(incident.id, "About Jun, more or less")
    desk.write_line(incident.id, "In hand")
    assert desk.line_of(incident.id) == "In hand"


def test_a_line_stays_when_flags_change(desk_of: DeskOf, desk: Desk) -> None:
    incident = told(desk, words="x", excluded=(JUN.id,))
    desk.write_line(incident.id, "In hand")
    desk.change_answers(incident.id, {"danger": answered("yes")})
    assert [(one.line, one.flags[0]) for one in desk_of(JUN).outside()] == [("In hand", "yes")]
    desk.write_line(incident.id, "")
    assert [one.line for one in desk_of(JUN).outside()] == [""]


def test_a_line_with_a_name_keeps_nobody_in(desk_of: DeskOf, incident: Incident, shelf: Shelf) -> None:
    jun, before = desk_of(JUN), len(shelf.entries)
    with pytest.raises(Refused, match="a name"):
        jun.step_out(incident.id, "It is about Kestrel")
    assert (len(shelf.entries), len(jun.incidents())) == (before, 1)


# Asking first


@pytest.fixture
def asked(desk: Desk) -> Incident:
    """An incident that Noor filed for herself, and of which Imke is asked."""
    about = person(desk, "reported", name="Senna Quill")
    draft, report = begun(desk, about, words="At the door.")
    return desk.file_report(draft, replace(report, excluded=(JUN.id,), ask_first=(IMKE.id,)))


def test_who_is_asked_sees_the_name_and_nothing_else(desk_of: DeskOf, asked: Incident) -> None:
    (closed,) = desk_of(IMKE).outside()
    assert (closed.asked, closed.reported, closed.answer, closed.at_once) == (True, ("Senna Quill",), "", False)
    assert desk_of(IMKE).search("door") == []


def test_the_excluded_do_not_see_that_question(desk_of: DeskOf, shelf: Shelf, asked: Incident) -> None:
    (closed,) = desk_of(JUN).outside()
    assert (closed.asked, closed.reported) == (False, ())
    with pytest.raises(Refused, match="Nobody has asked you"):
        desk_of(JUN).answer(asked.id, "yes")
    assert not any("Senna" in str(one.body) for one in shelf.entries.values() if one.incident == EVENT)


def test_a_yes_waits_until_somebody_inside_grants_it(desk_of: DeskOf, desk: Desk, asked: Incident) -> None:
    imke = desk_of(IMKE)
    shown = imke.answer(asked.id, "yes")
    assert shown is not None
    assert shown.answer == "yes"
    assert imke.incidents() == []
    assert [(one.by, one.incident) for one in desk.pending()] == [(IMKE.id, asked.id)]
    assert desk_of(JUN).pending() == []
    desk.let_in(asked.id, IMKE.id)
    assert desk.pending() == []
    assert [one.code for one in imke.incidents()] == [asked.code]


@pytest.mark.parametrize("answer", ["no", "not now"])
def test_no_and_not_now_open_nothing_and_can_be_changed(
    desk_of: DeskOf, desk: Desk, asked: Incident, answer: str
) -> None:
    imke = desk_of(IMKE)
    imke.answer(asked.id, answer)
    assert [one.answer for one in imke.outside()] == [answer]
    assert (desk.pending(), [one.answer for one in desk.answers_about(asked.id)]) == ([], [answer])
    imke.answer(asked.id, "yes")
    assert [one.by for one in desk.pending(asked.id)] == [IMKE.id]


def test_an_answer_has_no_room_for_a_reason(desk_of: DeskOf, shelf: Shelf, asked: Incident) -> None:
    desk_of(IMKE).answer(asked.id, "no")
    last = [one for one in shelf.entries.values() if one.kind == EntryKind.RECUSAL][-1]
    assert set(last.body or {}) == {"incident", "answers"}
    with pytest.raises(Refused):
        desk_of(IMKE).answer(asked.id, "because I know him")


def test_a_yes_opens_at_once_what_the_lead_opened_beforehand(desk_of: DeskOf, desk: Desk, asked: Incident) -> None:
    imke = desk_of(IMKE)
    desk.ask(asked.id, [IMKE.id], at_once=True)
    assert [one.at_once for one in imke.outside()] == [True]
    assert imke.incidents() == []
    assert imke.answer(asked.id, "yes") is None
    assert imke.incident(asked.id).lines[-1].entry.body == {"in": [IMKE.id]}
    assert desk_of(JUN).incidents() == []


def test_a_question_without_a_name_shows_none(desk_of: DeskOf, desk: Desk, asked: Incident) -> None:
    desk.ask(asked.id, [IMKE.id], named=False)
    assert [(one.asked, one.reported) for one in desk_of(IMKE).outside()] == [(True, ())]


def test_who_was_taken_out_is_not_asked(desk: Desk, asked: Incident) -> None:
    with pytest.raises(Refused, match="was taken out"):
        desk.ask(asked.id, [JUN.id])


# Members


def test_roles_are_changed_by_a_lead_and_a_lead_stays(desk_of: DeskOf) -> None:
    noor = desk_of(NOOR)
    assert noor.set_role(JUN.id, "lead").role == "lead"
    for act in (
        lambda: noor.set_role(NOOR.id, "responder"),
        lambda: noor.remove_member(NOOR.id),
        lambda: desk_of(IMKE).set_role(JUN.id, "responder"),
        lambda: desk_of(IMKE).remove_member(JUN.id),
        lambda: noor.set_role(JUN.id, "king"),
    ):
        with pytest.raises(Refused):
            act()


def test_what_somebody_who_leaves_wrote_stays_theirs(desk_of: DeskOf, incident: Incident) -> None:
    jun, noor = desk_of(JUN), desk_of(NOOR)
    jun.add_note(incident.id, Note("observation", "I was there."))
    jun.keep_note(jun.begin_note(incident.id), Note("observation", "half a sentence"))
    assert noor.remove_member(JUN.id).drafts == 1
    line = noor.incident(incident.id).lines[-1]
    assert (noor.name_of(line.entry.by), noor.verifies(line.entry)) == (JUN.name, True)
    with pytest.raises(Refused, match="has left"):
        noor.remove_member(JUN.id)


def test_wrong_passphrases_since_the_last_time_are_told(desk: Desk) -> None:
    desk.sign_in(3)
    assert desk.wrong_tries == 3
