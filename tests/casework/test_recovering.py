"""What the desk records of recovery and backups, and what stands on paper."""

from datetime import datetime
from pathlib import Path

import pytest

from coc_desk.casework.desk import Desk
from coc_desk.casework.document import paragraphs
from coc_desk.casework.entries import EVENT, MemberId
from coc_desk.casework.errors import Refused
from coc_desk.casework.ledger import CircleId, Progress
from coc_desk.casework.recovering import read_paper
from coc_desk.casework.recovery import Drawn, Proof, Recovery, Used
from coc_desk.casework.safekeeping import BackedUp
from coc_desk.keys.words import word_list
from coc_desk.paths import resources
from coc_desk.playbook.definitions import Playbook
from tests.casework.memory import JUN, NOOR, MemoryLedger, PlainPress, Shelf, TestClock

WORDS = word_list(resources() / "words")


class Paper:
    """A `Recoverable` that keeps nothing."""

    vault_mark = "3F2A 9C01"

    def __init__(self, clock: TestClock) -> None:
        self.clock = clock
        self.now: Recovery | None = None
        self.secret = ""

    def state(self) -> Recovery | None:
        return self.now

    def prepare(self, drawn: Drawn, made: datetime) -> Drawn:
        return drawn

    def put_in_force(self, prepared: object) -> None:
        assert isinstance(prepared, Drawn)
        self.secret = prepared.secret
        self.now = Recovery("r1", prepared.way, prepared.set, self.clock(), (), ())

    def agree(self, circle: CircleId, yes: bool) -> None:
        raise NotImplementedError

    def prove(self, secret: str) -> Proof:
        if secret != self.secret:
            raise Refused("These words are whole, but not of this vault.")
        return Proof("r1", "sheet", 7, 0)

    def use(self, *who: tuple[str, str]) -> None:
        assert self.now is not None
        used = tuple(Used(MemberId(lost), MemberId(now), self.clock()) for lost, now in who)
        self.now = Recovery("r1", self.now.way, 0, self.now.made, (), used)


class Begun:
    """A backup that writes nothing."""

    def write(self, target: Path, progress: Progress | None = None) -> BackedUp:
        return BackedUp(target, 5, 1000)


class Kept:
    """A `Safekeeping` in memory."""

    def __init__(self, clock: TestClock) -> None:
        self.recovery = Paper(clock)
        self.running = 0

    def begin_backup(self) -> Begun:
        self.running += 1
        return Begun()

    def end_backup(self, backup: object) -> None:
        self.running -= 1


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def kept(clock: TestClock) -> Kept:
    return Kept(clock)


@pytest.fixture
def desk(playbook: Playbook, clock: TestClock, kept: Kept) -> Desk:
    return Desk(MemoryLedger(playbook, NOOR, Shelf()), PlainPress(), WORDS, iter(()), clock, kept)


def test_making_and_rehearsing_stand_in_the_ledger(desk: Desk, clock: TestClock) -> None:
    drawn = desk.draw_recovery("sheet")
    assert desk.recovery() is None
    assert desk.keep_recovery(desk.prepare_recovery(drawn)).way == "sheet"
    assert desk.safekeeping_log().made["r1"].by == NOOR.id
    proof = desk.rehearse([drawn.secret.upper()])
    assert desk.safekeeping_log().rehearsed == {}, "proving alone records nothing"
    clock.goes_on(hours=1)
    desk.record_rehearsal(proof)
    done = desk.safekeeping_log().rehearsed["r1"]
    assert (done.by, done.at) == (NOOR.id, clock())


def test_no_words_of_the_paper_are_in_the_ledger(desk: Desk) -> None:
    drawn = desk.draw_recovery("sheet")
    desk.keep_recovery(desk.prepare_recovery(drawn))
    desk.record_rehearsal(desk.rehearse([drawn.secret]))
    said = " ".join(str(one.body) for one in desk._ledger.entries_of(EVENT))
    assert not any(f" {word} " in said for word in drawn.secret.split())


def test_a_rehearsal_without_a_recovery_or_with_a_mistake_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="No recovery was made"):
        desk.rehearse(["words"])
    drawn = desk.draw_recovery("sheet")
    desk.keep_recovery(desk.prepare_recovery(drawn))
    with pytest.raises(Refused, match="The sheet has 14 words") as told:
        desk.rehearse(["one two"])
    assert told.value.field == "words"
    with pytest.raises(Refused, match="not of this vault"):
        desk.rehearse([desk.draw_recovery("sheet").secret])


