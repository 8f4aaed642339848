"""The team in the settings, and what a member is told when somebody tried their name."""

from PySide6.QtWidgets import QAbstractButton, QApplication

from coc_desk.ui.desk.row_menu import RowMenu
from coc_desk.ui.main_window import MainWindow
from coc_desk.ui.place import Place
from tests.casework.memory import IMKE, JUN, NOOR
from tests.ui.around.laptop import Laptop, asked, part, words_on
from tests.ui.circles.conftest import Sit


def act(window: MainWindow, member: str, words: str) -> None:
    """Choose something in the menu of a member's row, and agree to it."""
    window.go(Place("settings"))
    QApplication.processEvents()
    menu = part(window, f"settings:member:{member}", RowMenu).menu_of_acts()
    next(one for one in menu.actions() if one.text() == words).trigger()
    part(asked(window), "ask:act", QAbstractButton).click()
    QApplication.processEvents()


def test_a_lead_gives_another_role(laptop: Laptop, sit: Sit) -> None:
    act(sit(NOOR), JUN.id, "Make Jun K. Lead")
    assert next(one.role for one in laptop.desk_of(NOOR).members if one.id == JUN.id) == "lead"


def test_a_lead_removes_a_member_whose_name_is_gone_from_the_list(laptop: Laptop, sit: Sit) -> None:
    window = sit(NOOR)
    act(window, IMKE.id, "Remove from the team")
    assert next(one.left for one in laptop.desk_of(NOOR).members if one.id == IMKE.id)
    assert window.page is not None
    assert "Imke R." not in words_on(window.page)


def test_others_can_change_nobody_and_nobody_can_change_themselves(sit: Sit) -> None:
    responder, lead = sit(JUN), sit(NOOR)
    for window in (responder, lead):
        window.go(Place("settings"))
    assert not responder.findChildren(RowMenu)
    assert {one.objectName() for one in lead.findChildren(RowMenu) if one.objectName().startswith("settings")} == {
        f"settings:member:{JUN.id}",
        f"settings:member:{IMKE.id}",
    }


def test_wrong_tries_in_my_name_are_told_until_i_have_seen_it(sit: Sit) -> None:
    window = sit(JUN, wrong_tries=3)
    assert "3 wrong passphrases were tried in your name" in words_on(window)
    next(one for one in window.notices.findChildren(QAbstractButton) if one.text() == "I have seen it").click()
    QApplication.processEvents()
    assert "wrong passphrases" not in words_on(window)
    assert "wrong passphrase" not in words_on(sit(JUN))
