"""What holds for every test: no window on anybody's screen, and no test that depends on a slow machine's mood."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from coc_desk.vault.vault import Vault
from tests.vault.building import DAY_TWO, VaultFolder, new_vault

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("campaign", settings.get_profile("desk"), max_examples=2000)
settings.load_profile("desk")


@pytest.fixture(scope="session")
def fresh_vault(tmp_path_factory: pytest.TempPathFactory) -> VaultFolder:
    """A vault with two members, made once; tests work on copies."""
    return new_vault(tmp_path_factory.mktemp("fresh") / "Saltmarsh.cocvault")


@pytest.fixture
def vault_folder(fresh_vault: VaultFolder, tmp_path: Path) -> VaultFolder:
    """A vault on disk with two members (Noor, lead; Jun, responder), closed."""
    return fresh_vault.copy(tmp_path / "Saltmarsh.cocvault")


@pytest.fixture
def vault(vault_folder: VaultFolder) -> Iterator[Vault]:
    """That vault, open for Noor at noon of the second day."""
    opened = vault_folder.open(clock=lambda: DAY_TWO)
    yield opened
    opened.close()
