"""After a lock, nothing that was typed and no key is in the memory of the program or of anything it started."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.locking.memory import forms, found
from tests.locking.running import LONGEST_S, Running, running
from tests.vault.building import NOOR, PASSPHRASES, VaultFolder

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0,
    reason="only root may read the memory of a Linux process that keeps it",
)
ACCOUNT, NAME = "zqquincezq marmalade", "Zqthaddeuszq"
NOBODY = 65534
READ = """
import sys
try:
    open(f"/proc/{sys.argv[1]}/mem", "rb").close()
except PermissionError:
    print("refused")
"""


def secrets_of(there: VaultFolder) -> dict[str, tuple[bytes, ...]]:
    vault = there.open()
    keys = {"team key": vault._team_key(), "signing key": vault._identity.to_secret()[20:52]}
    vault.close()
    words = {"account": ACCOUNT, "name": NAME, "passphrase": PASSPHRASES[NOOR]}
    return {
        **{name: forms(said) for name, said in words.items()},
        **{name: (key, *forms(key.hex()), *forms(key.hex().upper())) for name, key in keys.items()},
    }


def unlocked(desk: Running) -> None:
    desk.tell(f"unlock {NOOR}|{PASSPHRASES[NOOR]}")
    desk.tell(f"account {ACCOUNT}")
    desk.tell(f"name {NAME}")
    desk.tell("copy")


def fresh(desk: Running) -> None:
    """Wait until the fresh program has shown its window and rests."""
    desk.locked()
    before = -1
    while (now := _ticks(desk.pid)) != before or now < 5:
        before = now
        subprocess.run(["sleep", "0.5"], check=True, timeout=LONGEST_S)


def _ticks(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11])


def test_nothing_is_left_in_memory_after_a_lock(vault_folder: VaultFolder, tmp_path: Path) -> None:
    needles = secrets_of(vault_folder)
    with running(tmp_path / "profile", vault_folder.folder) as desk:
        unlocked(desk)
        assert {"account", "name", "passphrase", "team key"} <= found(desk.pid, needles).keys()
        desk.tell("key")
        fresh(desk)
        assert found(desk.pid, needles) == {}
        assert "Max core file size        0                    0" in Path(f"/proc/{desk.pid}/limits").read_text()
        assert found(desk.pid, {"a word of the unlock window": forms("Locked at")}) != {}
        told = Path(f"/proc/{desk.pid}/environ").read_bytes() + " ".join(desk.command_line()).encode()
        assert not any(form in told for each in needles.values() for form in each)


def test_no_core_is_dumped_and_nobody_may_look_from_before_the_passphrase_on(
    vault_folder: VaultFolder, tmp_path: Path
) -> None:
    for place in (tmp_path, *vault_folder.folder.rglob("*"), vault_folder.folder):
        os.chown(place, NOBODY, NOBODY)
    for place in tmp_path.parents[:2]:
        place.chmod(0o755)
    as_nobody = ["setpriv", f"--reuid={NOBODY}", "--clear-groups"]
    with running(tmp_path / "profile", vault_folder.folder, {"HOME": str(tmp_path)}, as_nobody) as desk:
        keeps_to_itself(desk, as_nobody)  # at the unlock window, as every fresh program is after a lock
        desk.tell(f"unlock {NOOR}|{PASSPHRASES[NOOR]}")
        keeps_to_itself(desk, as_nobody)


def keeps_to_itself(desk: Running, as_nobody: list[str]) -> None:
    limits = Path(f"/proc/{desk.pid}/limits").read_text()
    core = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
    assert core.split()[4:6] == ["0", "0"]
    assert Path(f"/proc/{desk.pid}/mem").stat().st_uid == 0  # the kernel's sign of a process that may not be dumped
    looking = [*as_nobody, sys.executable, "-c", READ, str(desk.pid)]
    assert subprocess.run(looking, capture_output=True, text=True, check=True).stdout == "refused\n"
