"""Set up, run, test, measure and build CoC Desk: python3 packaging/dev.py COMMAND.

  run [ARGUMENTS]          open the program; without a display, play the demo instead
  test [PYTEST ARGUMENTS]  lint, types, layers and all tests; with arguments, only the tests they name
  bench [--json FILE]      measure the figures the program promises
  campaign [--minutes N]   the long forms of the kill, fault and property tests
  words [LANGUAGE]         bring the translations of the program's words up to date, or begin one
  lock [--upgrade]         write the locked requirements anew
  wheel                    build the wheel into dist/

The environment is .venv in the checkout. It is made on first use, and again when what it is made from has changed.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import platform
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    Command = Sequence[str | Path]

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")

RUNTIME = "requirements.txt"
DEVELOPMENT = "requirements-dev.txt"
"""Holds all of RUNTIME, in the same versions."""

QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libcups.so.2": "libcups2",
}
"""What Qt's wheels expect of a Linux system: library, and the Debian package that has it."""

TEST_PROGRAMS = {
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "xkbcomp": "x11-xkb-utils",
    "dbus-run-session": "dbus",
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
    "age": "age",
}
TEST_FILES = {
    "usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "usr/lib/python3/dist-packages/gi": "python3-gi",
    "usr/lib/*/girepository-1.0/Atspi-2.0.typelib": "gir1.2-atspi-2.0",
    "usr/share/fonts/truetype/noto/NotoSans-Regular.ttf": "fonts-noto-core",
}
"""What the tests drive a window and look into a PDF with, and the Debian packages; files count from the root."""


def main(typed: Sequence[str]) -> int:
    """Do one command and return its exit code."""
    commands: dict[str, Callable[[list[str]], int]] = {
        "run": run,
        "test": test,
        "bench": bench,
        "campaign": campaign,
        "words": words,
        "lock": lock,
        "wheel": wheel,
    }
    if not typed or typed[0] not in commands:
        say(str(__doc__))
        return 0 if typed and typed[0] in ("help", "-h", "--help") else 2
    return commands[typed[0]](list(typed[1:]))


# Commands


def run(arguments: list[str]) -> int:
    """Open the program, or play the demo where no window can be opened."""
    set_up(RUNTIME, missing_qt_libraries())
    if opens_a_window(arguments) and not has_display():
        out = ROOT / "demo-out" / time.strftime("%Y-%m-%d-%H%M%S")
        say(f"There is no display here, so the demo runs instead and leaves what it makes in {out}.")
        arguments = ["demo", "--out", str(out)]
    return become([PYTHON, "-m", "coc_desk", *arguments])


def test(arguments: list[str]) -> int:
    """Check everything, stopping at the first stage that is not right; with arguments, only run those tests."""
    set_up_tests()
    stages: dict[str, Command] = {"tests": [PYTHON, "-m", "pytest", *arguments]}
    if not arguments:
        stages = {
            "lint": [PYTHON, "-m", "ruff", "check", "--quiet"],
            "format": [PYTHON, "-m", "ruff", "format", "--check", "--quiet"],
            "types": [PYTHON, "-m", "mypy"],
            "layers": [SCRIPTS / "lint-imports", "--no-logo"],
            **stages,
        }
    return in_turn(stages)


def bench(arguments: list[str]) -> int:
    """Measure the figures the program promises."""
    set_up_tests()
    return call([PYTHON, ROOT / "tests" / "benchmarks" / "run.py", *arguments], test_environment())


def campaign(arguments: list[str]) -> int:
    """Run the long forms of the kill, fault and property tests."""
    set_up_tests()
    return call([PYTHON, ROOT / "tests" / "campaign.py", *arguments], test_environment())


def words(arguments: list[str]) -> int:
    """Gather the program's words into the catalogues and compile these."""
    set_up(RUNTIME, [])
    return call([PYTHON, PACKAGING / "words.py", *arguments])


def lock(arguments: list[str]) -> int:
    """Lock what pyproject.toml asks for: every system, every supported Python, with hashes and without addresses.

    Local package sources of this machine are left aside, so that the hashes are the public registry's.
    """
    set_up(DEVELOPMENT, [])
    options = ["--no-config", "--universal", "--python-version=3.11", "--generate-hashes", "--no-header"]
    locking: Command = [PYTHON, "-m", "uv", "pip", "compile", "--quiet", *options, *arguments, "pyproject.toml"]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("UV_", "PIP_"))}
    everything, runtime = PACKAGING / DEVELOPMENT, PACKAGING / RUNTIME
    return call([*locking, "--group=dev", "--output-file", everything], clean) or call(
        [*locking, "--group=build", "--constraints", everything, "--output-file", runtime], clean
    )


def wheel(arguments: list[str]) -> int:
    """Build the wheel into dist/."""
    set_up(RUNTIME, [])
    offline = ["--no-deps", "--no-index", "--no-build-isolation"]
    return call([PYTHON, "-m", "pip", "wheel", "--quiet", *offline, "--wheel-dir", ROOT / "dist", *arguments, ROOT])


def opens_a_window(arguments: Sequence[str]) -> bool:
    """Tell whether these arguments of the program open its window: none, or only a profile."""
    return not arguments or (arguments[0].startswith("--profile") and len(arguments) <= 2)


# Setting up


def set_up_tests() -> None:
    """Make the environment of the tests, system programs included."""
    set_up(DEVELOPMENT, [*missing_qt_libraries(), *missing_test_tools()])


