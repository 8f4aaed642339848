"""From the unlock window: what is on paper, who comes back, a new passphrase; and everybody is told."""

from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from coc_desk.casework.errors import Refused
from coc_desk.opening import come_back
from coc_desk.settings import Settings
from coc_desk.ui.main_window import MainWindow
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.recovery.come_back import ComeBack
from coc_desk.ui.shell import Shell
from coc_desk.ui.tasks import Tasks
from coc_desk.ui.unlock import Unlock
from coc_desk.vault.folder import peek
from coc_desk.vault.recovery import VaultRecovery
from coc_desk.vault.vault import Vault
from tests.ui.around.laptop import Show, focus, part, words_on
from tests.ui.recovery_vault import WORDS, desk_of
from tests.vault import recovering
from tests.vault.building import JUN, NOOR, VaultFolder
from tests.vault.recovering import agree_to_all, with_recovery_made


def come_back_page(there: VaultFolder, show: Show, chosen: str = "") -> ComeBack:
    looked = peek(there.folder)
    page = ComeBack(looked.event, looked.members, chosen, looked.recovery, WORDS)
    show(page)
    page.first_focus().setFocus()
    return page


def test_the_unlock_window_offers_it_only_when_something_is_on_paper(
    vault_folder: VaultFolder, show: Show, qtbot: QtBot
) -> None:
    for there in (False, True):
        looked = peek(vault_folder.folder)
        unlock = Unlock(looked.event, looked.members, looked.members[0].id, None, None, recovery=bool(looked.recovery))
        show(unlock)
        lost = part(unlock, "passphrase lost", Button)
        assert lost.isVisible() is there
        with_recovery_made(vault_folder)
    with qtbot.waitSignal(unlock.passphrase_lost) as told:
        lost.click()
    assert told.args == [looked.members[0].id]


def test_what_is_missing_is_said_at_its_place(vault_folder: VaultFolder, show: Show) -> None:
    with_recovery_made(vault_folder)
    page = come_back_page(vault_folder, show)
    given: list[object] = []
    page.given.connect(lambda *what: given.append(what))
    page.go.click()
    assert "Choose who you are, on the left." in words_on(page)
    page = come_back_page(vault_folder, show, vault_folder.member(JUN))
    assert focus().objectName() == "paper:words"
    page.go.click()
    assert "Type what is on paper first." in words_on(page)
    page.paper.fields["words"].show_answer({"v": "some words"})
    page.go.click()
    assert "This is not what stands above yet." in words_on(page)
    assert given == []


def test_all_three_are_given_and_a_refusal_comes_back_to_its_place(
    vault_folder: VaultFolder, show: Show, qtbot: QtBot
) -> None:
    with_recovery_made(vault_folder)
    page = come_back_page(vault_folder, show, vault_folder.member(JUN))
    page.paper.fields["words"].show_answer({"v": "some words"})
    page.secret.line.edit.setText(page.secret._made)
    with qtbot.waitSignal(page.given) as told:
        page.go.click()
    assert told.args == [vault_folder.member(JUN), ["some words"], page.secret._made]
    assert not page.go.isEnabled()
    page.refuse(Refused("Word 3 is not “x”.", "words"))
    assert "Word 3 is not “x”." in words_on(page.paper)
    assert page.go.isEnabled()
    page.refuse(Refused("This member is not in the team any more."))
    assert "not in the team any more" in words_on(page)


@pytest.mark.slow
def test_the_program_itself_lets_a_member_back_in(vault_folder: VaultFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the costs that people pay, as the application calls it."""
    with closing(vault_folder.open()) as vault:
        desk = desk_of(vault)
        drawn = desk.draw_recovery("sheet")
        kept = VaultRecovery(vault)
        kept.put_in_force(kept.prepare(drawn, desk.now()))
    looked = peek(vault_folder.folder)
    assert looked.recovery == "sheet"
    with pytest.raises(Refused, match="Word 1, “nonsense”") as told:
        come_back(looked, vault_folder.member(JUN), ["nonsense " + drawn.secret.split(" ", 1)[1]], "a new passphrase")
    assert told.value.field == "words"
    unlocked = come_back(looked, vault_folder.member(JUN), [drawn.secret], "quite another passphrase")
    with closing(recovering.opened_as(vault_folder, unlocked)) as jun:
        assert jun.me.name == JUN


def came_back(there: VaultFolder) -> None:
    drawn = with_recovery_made(there)
    agree_to_all(there, JUN)
    with closing(recovering.opened_as(there, recovering.come_back(there, drawn, JUN))) as jun:
        desk_of(jun).sign_in()


def test_it_stands_in_the_ledger_once_whoever_signs_in_first(vault_folder: VaultFolder) -> None:
    drawn = with_recovery_made(vault_folder)
    lost, now = vault_folder.member(JUN), recovering.come_back(vault_folder, drawn, JUN).member
    for _ in range(2):
        with closing(vault_folder.open(NOOR)) as noor:
            desk = desk_of(noor)
            desk.sign_in()
            [used] = desk.safekeeping_log().used
            assert (used.lost, used.now) == (lost, now)


def test_every_other_member_is_told_until_they_have_seen_it(
    vault_folder: VaultFolder, tmp_path: Path, qtbot: QtBot
) -> None:
    came_back(vault_folder)
    for expected in (["Jun K. came back by recovery, Sun 13 June, 13:06."], []):
        with closing(vault_folder.open(NOOR)) as noor:
            window = main_window(noor, qtbot)
            facts = [one for one in window.notices.facts() if "by recovery" in one]
            assert facts == expected
            if facts:
                next(one for one in window.notices.findChildren(Button) if one.words() == "I have seen it").click()
                assert [one for one in window.notices.facts() if "by recovery" in one] == []


def test_whoever_came_back_is_not_told_of_themselves(vault_folder: VaultFolder) -> None:
    drawn = with_recovery_made(vault_folder)
    unlocked = recovering.come_back(vault_folder, drawn, JUN)
    with closing(recovering.opened_as(vault_folder, unlocked)) as jun:
        desk = desk_of(jun)
        desk.sign_in()
        assert desk.recoveries_unseen() == []


def main_window(vault: Vault, qtbot: QtBot) -> MainWindow:
    desk = desk_of(vault)
    desk.sign_in()
    shell = Shell("")
    qtbot.addWidget(shell)
    window = MainWindow(desk, Tasks(shell), shell, Settings())
    shell.show_content(window, "")
    window.begin([])
    return window


def test_everybody_is_asked_once_what_of_theirs_it_may_open(vault_folder: VaultFolder, qtbot: QtBot) -> None:
    question = "There is a recovery on paper."
    for _ in range(2):
        with_recovery_made(vault_folder)
        for asked in (True, False):
            with closing(vault_folder.open(JUN)) as jun:
                window = main_window(jun, qtbot)
                assert (question in window.notices.facts()) is asked
                if asked:
                    next(one for one in window.notices.findChildren(Button) if one.words() == "Settings").click()
                    assert question not in window.notices.facts()
                    assert window.place().screen == "settings"


def test_whoever_agreed_by_themselves_is_not_asked(vault_folder: VaultFolder, qtbot: QtBot) -> None:
    with_recovery_made(vault_folder)
    agree_to_all(vault_folder, JUN)
    with closing(vault_folder.open(JUN)) as jun:
        assert main_window(jun, qtbot).notices.facts() == []