def test_uses_are_recorded_once_and_shown_until_they_were_seen(desk: Desk, kept: Kept) -> None:
    desk.keep_recovery(desk.prepare_recovery(desk.draw_recovery("sheet")))
    kept.recovery.use(("jun", "jun2"))
    for _ in range(2):
        desk.sign_in()
    assert [(one.lost, one.now) for one in desk.safekeeping_log().used] == [("jun", "jun2")]
    assert [one.now for one in desk.recoveries_unseen()] == ["jun2"]
    desk.see_recoveries()
    assert desk.recoveries_unseen() == []
    kept.recovery.use(("jun", "jun2"), ("imke", "imke2"), ("x", NOOR.id))
    assert [one.now for one in desk.recoveries_unseen()] == ["imke2"], "not what was seen, not oneself"


def test_a_backup_is_recorded_when_it_was_made_and_ended_in_any_case(desk: Desk, kept: Kept, clock: TestClock) -> None:
    begun = desk.begin_backup()
    desk.end_backup(begun, None)
    assert (kept.running, desk.safekeeping_log().backed_up) == (0, None)
    begun = desk.begin_backup()
    desk.end_backup(begun, begun.write(Path("/somewhere/secret-name.cocbackup")))
    done = desk.safekeeping_log().backed_up
    assert done is not None
    assert (kept.running, done.by, done.at) == (0, NOOR.id, clock())
    assert "secret-name" not in str(desk._ledger.entries_of(EVENT)[-1].body)
    assert desk.backup_name() == "backup-2027-06-12-1406.cocbackup"


def test_without_a_disk_there_is_neither(playbook: Playbook, clock: TestClock) -> None:
    desk = Desk(MemoryLedger(playbook, JUN, Shelf()), PlainPress(), WORDS, iter(()), clock)
    desk.sign_in()
    assert desk.recovery() is None
    assert desk.recoveries_unseen() == []
    with pytest.raises(Refused):
        desk.begin_backup()


# On paper


def test_the_page_has_the_words_with_numbers_and_no_name_of_a_member(desk: Desk) -> None:
    drawn = desk.draw_recovery("sheet")
    while len(set(drawn.secret.split())) < 14:
        drawn = desk.draw_recovery("sheet")
    [page] = desk.recovery_pages(drawn)
    said = [one.text for one in paragraphs(page)]
    for number, word in enumerate(drawn.secret.split(), 1):
        assert said[said.index(word) - 1] == str(number)
    text = "\n".join(said)
    assert all(part in text for part in ("Recovery sheet", "3F2A 9C01", "Saturday 12 June 2027", "Saltmarsh Conf"))
    assert not any(member.name in text for member in desk.members)
    assert page.meta_title == "Recovery"


def test_each_share_has_a_page_of_its_own(desk: Desk) -> None:
    drawn = desk.draw_recovery("shares")
    pages = desk.recovery_pages(drawn)
    assert [one.title for one in pages] == ["Share 1 of 3", "Share 2 of 3", "Share 3 of 3"]
    for number, page in enumerate(pages):
        text = [one.text for one in paragraphs(page)]
        assert set(drawn.words[number].split()) <= set(text)
        assert not set(drawn.words[number - 1].split()[5:]) <= set(text)
        assert "Alone it opens nothing." in text


def test_what_is_typed_from_two_shares_is_read_and_mistakes_name_the_share(desk: Desk) -> None:
    drawn = desk.draw_recovery("shares")
    two = [drawn.words[2], drawn.words[0]]
    assert read_paper("shares", drawn.set, two, WORDS) == drawn.secret
    with pytest.raises(Refused) as told:
        read_paper("shares", drawn.set, [two[0], "xyzzy " + two[1].split(" ", 1)[1]], WORDS)
    assert told.value.field == "share 2"
    assert str(told.value).startswith("Share 2, word 1: “xyzzy” is on no share.")


def test_a_page_that_is_written_is_sealed(desk: Desk, tmp_path: Path) -> None:
    drawn = desk.draw_recovery("sheet")
    sealed = desk.seal_recovery_page(desk.recovery_pages(drawn)[0], tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == [sealed.file.name]
    assert sealed.file.read_bytes().startswith(b"sealed ")
    assert len(sealed.passphrase.split()) == 6
