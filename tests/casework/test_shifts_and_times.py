"""Times that are typed on the desk, and who is on duty."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest

from coc_desk import i18n
from coc_desk.casework.desk import Desk
from coc_desk.casework.errors import Refused
from coc_desk.casework.followup import Note
from coc_desk.casework.intake import ReportDraft
from coc_desk.casework.ledger import Member
from coc_desk.casework.times import spoken_date, spoken_day_and_time, spoken_span, spoken_weekday
from coc_desk.paths import resources
from coc_desk.playbook.definitions import Playbook
from coc_desk.playbook.loading import load
from tests.casework.memory import IMKE, JUN, NOOR, MemoryLedger, PlainPress, Shelf, TestClock


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return load(resources() / "playbooks" / "conference")


@pytest.fixture
def clock() -> TestClock:
    return TestClock()  # Saturday 14:06 at the venue


@pytest.fixture
def desk(playbook: Playbook, clock: TestClock) -> Desk:
    return desk_of(NOOR, playbook, clock, Shelf())


def desk_of(member: Member, playbook: Playbook, clock: TestClock, shelf: Shelf) -> Desk:
    names = (f"copper kettle{number}" for number in count())
    return Desk(MemoryLedger(playbook, member, shelf), PlainPress(), [], names, clock)


@pytest.mark.parametrize(
    ("typed", "at"),
    [("16:30", "2027-06-12T16:30"), ("tomorrow 10:00", "2027-06-13T10:00"), ("9:00", "2027-06-13T09:00")],
)
def test_a_time_to_come_is_the_next_one(desk: Desk, typed: str, at: str) -> None:
    assert f"{desk.time_said(typed):%Y-%m-%dT%H:%M}" == at


def test_a_time_that_began_already_is_the_last_one(desk: Desk) -> None:
    assert f"{desk.time_said('14:00', ahead=False):%Y-%m-%dT%H:%M}" == "2027-06-12T14:00"


@pytest.mark.parametrize("typed", ["", "soon", "16:00 to 17:00", "10:00 and 11:00"])
def test_what_is_not_one_time_is_refused_for_its_field(desk: Desk, typed: str) -> None:
    with pytest.raises(Refused, match="Write one time") as refusal:
        desk.time_said(typed, "due")
    assert refusal.value.field == "due"


def test_a_time_to_come_cannot_have_passed(desk: Desk) -> None:
    with pytest.raises(Refused, match="has passed"):
        desk.time_said("11 June 2027 10:00")


def test_a_shift_has_somebody_in_it(desk: Desk) -> None:
    with pytest.raises(Refused, match="Choose who"):
        desk.name_shift([], desk.now(), None)


def test_a_shift_does_not_end_before_it_begins(desk: Desk) -> None:
    with pytest.raises(Refused, match="end before it begins") as refusal:
        desk.name_shift([JUN.id], desk.now(), desk.now() - timedelta(hours=1))
    assert refusal.value.field == "until"


def test_the_shift_named_last_is_on_duty(desk: Desk, clock: TestClock) -> None:
    until = datetime(2027, 6, 12, 17, tzinfo=UTC)
    desk.name_shift([JUN.id], desk.now(), until)
    desk.name_shift([IMKE.id], desk.now(), until)
    clock.goes_on(minutes=1)
    shift = desk.today().on_duty
    assert shift is not None
    assert shift.members == (IMKE.id,)


def test_entries_since_the_last_sign_in_are_counted(playbook: Playbook, clock: TestClock) -> None:
    shelf = Shelf()
    noor, jun = (desk_of(one, playbook, clock, shelf) for one in (NOOR, JUN))
    draft = noor.begin_report(answers={"words": {"v": "It happened at the door."}})
    incident = noor.file_report(draft, ReportDraft.of(draft)).id
    assert noor.entries_since_then(incident) == 0
    noor.sign_in()
    clock.goes_on(minutes=5)
    jun.add_note(incident, Note("observation", "Came back to the door."))
    jun.add_note(incident, Note("observation", "Left again."))
    clock.goes_on(minutes=5)
    noor.sign_in()
    assert noor.entries_since_then(incident) == 2


@pytest.fixture
def in_german() -> Iterator[None]:
    i18n.use("de", resources() / "locale")
    yield
    i18n.use("en", resources() / "locale")


def test_days_are_said_in_british_order() -> None:
    assert spoken_date(date(2026, 11, 23)) == "Monday 23 November"
    assert spoken_day_and_time(datetime(2026, 11, 23, 14, 6, tzinfo=UTC)) == "Mon 23 November, 14:06"


@pytest.mark.usefixtures("in_german")
def test_days_are_said_the_german_way() -> None:
    at = datetime(2026, 11, 23, 14, 6, tzinfo=UTC)
    assert spoken_date(at.date()) == "Montag, 23. November"
    assert spoken_day_and_time(at) == "Mo 23. November, 14:06"
    assert spoken_weekday(at) == "Mo 14:06"
    assert spoken_span(timedelta(days=2)) == "2 Tage"
