"""A recovery is shown once, brought onto paper, proved by two words, and only then in force."""

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from coc_desk.casework.desk import Desk
from coc_desk.casework.errors import Refused
from coc_desk.settings import Settings
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.switches import Check, Radio
from coc_desk.ui.recovery.make import ChooseWay, MakingRecovery, ShowPaper, TypeBack
from coc_desk.ui.recovery.paper_out import PaperOut
from coc_desk.ui.recovery.rehearse import Rehearse
from coc_desk.ui.settings_page import SettingsPage
from coc_desk.ui.tasks import Tasks
from coc_desk.vault.vault import Vault
from tests.ui.around.laptop import Show, asked, focus, part, words_on
from tests.ui.recovery_vault import desk_of
from tests.vault.building import JUN, VaultFolder


@pytest.fixture
def desk(vault: Vault) -> Desk:
    return desk_of(vault)


@pytest.fixture
def page(desk: Desk, show: Show) -> SettingsPage:
    made = SettingsPage(desk, Tasks(), Settings(), ["en"])
    show(made)
    return made


def press(page: SettingsPage, name: str) -> None:
    part(page.window(), name, Button).click()


def make(page: SettingsPage, qtbot: QtBot, way: str = "sheet") -> list[list[str]]:
    """Go through all dialogs; return the words of each piece of paper."""
    press(page, "settings:recovery")
    choosing = asked(page)
    part(choosing, f"recovery:{way}", Radio).setChecked(True)
    choosing.close_with("sheet")
    papers = list[list[str]]()
    while isinstance(dialog := asked(page), ShowPaper):
        papers.append(dialog.chips.accessibleName().split())
        dialog.close_with("on paper")
    assert isinstance(dialog, TypeBack)
    for (paper, place), line in dialog.lines.items():
        line.edit.setText(papers[paper][place].upper())
    with qtbot.waitSignal(dialog.answered):
        dialog.close_with("act")
    return papers


def test_before_anything_is_on_paper_that_is_said(page: SettingsPage) -> None:
    assert "Nothing is on paper yet." in words_on(page.recovery)


def test_a_sheet_goes_in_force_after_two_words_of_it(page: SettingsPage, desk: Desk, qtbot: QtBot) -> None:
    [words] = make(page, qtbot)
    assert len(words) == 14
    state = desk.recovery()
    assert state is not None
    assert state.way == "sheet"
    assert desk.rehearse([" ".join(words)]).recovery == state.id
    assert "Not rehearsed yet." in words_on(page.recovery)
    assert desk.vault_mark in words_on(page.recovery)


def test_shares_are_shown_one_after_the_other_and_any_two_open(page: SettingsPage, desk: Desk, qtbot: QtBot) -> None:
    papers = make(page, qtbot, "shares")
    assert [len(one) for one in papers] == [20, 20, 20]
    assert desk.rehearse([" ".join(papers[2]), " ".join(papers[0])]).way == "shares"


@pytest.mark.parametrize("stop_at", [ChooseWay, ShowPaper, TypeBack])
def test_left_before_the_end_nothing_has_changed(page: SettingsPage, desk: Desk, qtbot: QtBot, stop_at: type) -> None:
    [words] = make(page, qtbot)
    press(page, "settings:recovery")
    while not isinstance(dialog := asked(page), stop_at):
        dialog.close_with("sheet" if isinstance(dialog, ChooseWay) else "on paper")
    dialog.escape()
    assert desk.rehearse([" ".join(words)]).way == "sheet"


def test_a_new_one_says_what_becomes_of_the_old_one_and_it_becomes_so(
    page: SettingsPage, desk: Desk, qtbot: QtBot
) -> None:
    [old] = make(page, qtbot)
    press(page, "settings:recovery")
    assert "With a copy of the vault from before, a backup for example, it still opens that copy." in words_on(
        asked(page)
    )
    asked(page).escape()
    [new] = make(page, qtbot)
    assert desk.rehearse([" ".join(new)]).way == "sheet"
    with pytest.raises(Refused, match="replaced since"):
        desk.rehearse([" ".join(old)])


def test_a_wrong_word_is_said_at_its_field_and_nothing_is_in_force(page: SettingsPage, desk: Desk) -> None:
    press(page, "settings:recovery")
    asked(page).close_with("sheet")
    asked(page).close_with("on paper")
    dialog = asked(page)
    assert isinstance(dialog, TypeBack)
    part(dialog, "recovery:word 2", QLineEdit).setText("nonsense")
    dialog.close_with("act")
    assert "This is not what stands there." in words_on(dialog)
    assert focus().objectName() == "recovery:word 1"
    assert desk.recovery() is None


