"""The demo plays the event through the desk; what it leaves holds, opens for whom it should and for nobody else."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from coc_desk.vault.folder import peek
from coc_desk.vault.opening import unlock
from tests.vault.attacking import attacker

pytestmark = pytest.mark.slow


def run(*words: str, said: str = "") -> tuple[int, dict[str, Any]]:
    """Run the installed command with `--json`; return its exit code and what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "coc_desk", *words, "--json"], input=said, capture_output=True, text=True, check=False
    )
    return done.returncode, json.loads(done.stdout)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    code, said = run("demo", "--out", str(tmp_path_factory.mktemp("demo") / "out"))
    assert code == 0
    return said


def verified(vault: str, passphrase: str) -> dict[str, Any]:
    code, said = run("verify", vault, said=passphrase + "\n")
    assert code == 0
    return said


def words_of(pdf: Path, passphrase: str) -> str:
    """Return the PDF's text without any blanks."""
    paper = pypdfium2.PdfDocument(pdf, password=passphrase)
    return "".join("".join(page.get_textpage().get_text_range() for page in paper).split())


def test_the_handoff_opens_with_its_words_alone_and_holds_nothing_that_is_withheld(made: dict[str, Any]) -> None:
    file, passphrase = Path(made["handoff"]["file"]), made["handoff"]["passphrase"]
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(file.read_bytes()))
    with pikepdf.open(io.BytesIO(file.read_bytes()), password=passphrase) as opened:
        assert opened.encryption.R == 6
        assert "/StructTreeRoot" in opened.Root
    text = words_of(file, passphrase)
    assert len(made["withheld"]) > 20
    assert [one for one in made["withheld"] if "".join(one.split()) in text] == []


def test_what_a_member_is_kept_from_is_not_in_their_handoff_either(made: dict[str, Any]) -> None:
    text = words_of(Path(made["handoff"]["file"]), made["handoff"]["passphrase"])
    jun = next(one for one in made["recused"] if one["member"] == "Jun K.")
    assert [word for word in (*jun["typed"], "".join(jun["incident"].split())) if word in text] == []


def test_everybody_verifies_and_counts_what_they_may_not_open(made: dict[str, Any]) -> None:
    counts = {one["name"]: verified(made["vault"], one["passphrase"]) for one in made["members"]}
    assert all(one["holds"] for one in counts.values())
    assert {name: one["outside"] for name, one in counts.items()} == {"Noor H.": 0, "Jun K.": 1, "Imke R.": 1}
    assert counts["Noor H."]["incidents"] == made["incidents"]
    assert counts["Jun K."]["incidents"] == made["incidents"] - 1


def test_no_search_gives_a_word_back_to_whom_it_was_taken_from(made: dict[str, Any]) -> None:
    folder = Path(made["vault"])
    names = {one.name: one.id for one in peek(folder).members}
    for one in made["recused"]:
        passphrase = next(two["passphrase"] for two in made["members"] if two["name"] == one["member"])
        vault = unlock(folder, names[one["member"]], passphrase)
        found = {word: vault.search(word) for word in one["typed"]}
        closed = [two.code for two in vault.outside()]
        vault.close()
        assert not any(found.values())
        assert closed == [one["incident"]]


def test_a_copy_of_the_vault_gives_no_word_back_by_any_key_they_have(made: dict[str, Any]) -> None:
    folder, passphrases = Path(made["vault"]), {one["name"]: one["passphrase"] for one in made["members"]}
    lead = attacker(folder, "Noor H.", passphrases["Noor H."])
    for one in made["recused"]:
        assert {word for _file, word in lead.finds(folder, one["typed"])} == set(one["typed"])
        assert attacker(folder, one["member"], passphrases[one["member"]]).finds(folder, one["typed"]) == set()


def test_a_backup_restores_to_the_same_counts(made: dict[str, Any], tmp_path: Path) -> None:
    copy, back = tmp_path / "backup.cocbackup", tmp_path / "Back.cocvault"
    assert run("backup", made["vault"], str(copy))[0] == 0
    assert run("restore", str(copy), str(back))[0] == 0
    passphrase = made["members"][0]["passphrase"]
    assert verified(str(back), passphrase) == verified(made["vault"], passphrase)


def test_there_is_a_picture_of_every_screen(made: dict[str, Any]) -> None:
    names = {Path(one).stem for one in made["screens"]}
    assert {"desk", "incidents", "intake", "incident", "handoff", "settings", "unlock", "conflict"} <= names
    assert all(Path(one).stat().st_size > 5000 for one in made["screens"])
