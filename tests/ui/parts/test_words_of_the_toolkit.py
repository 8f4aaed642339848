"""Words that neither a screen nor the playbook brings: names of keys, the toolkit's own."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication

from coc_desk import i18n
from coc_desk.casework.counts import spoken_number
from coc_desk.paths import resources
from coc_desk.ui.keys_help import keys
from coc_desk.ui.parts.keycaps import shown
from coc_desk.ui.toolkit_words import speak


@pytest.fixture
def in_german(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    i18n.use("de", resources() / "locale")
    speak(qapp, "de")
    yield
    i18n.use("en", resources() / "locale")
    speak(qapp, "en")
    QLocale.setDefault(before)


def test_keys_are_named_as_on_the_keyboard() -> None:
    assert shown("Ctrl+Return", "linux") == "Ctrl Enter"
    assert shown("Ctrl+Return", "darwin") == "Cmd Enter"
    assert shown("Ctrl++", "linux") == "Ctrl +"


@pytest.mark.usefixtures("in_german")
def test_german_keyboards_name_them_otherwise() -> None:
    assert shown("Ctrl+Shift+PgDown", "linux") == "Strg Umschalt Bild ab"


@pytest.mark.usefixtures("in_german")
def test_the_list_of_keys_names_the_letters_that_the_language_has() -> None:
    single = {one for rows in keys().values() for caps, _words in rows for one in caps if len(one) == 1}
    assert single == {*"JNVU", *"ESZF", *"1234"}


@pytest.mark.usefixtures("in_german")
def test_numbers_have_the_points_of_the_language() -> None:
    assert spoken_number(20_000) == "20.000"
    assert spoken_number(1.54) == "1,5"


def test_numbers_have_commas_in_english() -> None:
    assert spoken_number(20_000) == "20,000"
    assert spoken_number(3.0) == "3"


@pytest.mark.usefixtures("in_german")
def test_the_toolkit_speaks_the_language_too() -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"


def test_the_toolkit_speaks_english_again(qapp: QApplication) -> None:
    speak(qapp, "de")
    speak(qapp, "en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