def test_without_a_printer_that_is_said_and_the_page_can_be_written_sealed(
    desk: Desk, tmp_path: Path, show: Show, qtbot: QtBot
) -> None:
    def no_printer(_over: object) -> None:
        raise Refused("No printer is set up on this laptop.")

    show(over := SettingsPage(desk, Tasks(), Settings(), ["en"]))
    out = PaperOut(over, desk, Tasks(over), no_printer, lambda _over, _begin: str(tmp_path))
    drawn = desk.draw_recovery("sheet")
    dialog = ShowPaper(over, out, desk.recovery_pages(drawn)[0], drawn.words[0])
    dialog.open()
    dialog.print.click()
    assert "No printer is set up" in words_on(dialog)
    with qtbot.waitSignal(out.written):
        dialog.write.click()
    [file] = tmp_path.glob("recovery-*.pdf")
    content = file.read_bytes()
    assert content.startswith(b"sealed ")
    assert not any(word.encode() in content for word in drawn.words[0].split())
    assert len(dialog.opens.accessibleName().split()) == 6
    assert f"Written as {file.name}." in words_on(dialog)


def test_printing_sends_the_page_and_says_so(desk: Desk, tmp_path: Path, show: Show, qtbot: QtBot) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    show(over := SettingsPage(desk, Tasks(), Settings(), ["en"]))
    out = PaperOut(over, desk, Tasks(over), lambda _over: printer)
    drawn = desk.draw_recovery("sheet")
    dialog = ShowPaper(over, out, desk.recovery_pages(drawn)[0], drawn.words[0])
    dialog.open()
    with qtbot.waitSignal(out.printed):
        dialog.print.click()
    assert "Sent to the printer. See that the page came out." in words_on(dialog)
    assert (tmp_path / "printed.pdf").stat().st_size > 500
    assert printer.docName() == "CoC Desk"


def test_a_responder_is_told_that_a_lead_makes_it(vault: Vault, vault_folder: VaultFolder, show: Show) -> None:
    vault.close()
    with closing(vault_folder.open(JUN)) as jun:
        page = SettingsPage(desk_of(jun), Tasks(), Settings(), ["en"])
        show(page)
        assert "A lead makes it." in words_on(page.recovery)
        assert page.findChild(Button, "settings:recovery") is None


# The rehearsal


@pytest.fixture
def rehearsal(page: SettingsPage, qtbot: QtBot) -> tuple[Rehearse, list[str]]:
    [words] = make(page, qtbot)
    press(page, "settings:rehearse")
    dialog = asked(page)
    assert isinstance(dialog, Rehearse)
    return dialog, words


def typed(dialog: Rehearse, words: list[str], qtbot: QtBot) -> None:
    part(dialog, "paper:words", QPlainTextEdit).setPlainText(" ".join(words))
    dialog.close_with("act")
    qtbot.waitUntil(lambda: not dialog._busy)


def test_a_mistyped_word_is_said_where_it_was_typed(
    rehearsal: tuple[Rehearse, list[str]], desk: Desk, qtbot: QtBot
) -> None:
    dialog, words = rehearsal
    typed(dialog, [*words[:3], "zzzzz", *words[4:]], qtbot)
    assert f"Word 4, “zzzzz”, is on no sheet. The other words say it is “{words[3]}”." in words_on(dialog)
    assert focus().objectName() == "paper:words"
    assert desk.safekeeping_log().rehearsed == {}


def test_the_proof_is_shown_and_recorded_and_the_words_are_gone(
    rehearsal: tuple[Rehearse, list[str]], desk: Desk, page: SettingsPage, qtbot: QtBot
) -> None:
    dialog, words = rehearsal
    typed(dialog, words, qtbot)
    assert "It works. It opened the team's circle: 1 entry can be read with it." in words_on(dialog)
    assert words[0] not in words_on(dialog)
    with qtbot.waitSignal(dialog.answered):
        dialog.main.click()
    QApplication.processEvents()
    assert "Rehearsed by Noor H., Sat 12 June, 13:06." in words_on(page.recovery)
    [done] = desk.safekeeping_log().rehearsed.values()
    assert done.by == desk.me.id


def test_agreeing_is_one_check_and_can_be_taken_back(page: SettingsPage, desk: Desk, qtbot: QtBot) -> None:
    make(page, qtbot)

    def question() -> Check:
        state = desk.recovery()
        assert state is not None
        return part(page, f"settings:agree {state.asked[0].circle}", Check)

    def opens() -> bool:
        state = desk.recovery()
        return state is not None and state.asked[0].opens

    assert not question().isChecked()
    for yes in (True, False):
        question().click()
        QApplication.processEvents()
        assert (question().isChecked(), opens()) == (yes, yes)


def test_making_goes_on_over_any_widget(desk: Desk, show: Show) -> None:
    page = SettingsPage(desk, Tasks(), Settings(), ["en"])
    show(page, size=(1024, 640))
    MakingRecovery(page, desk, Tasks(page)).start()
    assert isinstance(asked(page), ChooseWay)
