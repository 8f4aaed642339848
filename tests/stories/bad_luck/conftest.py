"""A laptop with the program, and a vault whose passphrases the program itself takes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from coc_desk.keys.passphrase import FLOOR
from coc_desk.vault.making import create
from tests.stories.bad_luck.laptop import Laptop
from tests.vault.building import DAY_TWO, JUN, NOOR, PASSPHRASES, SALTMARSH, VaultFolder, conference


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> VaultFolder:
    """A vault with two members, made once at the least cost the program takes; tests work on copies."""
    folder = tmp_path_factory.mktemp("fresh") / "Saltmarsh.cocvault"
    made = create(folder, SALTMARSH, conference().files, NOOR, "lead", PASSPHRASES[NOOR], FLOOR, lambda: DAY_TWO)
    made.add_member(JUN, "responder", PASSPHRASES[JUN], FLOOR)
    made.close()
    return VaultFolder(folder)


@pytest.fixture
def vault_there(fresh: VaultFolder, tmp_path: Path) -> VaultFolder:
    """That vault on this laptop, closed."""
    return fresh.copy(tmp_path / "Saltmarsh.cocvault")


@pytest.fixture
def laptop(qtbot: QtBot, tmp_path: Path) -> Iterator[Laptop]:
    made = Laptop(qtbot, tmp_path)
    yield made
    made.put_away()
