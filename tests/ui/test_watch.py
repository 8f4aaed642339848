"""The desktop's own signals lock: heard on a real bus, which is started for it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from pytestqt.qtbot import QtBot

from coc_desk.ui.watch import LOGIN, LOGIN_PATH, PROPERTIES, SAVERS, DesktopSignals

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux desktops speak D-Bus")
SESSION = LOGIN_PATH + "/session/_31"


class Desktop:
    """The login service and the screen saver of a laptop."""

    def __init__(self, running: subprocess.Popen[str]) -> None:
        self._running = running
        assert running.stdout is not None
        assert running.stdout.readline() == "ready\n"

    def send(self, path: str, interface: str, name: str, arguments: str, *, active: bool = True) -> None:
        """Send a signal, its arguments as GVariant text."""
        assert self._running.stdin is not None
        self._running.stdin.write(json.dumps([path, interface, name, arguments, active]) + "\n")
        self._running.stdin.flush()


@pytest.fixture
def address() -> Iterator[str]:
    """The address of a bus of its own."""
    words = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        daemon.terminate()


@pytest.fixture
def desktop(address: str) -> Iterator[Desktop]:
    words = ["/usr/bin/python3", str(Path(__file__).with_name("login_service.py"))]
    there = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": address}
    pipe = subprocess.PIPE
    with subprocess.Popen(words, env=there, stdin=pipe, stdout=pipe, text=True) as running:
        yield Desktop(running)


@pytest.fixture
def heard(address: str, desktop: Desktop, qapp: object) -> Iterator[DesktopSignals]:
    bus = QDBusConnection.connectToBus(address, "program")
    signals = DesktopSignals(None, bus, bus)
    # The bus answers in order: after this, it knows of everything that is listened to.
    bus.call(QDBusMessage.createMethodCall("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetId"))
    yield signals
    QDBusConnection.disconnectFromBus("program")


@pytest.mark.parametrize("saver", SAVERS)
def test_a_screen_that_is_locked_locks_the_desk(
    heard: DesktopSignals, desktop: Desktop, saver: str, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(heard.locked, timeout=60_000):
        desktop.send("/" + saver.replace(".", "/"), saver, "ActiveChanged", "(true,)")


def test_a_session_that_is_locked_locks_the_desk(heard: DesktopSignals, desktop: Desktop, qtbot: QtBot) -> None:
    with qtbot.waitSignal(heard.locked, timeout=60_000):
        desktop.send(SESSION, f"{LOGIN}.Session", "Lock", "()")


def test_another_user_on_the_screen_locks_the_desk(heard: DesktopSignals, desktop: Desktop, qtbot: QtBot) -> None:
    with qtbot.waitSignal(heard.switched, timeout=60_000):
        told = f"('{LOGIN}.Session', {{'Active': <false>}}, @as [])"
        desktop.send(SESSION, PROPERTIES, "PropertiesChanged", told, active=False)


def test_going_to_sleep_locks_the_desk(heard: DesktopSignals, desktop: Desktop, qtbot: QtBot) -> None:
    with qtbot.waitSignal(heard.sleeping, timeout=60_000):
        desktop.send(LOGIN_PATH, f"{LOGIN}.Manager", "PrepareForSleep", "(true,)")


def test_what_happens_to_others_locks_nothing(heard: DesktopSignals, desktop: Desktop, qtbot: QtBot) -> None:
    ours = (qtbot.assertNotEmitted(heard.locked), qtbot.assertNotEmitted(heard.switched))
    with ours[0], ours[1], qtbot.waitSignal(heard.sleeping, timeout=60_000):
        desktop.send("/ScreenSaver", SAVERS[0], "ActiveChanged", "(false,)")
        told = f"('{LOGIN}.Session', {{'Active': <false>}}, @as [])"
        desktop.send(LOGIN_PATH + "/session/_32", PROPERTIES, "PropertiesChanged", told)
        desktop.send(LOGIN_PATH, f"{LOGIN}.Manager", "PrepareForSleep", "(true,)")
