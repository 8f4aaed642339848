"""Handing the desk on: who gets what, what stops a copy, what is recorded."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from coc_desk.casework.desk import Desk
from coc_desk.casework.document import paragraphs
from coc_desk.casework.entries import EVENT, EntryKind
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.event_log import log_of
from coc_desk.casework.followup import NewPromise, Note
from coc_desk.casework.handoff_page import page
from coc_desk.casework.incidents import Incident
from coc_desk.casework.intake import ReportDraft
from coc_desk.casework.plan import Plan
from coc_desk.casework.printing import Blocked, place_of
from coc_desk.paths import resources
from coc_desk.playbook.loading import load
from tests.casework.memory import IMKE, JUN, MemoryLedger, PlainPress, TestClock

WORDS = [f"w{n}" for n in range(7776)]


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def ledger() -> MemoryLedger:
    return MemoryLedger(load(resources() / "playbooks" / "conference"))


@pytest.fixture
def desk(ledger: MemoryLedger, clock: TestClock) -> Desk:
    return Desk(ledger, PlainPress(), WORDS, (f"code{n} name" for n in count(1)), clock)


@pytest.fixture
def report(desk: Desk) -> Callable[..., Incident]:
    """Return what files a report with one reported person of a name."""

    def filed(name: str = "Barnabas", excluded: frozenset[Any] = frozenset(), **answers: str) -> Incident:
        draft = desk.begin_report(answers={key: {"v": value} for key, value in answers.items()})
        person = replace(desk.new_person("reported"), answers={"name": {"v": name}})
        return desk.file_report(draft, replace(ReportDraft.of(draft), people=(person,), excluded=tuple(excluded)))

    return filed


def plan_of(desk: Desk, *receivers: str) -> Plan:
    return replace(desk.begin_handoff()[1], receivers=receivers or (IMKE.id,))


def text(desk: Desk, plan: Plan, receiver: str = IMKE.id) -> str:
    return "\n".join(one.text for one in paragraphs(page(desk.copy_for(plan, receiver))))


def blocked(ledger: MemoryLedger) -> int:
    return log_of(ledger.entries_of(EVENT)).blocked


def test_the_next_shift_is_proposed_as_receivers(desk: Desk, clock: TestClock) -> None:
    assert desk.begin_handoff()[1].receivers == ()
    desk.name_shift([IMKE.id, desk.me.id], clock.at.replace(hour=18), clock.at.replace(hour=23))
    assert desk.begin_handoff()[1].receivers == (IMKE.id,)


def test_a_plan_is_gone_on_with_as_it_was_kept(desk: Desk, report: Callable[..., Incident]) -> None:
    incident = report(behaviour="Shouting")
    draft, plan = desk.begin_handoff()
    plan = plan.with_item(incident.id, urgency="watch", chosen=False)
    desk.keep_handoff(draft, replace(plan, excused=("a place",)))
    assert desk.begin_handoff()[1] == replace(plan, excused=("a place",))


def test_a_plan_of_an_older_program_is_read(desk: Desk, report: Callable[..., Incident]) -> None:
    report(behaviour="Shouting")
    plan = desk.begin_handoff()[1]
    assert Plan.from_json({key: one for key, one in plan.as_json().items() if key != "excused"}) == plan


def test_the_most_urgent_incident_comes_first_on_the_page(desk: Desk, report: Callable[..., Incident]) -> None:
    first, second = report(behaviour="Shouting"), report(behaviour="Staring")
    plan = plan_of(desk).with_item(second.id, urgency="act_now")
    assert [one.id for one in desk.copy_for(plan, IMKE.id).incidents] == [second.id, first.id]


def test_a_copy_leaves_out_what_its_receiver_may_not_have_and_says_how_many(
    desk: Desk, report: Callable[..., Incident]
) -> None:
    hidden = report(excluded=frozenset({IMKE.id}), behaviour="Staring")
    report(behaviour="Shouting")
    plan = plan_of(desk, IMKE.id, JUN.id, "The venue")
    assert [desk.left_out(plan, one) for one in plan.receivers] == [1, 0, 1]
    assert hidden.code not in text(desk, plan)
    assert "1 incident is left out of this copy" in text(desk, plan)
    assert hidden.code in text(desk, plan, JUN.id)
    assert "not for Imke R." in text(desk, plan, JUN.id)


def test_a_promise_says_to_whom_only_when_its_words_do_not(desk: Desk, report: Callable[..., Incident]) -> None:
    incident = report(behaviour="Shouting")
    soon, gone = desk.now().replace(hour=18, minute=0), desk.now().replace(hour=9, minute=0)
    for what, due in (("Escort to the taxi", soon), ("Call the affected person", gone)):
        desk.promise(incident.id, NewPromise(what, "affected", due))
    said = text(desk, plan_of(desk))
    assert "18:00Affected person: Escort to the taxi (Noor H.)" in said
    assert "09:00Overdue. Call the affected person (Noor H.)" in said


def test_a_hit_stops_the_file_and_is_counted(
    desk: Desk, ledger: MemoryLedger, report: Callable[..., Incident], tmp_path: Path
) -> None:
    incident = report("Barnabas", behaviour="Shouting")
    plan = plan_of(desk).with_text("watch", "Barnabas is at the door", desk.now())
    with pytest.raises(Blocked) as caught:
        desk.write_handoff(plan, IMKE.id, tmp_path)
    (hit,) = caught.value.hits
    assert (hit.needle.incident, hit.source.part, hit.source.edited) == (incident.code, "watch", desk.now())
    assert list(tmp_path.iterdir()) == []
    assert (blocked(ledger), desk.handoffs()) == (1, ())


def test_a_doubtful_word_can_be_excused_until_its_text_is_edited(
    desk: Desk, report: Callable[..., Incident], clock: TestClock
) -> None:
    report("Li", behaviour="Shouting")
    plan = plan_of(desk).with_text("questions", "Who switches the light off?", desk.now())
    hits = desk.preview(desk.copy_for(plan, IMKE.id)).hits
    assert [one.certain for one in hits] == [False] * len(hits)
    plan = replace(plan, excused=tuple(place_of(one) for one in hits))
    assert desk.check_copy(desk.copy_for(plan, IMKE.id)).hits == ()
    clock.goes_on(minutes=1)
    plan = plan.with_text("questions", "Who meets Li?", desk.now())
    with pytest.raises(Blocked):
        desk.check_copy(desk.copy_for(plan, IMKE.id))


def test_a_certain_hit_is_never_excused(desk: Desk, report: Callable[..., Incident]) -> None:
    report("Barnabas", behaviour="Shouting")
    plan = plan_of(desk).with_text("watch", "Barnabas", desk.now())
    hits = desk.preview(desk.copy_for(plan, IMKE.id)).hits
    excused = replace(plan, excused=tuple(place_of(one) for one in hits))
    assert desk.preview(desk.copy_for(excused, IMKE.id)).hits == hits


def test_a_written_copy_is_recorded_and_its_words_are_nowhere(
    desk: Desk, ledger: MemoryLedger, report: Callable[..., Incident], tmp_path: Path
) -> None:
    report(behaviour="Shouting")
    written = desk.write_handoff(plan_of(desk), IMKE.id, tmp_path)
    (handed,) = desk.handoffs()
    assert (handed.id, handed.to, handed.file) == (written.handoff, "Imke R.", written.file.name)
    assert [one.name for one in tmp_path.iterdir()] == [written.file.name]
    assert len(written.passphrase.split()) == 6
    assert written.passphrase not in str([one.body for one in ledger.shelf.entries.values()])


def test_a_file_that_cannot_be_recorded_is_taken_back(
    desk: Desk, ledger: MemoryLedger, report: Callable[..., Incident], tmp_path: Path
) -> None:
    class Full(MemoryLedger):
        def append(self, *_said: Any, **_more: Any) -> None:
            raise Trouble("The disk is full.", kind="disk full")

    report(behaviour="Shouting")
    copy = desk.copy_for(plan_of(desk), IMKE.id)
    sealed = desk.seal_copy(copy, desk.target_in(copy, tmp_path))
    full = Full(desk.playbook, shelf=ledger.shelf)
    with pytest.raises(Trouble, match="disk is full"):
        Desk(full, PlainPress(), WORDS, iter([]), TestClock()).finish_copy(sealed)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("named", [False, True])
def test_a_file_that_was_being_written_when_the_desk_ended_is_taken_away(
    desk: Desk, report: Callable[..., Incident], tmp_path: Path, named: bool
) -> None:
    report(behaviour="Shouting")
    written = desk.write_handoff(plan_of(desk), IMKE.id, tmp_path)
    copy = desk.copy_for(plan_of(desk), IMKE.id)
    sealed = desk.seal_copy(copy, desk.target_in(copy, tmp_path))
    if named:
        sealed.file.finish()
    desk.take_away_half_written()
    desk.take_away_half_written()
    assert list(tmp_path.iterdir()) == [written.file]


def test_a_file_on_a_stick_that_is_not_here_is_taken_away_when_it_is(
    desk: Desk, report: Callable[..., Incident], tmp_path: Path
) -> None:
    report(behaviour="Shouting")
    copy, stick = desk.copy_for(plan_of(desk), IMKE.id), tmp_path / "stick"
    stick.mkdir()
    desk.seal_copy(copy, desk.target_in(copy, stick))
    stick.rename(tmp_path / "pulled out")
    desk.take_away_half_written()
    (tmp_path / "pulled out").rename(stick)
    desk.take_away_half_written()
    assert list(stick.iterdir()) == []


def test_printing_is_recorded_without_a_file_and_stopped_by_a_hit(desk: Desk, report: Callable[..., Incident]) -> None:
    report("Barnabas", behaviour="Shouting")
    copy = desk.copy_for(plan_of(desk), IMKE.id)
    desk.print_handoff(copy, desk.check_copy(copy))
    assert [one.file for one in desk.handoffs()] == [""]
    bad = desk.copy_for(plan_of(desk).with_text("watch", "Barnabas", desk.now()), IMKE.id)
    with pytest.raises(Blocked):
        desk.print_handoff(bad, desk.preview(bad))
    assert len(desk.handoffs()) == 1


def test_a_read_back_is_kept_while_it_is_typed_and_recorded_once_accepted(
    desk: Desk, ledger: MemoryLedger, report: Callable[..., Incident], tmp_path: Path
) -> None:
    report(behaviour="Shouting")
    written = desk.write_handoff(plan_of(desk), IMKE.id, tmp_path)
    desk.keep_read_back(written.handoff, "Security first")
    assert desk.kept_read_back(written.handoff) == "Security first"
    with pytest.raises(Refused, match="own words"):
        desk.read_back(written.handoff, " ")
    desk.read_back(written.handoff, "Security first. Then call.")
    assert desk.kept_read_back(written.handoff) == ""
    read_back = desk.handoffs()[0].read_back
    assert read_back is not None
    assert read_back.words == "Security first. Then call."
    assert [one.kind for one in ledger.entries_of(EVENT)] == [EntryKind.HANDOFF, EntryKind.RECEIVED]


def test_phones_and_rooms_are_proposed_as_they_were_last(
    desk: Desk, report: Callable[..., Incident], tmp_path: Path
) -> None:
    report(behaviour="Shouting")
    plan = plan_of(desk).with_text("contact:hotline", "with Jun", desk.now())
    desk.write_handoff(plan, IMKE.id, tmp_path)
    assert plan_of(desk).text("contact:hotline").text == "with Jun"


def test_another_audience_drafts_anew_what_nobody_edited(desk: Desk, report: Callable[..., Incident]) -> None:
    edited, drafted = report(behaviour="Shouting", impact="left"), report(behaviour="Staring", impact="left")
    plan = plan_of(desk)
    typed = replace(plan.items[0].summary, text="As I say", edited=desk.now())
    plan = desk.with_profile(plan.with_item(edited.id, summary=typed), "without_names")
    said = {one.incident: one.summary.text for one in plan.items}
    assert said == {edited.id: "As I say", drafted.id: "Staring."}


def test_nothing_open_can_be_handed_over_too(desk: Desk, tmp_path: Path) -> None:
    plan = plan_of(desk)
    assert "Nothing open." in text(desk, plan)
    assert desk.write_handoff(plan, IMKE.id, tmp_path).number == 1


def test_a_note_of_an_action_stands_under_done(desk: Desk, report: Callable[..., Incident]) -> None:
    incident = report(behaviour="Shouting")
    desk.add_note(incident.id, Note("action_done", "Security informed"))
    assert "14:06Security informed." in text(desk, plan_of(desk))


def test_a_danger_the_sender_cannot_open_is_not_denied(ledger: MemoryLedger, desk: Desk, clock: TestClock) -> None:
    jun = Desk(MemoryLedger(ledger.playbook, JUN, ledger.shelf), PlainPress(), WORDS, desk.code_names, clock)
    draft = jun.begin_report(answers={"danger": {"v": "yes"}, "words": {"v": "He waits outside."}})
    jun.file_report(draft, replace(ReportDraft.of(draft), excluded=(desk.me.id,)))
    said = text(desk, plan_of(desk))
    assert "in danger in an incident that is not in this copy" in said
    assert "1 open incident is held by others" in said
    assert not any(one in said for one in ("Nobody is known to be in danger", "Nothing open", "He waits outside"))
    assert not desk.today().calm


def test_a_danger_the_receiver_must_not_read_is_not_denied(desk: Desk, report: Callable[..., Incident]) -> None:
    report(excluded=frozenset({IMKE.id}), danger="yes")
    plan = replace(plan_of(desk), texts={})
    said = text(desk, plan)
    assert "in danger in an incident that is not in this copy" in said
    assert "Nobody is known to be in danger" not in said
