"""The locked requirements are whole, and lead to no particular place."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.txt", "requirements-dev.txt")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def text(lock: str) -> str:
    return (ROOT / "packaging" / lock).read_text("utf-8")


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text(lock), re.MULTILINE))


def asked_for(lock: str) -> set[str]:
    groups = PROJECT["dependency-groups"]
    wanted = [*PROJECT["project"]["dependencies"], *groups["build"]]
    if lock == "requirements-dev.txt":
        wanted += [one for one in groups["dev"] if isinstance(one, str)]
    return {re.split("[<>=!~; ]", one)[0].lower() for one in wanted}


@pytest.mark.parametrize("lock", LOCKS)
def test_all_that_is_asked_for_is_locked(lock: str) -> None:
    assert asked_for(lock) <= set(pins(lock)), "run packaging/dev.py lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes(lock: str) -> None:
    blocks = re.split(r"^(?=\S)", text(lock), flags=re.MULTILINE)[1:]
    # One package may be pinned twice, for different Pythons.
    assert {re.split("==", block)[0] for block in blocks} == set(pins(lock))
    assert all("--hash=sha256:" in block for block in blocks)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_no_address(lock: str) -> None:
    assert "://" not in text(lock)
    assert "index" not in text(lock)
    assert "find-links" not in text(lock)


def test_whoever_tests_has_the_versions_that_users_run() -> None:
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()
