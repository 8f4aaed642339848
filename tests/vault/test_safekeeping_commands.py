"""`coc-desk backup` and `coc-desk restore`, from the command line."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from coc_desk.cli import main
from coc_desk.vault.verify import verify
from tests.vault.building import VaultFolder, Writer

WHERE = "Make the backup there: Settings, Back up. It can be done while you work."


def said(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    code = main([str(word) for word in words])
    return code, capsys.readouterr().out


def test_there_and_back_with_the_same_counts(
    vault_folder: VaultFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(vault_folder.open()) as vault:
        Writer(vault).report()
        before = verify(vault)
    code, out = said(capsys, "backup", vault_folder.folder, tmp_path / "one.cocbackup", "--json")
    backed_up = json.loads(out)
    assert (code, backed_up["holds"], backed_up["problems"]) == (0, True, [])
    code, out = said(capsys, "restore", tmp_path / "one.cocbackup", tmp_path / "Back.cocvault", "--json")
    back = json.loads(out)
    assert (code, back["holds"], back["files"]) == (0, True, backed_up["files"])
    with closing(VaultFolder(tmp_path / "Back.cocvault").open()) as vault:
        assert verify(vault) == before


def test_in_words_and_with_exit_code_one_when_it_does_not_work(
    vault_folder: VaultFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(vault_folder.open()):
        code, out = said(capsys, "backup", vault_folder.folder, tmp_path / "one.cocbackup")
        assert (code, out) == (1, f"This vault is open in a window. {WHERE}\n")
    code, out = said(capsys, "backup", vault_folder.folder, tmp_path / "one.cocbackup")
    assert code == 0
    assert out.endswith("All of it holds.\n")
    code, out = said(capsys, "restore", tmp_path / "one.cocbackup", vault_folder.folder, "--json")
    assert (code, json.loads(out)["holds"]) == (1, False)
    assert "something in this folder already" in json.loads(out)["problems"][0]
    code, out = said(capsys, "restore", tmp_path / "nowhere", tmp_path / "Back.cocvault")
    assert (code, out) == (1, "This file cannot be read. Nothing was restored. Plug the stick in again.\n")
