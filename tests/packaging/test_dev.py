"""The script that sets up, runs and tests."""

import ast
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "packaging" / "dev.py"


@pytest.fixture(scope="module")
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def says(exit_code: int, words: str = "") -> list[str]:
    return [sys.executable, "-c", f"import sys; print({words!r}); sys.exit({exit_code})"]


def test_an_old_python_can_read_the_script_far_enough_to_be_told_so() -> None:
    ast.parse(SCRIPT.read_text("utf-8"), feature_version=(3, 7))


def test_stages_stop_at_the_first_that_is_not_right(dev: ModuleType, capfd: pytest.CaptureFixture[str]) -> None:
    code = dev.in_turn({"lint": says(0), "types": says(3), "tests": says(0, "never reached")})
    out = capfd.readouterr().out
    assert code == 3
    assert out.splitlines()[-1] == "STOPPED at types, exit code 3."
    assert "\nnever reached" not in out


def test_the_last_line_says_that_all_stages_were_right(dev: ModuleType, capfd: pytest.CaptureFixture[str]) -> None:
    assert dev.in_turn({"lint": says(0), "tests": says(0)}) == 0
    assert capfd.readouterr().out.splitlines()[-1].startswith("ALL RIGHT: lint, tests, in ")


@pytest.mark.parametrize("arguments", [[], ["--profile", "stick"], ["--profile=stick"]])
def test_the_demo_stands_in_only_where_a_window_was_asked_for(dev: ModuleType, arguments: list[str]) -> None:
    assert dev.opens_a_window(arguments)


@pytest.mark.parametrize(
    "arguments", [["demo", "--out", "x"], ["verify", "x"], ["--version"], ["--profile", "x", "demo"]]
)
def test_a_command_or_question_needs_no_display(dev: ModuleType, arguments: list[str]) -> None:
    assert not dev.opens_a_window(arguments)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_either_kind_of_display_will_do(dev: ModuleType, variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not dev.has_display()
    monkeypatch.setenv(variable, ":7")
    assert dev.has_display()


def test_a_library_the_system_lacks_is_noticed(dev: ModuleType) -> None:
    assert not dev.loads("libnobodyhasthis.so.0")


def test_what_sudo_would_do_can_be_pasted_as_one_command(dev: ModuleType) -> None:
    command = dev.apt_command("libegl1 qpdf", "sudo ")
    assert "\n" not in command
    assert [part.split()[:2] for part in command.split(" && ")] == [["sudo", "apt-get"]] * 2
    assert command.endswith("libegl1 qpdf")


def test_an_unknown_command_is_answered_with_what_there_is(dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["paint"]) == 2
    assert "run [ARGUMENTS]" in capsys.readouterr().out
