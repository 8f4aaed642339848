"""Watching for the moments to lock: idle, the panic key, the screen's lock, another user, suspend."""

import time
from collections.abc import Callable

from PySide6.QtCore import SLOT, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusVariant
from PySide6.QtGui import QGuiApplication, QKeyEvent

STIRS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)
"""What counts as somebody being there."""
PRESSES = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride})
BEAT_MS = 2000
"""How often the clock is looked at for a sleep nobody announced."""
SLEPT_S = 30.0
"""A beat this late, in seconds, was a sleep."""

LOGIN, LOGIN_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
PROPERTIES = "org.freedesktop.DBus.Properties"
SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver", "org.mate.ScreenSaver")


class PanicKeys(QObject):
    """Takes F12, Ctrl+L and Ctrl+Shift+L before any widget or dialog sees them, and notices that somebody is there."""

    pressed = Signal(bool)
    """Whether another member shall be chosen."""
    stirred = Signal()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at every event of the program on its way to a widget."""
        kind = event.type()
        if kind in PRESSES and isinstance(event, QKeyEvent) and (wanted := _panic(event)) is not None:
            event.accept()
            self.pressed.emit(wanted)
            return True
        if kind in STIRS:
            self.stirred.emit()
        return False


def _panic(event: QKeyEvent) -> bool | None:
    """Return None for any other key, True when another member shall be chosen."""
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() == Qt.Key.Key_F12:
        return False
    if event.key() == Qt.Key.Key_L and held in (control, control | shift):
        return held != control
    return None


class Idle(QObject):
    """Says when nobody has been there for so many minutes, or when the laptop slept."""

    idle = Signal()
    slept = Signal()

    def __init__(self, minutes: int, parent: QObject | None = None, clock: Callable[[], float] = time.time) -> None:
        super().__init__(parent)
        self._clock = clock
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.idle)
        self._beat = QTimer(self, interval=BEAT_MS)
        self._beat.timeout.connect(self.beat)
        self._seen = clock()
        self.set_minutes(minutes)
        self._beat.start()

    def set_minutes(self, minutes: int) -> None:
        """Lock after so many minutes from now on."""
        self._timer.start(minutes * 60_000)

    @Slot()
    def stirred(self) -> None:
        """Somebody is there."""
        self._timer.start()

    @Slot()
    def beat(self) -> None:
        """Compare with the clock on the wall, which goes on while a laptop sleeps."""
        now = self._clock()
        missed, self._seen = now - self._seen, now
        if missed > SLEPT_S:
            self.slept.emit()


class DesktopSignals(QObject):
    """Listens to the desktop: screen or session locked, another user, going to sleep. Silent where there is no bus."""

    locked = Signal()
    switched = Signal()
    sleeping = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        system: QDBusConnection | None = None,
        session: QDBusConnection | None = None,
    ) -> None:
        super().__init__(parent)
        self._system = system or QDBusConnection.systemBus()
        self._session = session or QDBusConnection.sessionBus()
        self._delay: object = None
        if self._system.isConnected():
            self._listen_to_login()
        if self._session.isConnected():
            for saver in SAVERS:
                for path in ("/" + saver.replace(".", "/"), "/ScreenSaver"):
                    self._hear(self._session, "", path, saver, "ActiveChanged", "saver(bool)")

    def _listen_to_login(self) -> None:
        self._hear(self._system, LOGIN, LOGIN_PATH, LOGIN + ".Manager", "PrepareForSleep", "sleep(bool)")
        # An empty path: any session's. Locking once too often is the harmless mistake.
        self._hear(self._system, LOGIN, "", LOGIN + ".Session", "Lock", "lock()")
        self._hear(self._system, LOGIN, "", PROPERTIES, "PropertiesChanged", "changed(QDBusMessage)")
        self._hold_sleep()

    def _hear(self, bus: QDBusConnection, service: str, path: str, interface: str, name: str, slot: str) -> None:
        # The stubs want bytes; given bytes, PySide6 6.11 raises.
        bus.connect(service, path, interface, name, self, SLOT(slot))  # type: ignore[call-overload]

    def _hold_sleep(self) -> None:
        """Ask the system to wait with sleeping until the vault is closed; the end of this process lets go."""
        ask = QDBusMessage.createMethodCall(LOGIN, LOGIN_PATH, LOGIN + ".Manager", "Inhibit")
        ask.setArguments(["sleep", "CoC Desk", "lock the vault", "delay"])
        answer = self._system.call(ask, timeout=200)
        self._delay = answer.arguments()[0] if answer.type() == QDBusMessage.MessageType.ReplyMessage else None

    @Slot(bool)
    def sleep(self, begins: bool) -> None:
        """The laptop goes to sleep, or woke up."""
        if begins:
            self.sleeping.emit()

    @Slot()
    def lock(self) -> None:
        """The session is being locked."""
        self.locked.emit()

    @Slot(bool)
    def saver(self, active: bool) -> None:
        """The screen saver came or went."""
        if active:
            self.locked.emit()

    @Slot(QDBusMessage)
    def changed(self, message: QDBusMessage) -> None:
        """A property of somebody's session changed: if mine is not active now, another user has the screen."""
        # What changed is in the message, but as a map, which PySide6 cannot read. So it is asked for.
        if message.arguments()[:1] == [LOGIN + ".Session"] and self._is_active() is False:
            self.switched.emit()

    def _is_active(self) -> object:
        """Return whether this session has the screen; None where the system does not say."""
        ask = QDBusMessage.createMethodCall(LOGIN, LOGIN_PATH + "/session/auto", PROPERTIES, "Get")
        ask.setArguments([LOGIN + ".Session", "Active"])
        answer = self._system.call(ask, timeout=200)
        if answer.type() != QDBusMessage.MessageType.ReplyMessage:
            return None
        said: object = answer.arguments()[0]
        return said.variant() if isinstance(said, QDBusVariant) else said


class Watch(QObject):
    """All reasons to lock in one place."""

    lock = Signal(str, bool)
    """Why (key, idle, screen, user, sleep) and whether another member shall be chosen."""

    def __init__(self, minutes: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.keys = PanicKeys(self)
        self.idle = Idle(minutes, self)
        self.desktop = DesktopSignals(self)
        self.keys.pressed.connect(lambda other: self.lock.emit("key", other))
        self.keys.stirred.connect(self.idle.stirred)
        self.idle.idle.connect(lambda: self.lock.emit("idle", False))
        for told, why in (
            (self.idle.slept, "sleep"),
            (self.desktop.locked, "screen"),
            (self.desktop.switched, "user"),
            (self.desktop.sleeping, "sleep"),
        ):
            told.connect(lambda why=why: self.lock.emit(why, False))

    def begin(self) -> None:
        """Look at every event of the program from now on."""
        app = QGuiApplication.instance()
        assert app is not None
        app.installEventFilter(self.keys)
