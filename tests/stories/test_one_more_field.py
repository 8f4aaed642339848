"""One block in a playbook, and nothing else: a question on the form, kept, found, printed, withheld."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from coc_desk.casework.desk import Desk
from coc_desk.casework.incidents import Incident
from coc_desk.casework.intake import ReportDraft
from coc_desk.opening import desk_over
from coc_desk.paths import resources
from coc_desk.playbook.loading import load
from coc_desk.ui.intake.page import IntakePage
from coc_desk.ui.place import Place
from coc_desk.ui.tasks import Tasks
from coc_desk.vault.making import create
from coc_desk.vault.vault import Vault
from tests.ui.around.laptop import Room, part
from tests.vault.building import CHEAP, DAY_TWO, NOOR, PASSPHRASES, SALTMARSH

BLOCK = """
[[field]]
key = "way_out"
section = "happened"
kind = "text"
label = { en = "Was there a way out?", de = "Gab es einen Ausweg?" }
ask = { en = "Could you get away?" }
holds = "impact"
"""
SAID = "Only through the periwinkle door"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    own = copytree(resources() / "playbooks" / "conference", tmp_path / "own")
    with (own / "intake.toml").open("a", encoding="utf-8") as intake:
        intake.write(BLOCK)
    files = load(own).files
    made = create(
        tmp_path / "S.cocvault", SALTMARSH, files, NOOR, "lead", PASSPHRASES[NOOR], CHEAP, lambda: DAY_TWO, CHEAP
    )
    yield made
    made.close()


@pytest.fixture
def desk(vault: Vault) -> Desk:
    return desk_over(vault, lambda: DAY_TWO)


def typed(qtbot: QtBot, desk: Desk) -> Incident:
    """Type the answer on the form, and save the report from there."""
    draft = desk.begin_report()
    page = IntakePage(desk, Tasks())
    window = Room(page, (1216, 760))
    qtbot.addWidget(window)
    window.show()
    page.show_place(Place("intake", draft.id))
    QApplication.processEvents()
    qtbot.keyClicks(part(page, "way_out", QLineEdit), SAID)
    page.keep_now()
    kept = desk.draft(draft.id)
    assert kept is not None
    return desk.file_report(kept, ReportDraft.of(kept))


def on_paper(desk: Desk, profile: str) -> str:
    """Return the words of the handoff for somebody outside the team, as a reader's program extracts them."""
    draft, plan = desk.begin_handoff()
    plan = replace(desk.with_profile(plan, profile), receivers=("Ivo",))
    preview = desk.check_copy(desk.copy_for(plan, "Ivo"))
    desk.end_handoff(draft)
    return " ".join(" ".join(desk.printing.text_of(preview.pdf)).split())


def test_one_block_of_a_playbook_is_everywhere(qtbot: QtBot, desk: Desk) -> None:
    incident = typed(qtbot, desk)
    assert incident.facts["way_out"][0].answer == {"v": SAID}
    assert [found.incident for found in desk.search("periwin")] == [incident.id]
    assert SAID in on_paper(desk, "next_shift")
    assert "periwinkle" not in on_paper(desk, "without_names")
