"""A desktop that does what it is told on standard input: goes to sleep, locks, saves the screen, changes the user.

Run as: python -m tests.locking.fake_desktop SYSTEM_BUS SESSION_BUS. It says "ready" when it can be asked, tells the
moment of each signal in nanoseconds of the monotonic clock, and the moment at which a delay of a sleep was let go.
"""

import os
import sys
import threading
import time
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, Qt, Signal
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusUnixFileDescriptor, QDBusVariant, QDBusVirtualObject

LOGIN = "org.freedesktop.login1"
MANAGER = "/org/freedesktop/login1"
SESSION = "/org/freedesktop/login1/session/_31"


class Login(QDBusVirtualObject):
    """logind, as far as it gives out delays and says whether a session has the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.active = True
        self._watching: list[QSocketNotifier] = []

    def introspect(self, _path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        if message.member() == "Get":
            connection.send(message.createReply(QDBusVariant(self.active)))
            return True
        if message.member() != "Inhibit":
            return False
        ours, theirs = os.pipe()
        answer = message.createReply()
        answer.setArguments([QDBusUnixFileDescriptor(theirs)])
        connection.send(answer)
        os.close(theirs)
        watching = QSocketNotifier(ours, QSocketNotifier.Type.Read)
        watching.activated.connect(lambda: self._let_go(watching))
        self._watching.append(watching)
        what, who, why, mode = message.arguments()
        say(f"asked {what} {mode} {who} {why}")
        return True

    def _let_go(self, watching: QSocketNotifier) -> None:
        watching.setEnabled(False)
        say(f"let go {time.monotonic_ns()}")


class Desktop(QObject):
    """Sends what a desktop sends."""

    line = Signal(str)

    def __init__(self, system: QDBusConnection, session: QDBusConnection, login: Login) -> None:
        super().__init__()
        self._login = login
        self._system, self._session = system, session
        self.line.connect(self.do, Qt.ConnectionType.QueuedConnection)

    def listen(self) -> None:
        """Read until the end, then end."""
        for line in sys.stdin:
            self.line.emit(line.strip())
        os._exit(0)

    def do(self, word: str) -> None:
        """Send one signal."""
        self._login.active = word != "away"
        path, interface, name, values, bus = self._signal(word)
        signal = QDBusMessage.createSignal(path, interface, name)
        signal.setArguments(values)
        say(f"sent {time.monotonic_ns()}")
        bus.send(signal)

    def _signal(self, word: str) -> tuple[str, str, str, Any, QDBusConnection]:
        properties = "org.freedesktop.DBus.Properties"
        saver, gnome = "org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"
        active = {"away": False, "back": True}
        return {
            "sleep": (MANAGER, f"{LOGIN}.Manager", "PrepareForSleep", [True], self._system),
            "awake": (MANAGER, f"{LOGIN}.Manager", "PrepareForSleep", [False], self._system),
            "lock": (SESSION, f"{LOGIN}.Session", "Lock", [], self._system),
            **{
                word: (SESSION, properties, "PropertiesChanged", _changed(value), self._system)
                for word, value in active.items()
            },
            "saver": ("/org/freedesktop/ScreenSaver", saver, "ActiveChanged", [True], self._session),
            "saver off": ("/org/freedesktop/ScreenSaver", saver, "ActiveChanged", [False], self._session),
            "gnome": ("/org/gnome/ScreenSaver", gnome, "ActiveChanged", [True], self._session),
        }[word]


def _changed(active: bool) -> list[object]:
    return [f"{LOGIN}.Session", {"Active": QDBusVariant(active)}, []]


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


def main(system_address: str, session_address: str) -> int:
    """Be there until standard input ends."""
    application = QCoreApplication([])
    system = QDBusConnection.connectToBus(system_address, "system")
    session = QDBusConnection.connectToBus(session_address, "session")
    login = Login()
    whole = QDBusConnection.VirtualObjectRegisterOption.SubPath
    assert system.registerVirtualObject(MANAGER, login, whole), system.lastError().message()
    assert system.registerService(LOGIN), system.lastError().message()
    desktop = Desktop(system, session, login)
    threading.Thread(target=desktop.listen, daemon=True).start()
    say("ready")
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
