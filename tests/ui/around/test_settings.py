"""Settings take effect when they are chosen, one at a time, and never become empty."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from coc_desk.casework.desk import Desk
from coc_desk.settings import THEMES, Settings
from coc_desk.ui.settings_page import SettingsPage
from coc_desk.ui.tasks import Tasks
from tests.casework.memory import JUN
from tests.ui.around.laptop import Laptop, Show, focus, part, words_on

BEFORE = Settings(theme="dark", text_scale=1.3, idle_minutes=7, vault="/somewhere", members={"v": "noor"})


@pytest.fixture
def page(desk: Desk, show: Show) -> SettingsPage:
    made = SettingsPage(desk, Tasks(), BEFORE, ["en", "de"])
    show(made)
    return made


def choose(page: SettingsPage, name: str, words: str) -> None:
    """Choose in a list as the mouse does."""
    combo = part(page, f"settings:{name}", QComboBox)
    at = combo.findText(words)
    assert at >= 0, words
    combo.setCurrentIndex(at)
    combo.activated.emit(at)


def shown(page: SettingsPage) -> list[str]:
    """Return what the lists show."""
    names = ("language", "theme", "text_scale", "idle_minutes")
    return [part(page, f"settings:{name}", QComboBox).currentText() for name in names]


def test_what_is_set_is_shown(page: SettingsPage) -> None:
    assert shown(page) == ["As the system speaks", "Dark", "130 %", "7 min"]


@pytest.mark.parametrize(
    ("name", "words", "changed"),
    [
        ("language", "Deutsch", replace(BEFORE, language="de")),
        ("theme", "High contrast, light", replace(BEFORE, theme="contrast-light")),
        ("theme", "As the system", replace(BEFORE, theme="system")),
        ("text_scale", "200 %", replace(BEFORE, text_scale=2.0)),
        ("idle_minutes", "1 min", replace(BEFORE, idle_minutes=1)),
        ("idle_minutes", "30 min", replace(BEFORE, idle_minutes=30)),
    ],
)
def test_one_choice_changes_one_setting(
    qtbot: QtBot, page: SettingsPage, name: str, words: str, changed: Settings
) -> None:
    with qtbot.waitSignal(page.changed) as told:
        choose(page, name, words)
    assert told.args == [changed]


def test_a_size_that_no_list_offers_stays_when_something_else_is_chosen(qtbot: QtBot, desk: Desk, show: Show) -> None:
    page = SettingsPage(desk, Tasks(), Settings(text_scale=1.25), ["en"])
    show(page)
    with qtbot.waitSignal(page.changed) as told:
        choose(page, "theme", "Light")
    assert told.args == [Settings(theme="light", text_scale=1.25)]


def test_every_theme_can_be_chosen(page: SettingsPage) -> None:
    combo = part(page, "settings:theme", QComboBox)
    assert {combo.itemData(at) for at in range(combo.count())} == set(THEMES)


def test_text_that_was_made_larger_by_its_key_is_shown_and_stays(qtbot: QtBot, page: SettingsPage) -> None:
    page.show_settings(replace(BEFORE, text_scale=1.4))
    assert shown(page)[2] == "140 %"
    with qtbot.waitSignal(page.changed) as told:
        choose(page, "theme", "Light")
    assert told.args == [replace(BEFORE, theme="light", text_scale=1.4)]


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_a_setting_is_never_emptied(page: SettingsPage, key: Qt.Key) -> None:
    told: list[Settings] = []
    page.changed.connect(told.append)
    part(page, "settings:theme").setFocus()
    QTest.keyClick(focus(), key)
    assert shown(page)[1] == "Dark"
    assert not told


def test_the_team_is_listed_and_only_a_lead_adds_to_it(laptop: Laptop, page: SettingsPage, show: Show) -> None:
    assert "Jun K." in words_on(page)
    assert part(page, "settings:add", QWidget).isVisible()
    others = SettingsPage(laptop.desk_of(JUN), Tasks(), Settings(), ["en"])
    show(others)
    assert "Noor H." in words_on(others)
    assert "Add a member" not in words_on(others)
