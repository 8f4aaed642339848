"""A full disk and a folder that can only be read: said plainly, nothing lost, and work goes on afterwards."""

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from coc_desk.casework.errors import Trouble
from coc_desk.casework.ledger import Draft
from coc_desk.vault.making import create
from coc_desk.vault.vault import Vault
from coc_desk.vault.verify import verify
from tests.vault.building import CHEAP, DAY_TWO, NOOR, SALTMARSH, VaultFolder, Writer, bytes_in, conference

ROOT = Path(__file__).parents[2]
BIG = "sentence after sentence " * 5000


@dataclass
class SmallDisk:
    """A place with little room."""

    folder: Path
    fill: Callable[[], None]
    free: Callable[[], None]


@contextmanager
def file_system(folder: Path) -> Iterator[SmallDisk]:
    """A small file system of its own; only root can have one."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "none", str(folder)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root can mount a file system")
    ballast = folder / "ballast"

    def fill() -> None:
        with ballast.open("ab", buffering=0) as file:
            try:
                while file.write(bytes(4096)):
                    pass
            except OSError:
                pass

    try:
        yield SmallDisk(folder, fill, ballast.unlink)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def limit_on_files(folder: Path) -> Iterator[SmallDisk]:
    """A limit on the size of files, which everybody can have: writing beyond it does not work either."""
    folder.mkdir()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def limit(size: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))

    try:
        yield SmallDisk(folder, lambda: limit(4096), lambda: limit(soft))
    finally:
        limit(soft)


@pytest.fixture(params=[file_system, limit_on_files])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SmallDisk]:
    with request.param(tmp_path / "small") as small:
        yield small


@pytest.fixture
def on_disk(disk: SmallDisk, fresh_vault: VaultFolder) -> VaultFolder:
    return fresh_vault.copy(disk.folder / "Saltmarsh.cocvault")


def draft(text: str) -> Draft:
    return Draft("d", "note", None, "x", {"text": text}, DAY_TWO, DAY_TWO)


def is_full(act: Callable[[], object]) -> None:
    """See that something says that the disk is full."""
    with pytest.raises(Trouble) as told:
        act()
    assert (told.value.kind, told.value.fact) == ("disk full", "The disk is full.")
    assert told.value.advice == "What you type is held in memory and on screen. Free 20 MB, then it is kept."


def test_after_a_full_disk_all_goes_on_and_earlier_entries_are_whole(disk: SmallDisk, on_disk: VaultFolder) -> None:
    vault = on_disk.open()
    writer = Writer(vault)
    incident = writer.report()
    vault.keep_draft(draft("kept before"))
    disk.fill()
    lost = writer.entry(incident, "note", {"text": BIG})
    is_full(lambda: vault.append([lost]))
    is_full(lambda: vault.keep_draft(draft(BIG)))
    is_full(lambda: vault.remember("place", BIG))
    assert len(vault.entries_of(incident)) == 1
    assert vault.overviews()[0].entries == 1
    assert vault.drafts()[0].content == {"text": "kept before"}
    assert vault.search("followed")
    disk.free()
    vault.append([lost])
    vault.keep_draft(draft(BIG))
    assert len(vault.search("sentence")) == 1
    vault.close()
    again = on_disk.open()
    assert [line.entry for line in again.incident(incident).lines][1] == lost
    assert again.drafts()[0].content == {"text": BIG}
    assert (again.notices, verify(again).problems) == ((), ())
    again.close()


def test_a_kill_on_a_full_disk_loses_nothing(disk: SmallDisk, on_disk: VaultFolder, tmp_path: Path) -> None:
    vault = on_disk.open()
    writer = Writer(vault)
    incident = writer.report()
    disk.fill()
    with pytest.raises(Trouble):
        writer.note(incident, BIG)
    disk.free()
    found = on_disk.copy(tmp_path / "as after a kill").open()
    assert len(found.entries_of(incident)) == 1
    assert found.notices == ()
    found.close()
    vault.close()


def test_a_file_that_does_not_fit_leaves_nothing(disk: SmallDisk, on_disk: VaultFolder) -> None:
    vault = on_disk.open()
    disk.fill()
    is_full(lambda: vault.put_file([bytes(500_000)] * 4, 2_000_000))
    disk.free()
    assert not list((on_disk.folder / "files").glob("*"))
    stored = vault.put_file([b"now it fits"], 11)
    assert b"".join(vault.read_file(stored.id)) == b"now it fits"
    vault.close()


def test_a_passphrase_that_could_not_be_changed_is_the_old_one(disk: SmallDisk, on_disk: VaultFolder) -> None:
    vault = on_disk.open()
    disk.fill()
    with pytest.raises(Trouble):
        vault.change_passphrase("a new one", CHEAP, CHEAP)
    disk.free()
    vault.close()
    again = on_disk.open()
    assert again.notices == ()
    again.close()


def test_no_half_vault_is_made_on_a_full_disk(disk: SmallDisk) -> None:
    disk.fill()
    with pytest.raises(Trouble) as told:
        new_in(disk.folder)
    assert told.value.kind == "disk full"
    disk.free()
    assert not [one for one in disk.folder.iterdir() if "cocvault" in one.name]


def new_in(folder: Path) -> Vault:
    playbook = conference().files
    return create(folder / "New.cocvault", SALTMARSH, playbook, NOOR, "lead", "words", CHEAP, floor=CHEAP)


AS_SOMEBODY = """
from pathlib import Path
from coc_desk.casework.errors import Trouble
from tests.vault.building import VaultFolder
from tests.vault.test_disk import new_in
for act in (VaultFolder(Path("{folder}/Saltmarsh.cocvault")).open, lambda: new_in(Path("{folder}"))):
    try:
        act()
    except Trouble as trouble:
        print(trouble.kind, trouble.fact)
"""


def as_nobody(script: str) -> str:
    """Run a script as an account without rights; what it printed."""
    account = ["setpriv", "--reuid=65534", "--clear-groups"] if os.geteuid() == 0 else []
    ran = subprocess.run(
        [*account, sys.executable, "-B", "-c", script], check=True, cwd=ROOT, capture_output=True, text=True
    )
    return ran.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_a_folder_that_can_only_be_read_is_said_and_left_alone(fresh_vault: VaultFolder, tmp_path: Path) -> None:
    folder = fresh_vault.copy(tmp_path / "shared" / "Saltmarsh.cocvault").folder
    for place in (*folder.parents[:4], folder):
        if place.is_relative_to(tmp_path.parents[1]):
            place.chmod(0o555)
    for file in folder.iterdir():
        file.chmod(0o444)
    before = bytes_in(folder)
    try:
        said = as_nobody(AS_SOMEBODY.format(folder=folder.parent))
    finally:
        for place in (folder, *folder.parents[:4]):
            if place.is_relative_to(tmp_path.parents[1]):
                place.chmod(0o755)
    assert said == "read only This folder can only be read.\n" * 2
    assert bytes_in(folder) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_a_vault_of_another_account_is_said(fresh_vault: VaultFolder, tmp_path: Path) -> None:
    script = f"""
from pathlib import Path
from coc_desk.vault.folder import peek
print(peek(Path("{fresh_vault.folder}")).problem.kind)
"""
    if os.geteuid():
        pytest.skip("needs two accounts")
    (fresh_vault.folder / "vault.json").chmod(0o600)
    fresh_vault.folder.parent.chmod(0o700)
    assert as_nobody(script).strip() == "read only"
