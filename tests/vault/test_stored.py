"""The vault of every release that ever was still opens, folds to the same, and verifies."""

import hashlib
import json
from pathlib import Path

import pytest

from coc_desk.casework.ledger import FileId
from coc_desk.vault.verify import verify
from tests.vault.building import JUN, NOOR, VaultFolder
from tests.vault.storing import told

STORED = sorted(one for one in (Path(__file__).parent / "stored").iterdir() if one.is_dir())


def test_there_is_one_for_this_release() -> None:
    assert "0.1" in {one.name for one in STORED}


@pytest.mark.parametrize("release", STORED, ids=lambda one: one.name)
def test_a_stored_vault_holds_what_it_held(release: Path, tmp_path: Path) -> None:
    folder = VaultFolder(release / "Saltmarsh.cocvault").copy(tmp_path / "Saltmarsh.cocvault")
    vault = folder.open()
    assert told(vault) == json.loads((release / "holds.json").read_bytes())
    assert (vault.notices, verify(vault).problems) == ((), ())
    assert vault.recall("place") == {"screen": "incident"}
    [incident] = [vault.incident(one.id) for one in vault.overviews()]
    [file] = incident.attachments
    assert hashlib.sha256(b"".join(vault.read_file(FileId(file.file)))).hexdigest() == file.sha256
    assert {one.code for one in vault.search("zazolc")} == {"copper kettle"}
    assert vault.take_code_name(iter(["copper kettle", "green lamp"])) == "green lamp"
    vault.close()


@pytest.mark.parametrize("release", STORED, ids=lambda one: one.name)
def test_work_goes_on_in_a_stored_vault(release: Path, tmp_path: Path) -> None:
    folder = VaultFolder(release / "Saltmarsh.cocvault").copy(tmp_path / "Saltmarsh.cocvault")
    jun = folder.open(JUN)
    assert [one.kind for one in jun.half_written()] == ["note"]
    jun.close()
    noor = folder.open(NOOR)
    noor.drop_draft(noor.drafts()[0].id)
    assert noor.drafts() == []
    noor.close()