def set_up(requirements: str, packages: list[str]) -> None:
    """Make the environment as the requirements say, unless it is so already; install missing system packages."""
    made = is_made(requirements)
    if not made and not can_make_environments():
        packages = [f"python{sys.version_info.major}.{sys.version_info.minor}-venv", *packages]
    if packages:
        install_packages(packages)
    if not made:
        make_environment(requirements)


def is_made(requirements: str) -> bool:
    """Tell whether the environment is there and made from what is in the checkout now."""
    stamp = stamp_of(requirements)
    return PYTHON.exists() and stamp.exists() and stamp.read_text("utf-8") == fingerprint(requirements)


def stamp_of(requirements: str) -> Path:
    """Return the file that says what the environment was made from."""
    return VENV / f"made-from-{requirements}"


def fingerprint(requirements: str) -> str:
    """Return a text that changes when the environment has to be made anew."""
    files = [PACKAGING / requirements, ROOT / "pyproject.toml"]
    seen = "\n".join([str(ROOT), sys.version, *(file.read_text("utf-8") for file in files)])
    return hashlib.sha256(seen.encode()).hexdigest()


def can_make_environments() -> bool:
    """Tell whether this Python can make environments with pip in them; Debian ships that apart."""
    return all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip"))


def make_environment(requirements: str) -> None:
    """Make .venv, fill it with exactly what is locked, and put the checkout itself in."""
    say("Setting up .venv. The first time this loads some 200 MB.")
    if version_of_environment() != platform.python_version():
        must([sys.executable, "-m", "venv", "--clear", VENV])
    pip: Command = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install"]
    must([*pip, "--require-hashes", "--only-binary=:all:", "-r", PACKAGING / requirements])
    must([*pip, "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--editable", ROOT])
    for name in {requirements, RUNTIME}:
        stamp_of(name).write_text(fingerprint(name), "utf-8")


def version_of_environment() -> str:
    """Return the Python version of the environment, or an empty text if there is none that runs and has pip."""
    if not PYTHON.exists():
        return ""
    question = "import pip, platform; print(platform.python_version())"
    return subprocess.run([PYTHON, "-c", question], capture_output=True, text=True, check=False).stdout.strip()


# The system


def has_display() -> bool:
    """Tell whether a window can be opened here."""
    return sys.platform != "linux" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def missing_qt_libraries() -> list[str]:
    """Return the Debian packages of the system libraries that Qt needs and cannot find."""
    if sys.platform != "linux":
        return []
    return [package for library, package in QT_LIBRARIES.items() if not loads(library)]


def missing_test_tools() -> list[str]:
    """Return the Debian packages of what the tests need and is not there."""
    if sys.platform != "linux":
        return []
    programs = [package for program, package in TEST_PROGRAMS.items() if shutil.which(program) is None]
    return programs + [package for file, package in TEST_FILES.items() if not any(Path("/").glob(file))]


def loads(library: str) -> bool:
    """Tell whether the system's loader finds a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_packages(packages: Sequence[str]) -> None:
    """Install Debian packages if that is allowed without asking; otherwise say the one command that does, and end."""
    names = shlex.join(packages)
    if shutil.which("apt-get") is None:
        stop(
            f"This system lacks what these Debian packages hold. Install it with its own means, then try again: {names}"
        )
    is_root = os.geteuid() == 0
    if not (is_root or may_become_root()):
        stop(
            f"Some system packages are missing. This installs them:\n\n{apt_command(names, 'sudo ')}\n\nThen try again."
        )
    say(f"Installing system packages: {names}")
    quietly = "env DEBIAN_FRONTEND=noninteractive "
    must(["sh", "-c", apt_command(names, quietly if is_root else f"sudo -n {quietly}")])


def apt_command(names: str, prefix: str) -> str:
    """Return the shell command that installs Debian packages."""
    return f"{prefix}apt-get -q update && {prefix}apt-get -q install --yes --no-install-recommends {names}"


def may_become_root() -> bool:
    """Tell whether sudo works without a password."""
    if shutil.which("sudo") is None:
        return False
    return subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0


# Running other programs


def test_environment() -> dict[str, str]:
    """Return the environment variables of a test run: no window on a real screen, UTF-8 everywhere."""
    return {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "QT_QPA_PLATFORM": "offscreen"}


def in_turn(stages: Mapping[str, Command]) -> int:
    """Run stages until one is not right; the last line says how it went."""
    begun = time.monotonic()
    for name, words in stages.items():
        code = call(words, test_environment())
        if code:
            say(f"\nSTOPPED at {name}, exit code {code}.")
            return code
    say(f"\nALL RIGHT: {', '.join(stages)}, in {time.monotonic() - begun:.0f} s.")
    return 0


def call(words: Command, environment: Mapping[str, str] | None = None) -> int:
    """Say and run a command in the checkout; return its exit code."""
    say(f"$ {shlex.join(map(str, words))}".replace(f"{ROOT}{os.sep}", ""))
    return subprocess.run(words, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False).returncode


def must(words: Command) -> None:
    """Run a command; end with its exit code unless it went well."""
    code = call(words)
    if code:
        sys.exit(code)


def become(words: Command) -> int:
    """Hand over to another program, which keeps the terminal and the folder the caller is in."""
    if os.name != "nt":
        os.execv(words[0], [str(word) for word in words])
    return subprocess.run(words, check=False).returncode


def say(sentence: str) -> None:
    """Print one line at once."""
    print(sentence, flush=True)


def stop(sentence: str) -> NoReturn:
    """End because something is missing, and say what to do."""
    sys.exit(sentence)


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 (whoever has an older one is told so)
        stop(f"CoC Desk needs Python 3.11 or newer; this is {platform.python_version()}.")
    sys.exit(main(sys.argv[1:]))
