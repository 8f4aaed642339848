"""Before the doors open: what a new desk lacks is said, ticked by what was really done, and led to."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coc_desk.casework.desk import Desk
from coc_desk.casework.doors import before_the_doors
from coc_desk.casework.safekeeping import BackedUp
from coc_desk.settings import Settings
from coc_desk.ui.desk.doors import DoorRow, acts, words
from coc_desk.ui.desk_page import DeskPage
from coc_desk.ui.main_window import MainWindow
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.shell import Shell
from coc_desk.ui.tasks import Tasks
from coc_desk.vault.vault import Vault
from tests.casework.memory import PlainPress
from tests.ui.around.laptop import Show, focus, part, report
from tests.ui.recovery_vault import desk_of


@pytest.fixture
def desk(vault: Vault) -> Desk:
    return desk_of(vault)


@pytest.fixture
def page(desk: Desk, show: Show) -> Callable[[], DeskPage]:
    def shown() -> DeskPage:
        made = DeskPage(desk)
        show(made)
        return made

    return shown


def open_steps(desk: Desk) -> list[str]:
    return [step for step, done in before_the_doors(desk, desk.today()).items() if not done]


def make_recovery(desk: Desk) -> str:
    drawn = desk.draw_recovery("sheet")
    desk.keep_recovery(desk.prepare_recovery(drawn))
    return drawn.secret


def test_each_step_is_done_by_the_deed_and_the_card_is_gone_after_the_last(desk: Desk) -> None:
    assert open_steps(desk) == ["phone", "shift", "paper", "rehearsal", "backup"], "Jun can sign in"
    desk.phone_checked()
    desk.name_shift([desk.me.id], desk.now(), None)
    assert open_steps(desk) == ["paper", "rehearsal", "backup"]
    secret = make_recovery(desk)
    assert open_steps(desk) == ["rehearsal", "backup"]
    desk.record_rehearsal(desk.rehearse([secret]))
    assert open_steps(desk) == ["backup"]
    desk.end_backup(desk.begin_backup(), BackedUp(Path("one.cocbackup"), 4, 1))
    assert before_the_doors(desk, desk.today()) == {}


def test_a_new_recovery_has_to_be_rehearsed_anew(desk: Desk) -> None:
    desk.record_rehearsal(desk.rehearse([make_recovery(desk)]))
    make_recovery(desk)
    assert "rehearsal" in open_steps(desk)


def test_the_first_incident_ends_it(desk: Desk, page: Callable[[], DeskPage]) -> None:
    shown = page()
    assert shown.doors.isVisible()
    report(desk)
    shown.refresh()
    assert not shown.doors.isVisible()


def test_done_and_open_steps_differ_in_words_and_only_open_ones_have_a_button(page: Callable[[], DeskPage]) -> None:
    shown = page()
    part(shown, "doors:phone", Button).click()
    heard = [one.accessibleName() for one in shown.doors.findChildren(DoorRow)]
    assert heard[:2] == ["Done: Hotline phone checked", "Still to do: First shift named"]
    assert not part(shown, "doors:phone", Button).isVisible()
    assert part(shown, "doors:shift", Button).isVisible()


def test_every_step_has_words_and_a_button(desk: Desk) -> None:
    steps = before_the_doors(desk, desk.today()).keys()
    assert steps == words().keys() == acts().keys()


@pytest.mark.parametrize(
    ("step", "spot"), [("paper", "settings:recovery"), ("rehearsal", "settings:recovery"), ("backup", "backup")]
)
def test_a_step_leads_to_the_button_of_the_settings_that_does_it(
    desk: Desk, qtbot: QtBot, step: str, spot: str
) -> None:
    window = seated(desk, qtbot)
    press(window, f"doors:{step}")
    assert focus().objectName() == spot


def test_with_a_recovery_the_step_leads_to_its_rehearsal(desk: Desk, qtbot: QtBot) -> None:
    make_recovery(desk)
    window = seated(desk, qtbot)
    press(window, "doors:rehearsal")
    assert focus().objectName() == "settings:rehearse"


def seated(desk: Desk, qtbot: QtBot) -> MainWindow:
    shell = Shell()
    shell.closing = lambda: True
    window = MainWindow(desk, Tasks(), shell, Settings(), PlainPress())
    shell.show_content(window, "")
    shell.resize(1280, 800)
    qtbot.addWidget(shell)
    shell.show()
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    window.begin([])
    return window


def press(window: QWidget, name: str) -> None:
    button = part(window, name, Button)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
