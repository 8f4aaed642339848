"""What the program drafts for a handoff: short sentences, nothing that the profile does not allow."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import Any

import pytest

from coc_desk.casework import drafting
from coc_desk.casework.desk import Desk
from coc_desk.casework.followup import NewPromise, Note
from coc_desk.casework.incidents import Incident
from coc_desk.casework.intake import PersonDraft, ReportDraft
from coc_desk.paths import resources
from coc_desk.playbook.definitions import Profile
from coc_desk.playbook.loading import load
from tests.casework.memory import MemoryLedger, PlainPress, TestClock


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def desk(clock: TestClock) -> Desk:
    ledger = MemoryLedger(load(resources() / "playbooks" / "conference"))
    return Desk(ledger, PlainPress(), ["w"], (f"copper kettle {n}" for n in count(1)), clock)


def report(desk: Desk, *people: PersonDraft, **answers: Any) -> Incident:
    draft = desk.begin_report(answers={key: {"v": value} for key, value in answers.items()})
    return desk.file_report(draft, replace(ReportDraft.of(draft), people=people))


def person(desk: Desk, role: str, **answers: str) -> PersonDraft:
    return replace(desk.new_person(role), answers={key: {"v": value} for key, value in answers.items()})


def summary(desk: Desk, incident: Incident, profile: str = "next_shift") -> str:
    return drafting.summary(desk.incident(incident.id), desk.playbook, desk.playbook.profile(profile), desk.now())


@pytest.mark.parametrize(
    ("answers", "urgency"),
    [
        ({"danger": "maybe"}, "act_now"),
        ({"danger": "no", "again": "maybe"}, "watch"),
        ({"danger": "no", "going_on": "no"}, "steady"),
        ({"danger": "no"}, "steady"),
    ],
)
def test_urgency_follows_the_safety_answers(desk: Desk, answers: Mapping[str, str], urgency: str) -> None:
    assert drafting.urgency(report(desk, **answers)) == urgency


def test_an_urgency_of_another_playbook_comes_last() -> None:
    ranks = [drafting.rank(one) for one in (*drafting.URGENCIES, "someday")]
    assert ranks == sorted(set(ranks))


def test_a_summary_is_sentences_and_never_the_account(desk: Desk) -> None:
    told = {"words": "He said it to me", "behaviour": "remarks about looks", "impact": "left early"}
    assert summary(desk, report(desk, **told)) == "Remarks about looks. Left early."


def test_what_was_observed_stands_in_when_nothing_else_says_what_it_is(desk: Desk) -> None:
    assert summary(desk, report(desk, observed="Hands shook")) == "Hands shook."
    assert summary(desk, report(desk, observed="Hands shook", behaviour="Shouting")) == "Shouting."


def test_a_summary_says_the_last_decision_and_what_came_after_it(desk: Desk, clock: TestClock) -> None:
    incident = report(desk, behaviour="Shouting")
    for kind, text in (("decision", "A talk first"), ("decision", "Talk may go on"), ("check_in", "they are well")):
        clock.goes_on(minutes=10)
        desk.add_note(incident.id, Note(kind, text))
    assert summary(desk, incident) == "Shouting. Decided 14:26: Talk may go on. Check-in, 14:36: they are well."
    assert summary(desk, incident, "without_names").startswith("Shouting. Decided 14:26")


def test_several_reports_are_counted_and_said_once_when_they_say_the_same(desk: Desk) -> None:
    incident = report(desk, behaviour="Shouting")
    desk.file_report(again := desk.begin_report(incident.id, {"behaviour": {"v": "Shouting"}}), ReportDraft.of(again))
    assert summary(desk, incident) == "Shouting. 2 reports about it."


def test_what_was_done_is_what_is_new_since_a_moment(desk: Desk, clock: TestClock) -> None:
    def done(since: datetime, profile: str = "next_shift") -> list[str]:
        allowed: Profile = desk.playbook.profile(profile)
        return [text for text, _ in drafting.done(desk.incident(incident.id), desk.playbook, allowed, since)]

    start = desk.now()
    incident = report(desk, done="walked them back in", support_given=["water", "escort"])
    clock.goes_on(minutes=10)
    later = desk.now()
    promise = NewPromise("Call back", "reporter", desk.now())
    incident = desk.add_note(incident.id, Note("action_done", "Security informed", promises=(promise,)))
    desk.keep_promise(incident.open_promises[0])
    new = ["Security informed.", "Promise kept: Call back."]
    assert done(later) == new
    assert done(start) == ["Walked them back in.", "Support given: Water, Escort.", *new]
    assert done(later, "without_names") == new[:1]


def test_people_to_look_out_for_are_described_and_not_named(desk: Desk) -> None:
    tall = person(desk, "reported", name="Barnabas Q", description="tall", clothing="grey cap", part="speaker")
    nobody = person(desk, "reported", name="Without Looks")
    affected = person(desk, "affected", description="red glasses")
    watched = report(desk, tall, nobody, affected, going_on="yes")
    calm = report(desk, person(desk, "reported", description="short"), going_on="no")

    def lines(profile: str) -> str:
        incidents = [desk.incident(watched.id), desk.incident(calm.id)]
        return drafting.look_out(incidents, desk.playbook, desk.playbook.profile(profile), desk.now())

    assert lines("next_shift") == f"{tall.code} ({watched.code}). Tall. Grey cap. Speaker."
    assert lines("without_names") == ""
    desk.restrict(calm.id, "Not at the party", desk.incident(calm.id).people[0].id)
    assert lines("next_shift").endswith("Short.")


def test_a_watch_out_says_where_and_what_is_due_next(desk: Desk) -> None:
    incident = report(desk, danger="yes", where="north entrance")
    desk.promise(incident.id, NewPromise("Escort to the taxi", "affected", desk.now().replace(hour=18, minute=15)))

    def watch(profile: str) -> str:
        allowed = desk.playbook.profile(profile)
        return drafting.watch_out(desk.incident(incident.id), desk.playbook, allowed, desk.now())

    said = f"{incident.code}. Somebody is in danger now. North entrance. Next, 18:15: Escort to the taxi."
    assert watch("next_shift") == said
    assert watch("without_names") == f"{incident.code}. Somebody is in danger now."
