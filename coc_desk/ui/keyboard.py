"""What the keyboard is set to while a passphrase is typed: layout and Caps Lock, where the system says so."""

from collections.abc import Callable
from ctypes import CDLL, POINTER, Structure, byref, c_char_p, c_ubyte, c_uint, c_ulong, c_ushort, c_void_p
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, Final

from PySide6.QtCore import QLocale
from PySide6.QtGui import QGuiApplication

LOCK_MASK: Final = 2
CORE_KEYBOARD: Final = 0x100
GROUP_NAMES: Final = 1 << 12
"""These three as in X11/X.h and X11/extensions/XKB.h."""


@dataclass(frozen=True)
class Keyboard:
    """What the keyboard is set to."""

    layout: str = ""
    """As the system calls it; empty when it does not say."""
    capitals: bool | None = None
    """Whether Caps Lock is on; None when the system does not say."""


ReadKeyboard = Callable[[], Keyboard]


def read_keyboard() -> Keyboard:
    """Return what the keyboard is set to now; takes about a millisecond the first time and less after."""
    if QGuiApplication.platformName() == "xcb":
        return _of_x()
    told = QGuiApplication.inputMethod().locale()
    return Keyboard(told.nativeLanguageName() if told.language() != QLocale.Language.C else "")


class _State(Structure):
    """XkbStateRec."""

    _fields_: ClassVar = [
        ("group", c_ubyte),
        ("locked_group", c_ubyte),
        ("base_group", c_ushort),
        ("latched_group", c_ushort),
        ("mods", c_ubyte),
        ("base_mods", c_ubyte),
        ("latched_mods", c_ubyte),
        ("locked_mods", c_ubyte),
        ("rest", c_ubyte * 10),
    ]


class _Names(Structure):
    """The beginning of XkbNamesRec, up to the names of the layouts."""

    _fields_: ClassVar = [("before", c_ulong * (5 + 16 + 32)), ("groups", c_ulong * 4)]


class _Described(Structure):
    """The beginning of XkbDescRec, up to the names."""

    _fields_: ClassVar = [
        ("display", c_void_p),
        ("flags", c_ushort),
        ("device", c_ushort),
        ("keys", c_ubyte * 2),
        ("before", c_void_p * 4),
        ("names", POINTER(_Names)),
    ]


@cache
def _x() -> tuple[Any, int] | None:
    """Return the X library and a display of our own; None where either is missing. Qt lends neither."""
    try:
        x = CDLL("libX11.so.6")
    except OSError:
        return None
    x.XOpenDisplay.restype, x.XOpenDisplay.argtypes = c_void_p, [c_char_p]
    x.XkbGetState.argtypes = [c_void_p, c_uint, POINTER(_State)]
    x.XkbAllocKeyboard.restype = POINTER(_Described)
    x.XkbGetNames.argtypes = [c_void_p, c_uint, POINTER(_Described)]
    x.XkbFreeKeyboard.argtypes = [POINTER(_Described), c_uint, c_ubyte]
    x.XGetAtomName.restype, x.XGetAtomName.argtypes = c_void_p, [c_void_p, c_ulong]
    x.XFree.argtypes = [c_void_p]
    display = x.XOpenDisplay(None)
    return (x, display) if display else None


def _of_x() -> Keyboard:
    found, state = _x(), _State()
    if found is None or found[0].XkbGetState(found[1], CORE_KEYBOARD, byref(state)):
        return Keyboard()
    return Keyboard(_layout(*found, state.group), bool(state.locked_mods & LOCK_MASK))


def _layout(x: Any, display: int, group: int) -> str:
    described = x.XkbAllocKeyboard()
    try:
        if x.XkbGetNames(display, GROUP_NAMES, described) or group > 3:
            return ""
        atom = described.contents.names.contents.groups[group]
        return _atom(x, display, atom) if atom else ""
    finally:
        x.XkbFreeKeyboard(described, 0, 1)


def _atom(x: Any, display: int, atom: int) -> str:
    name = x.XGetAtomName(display, atom)
    try:
        return (c_char_p(name).value or b"").decode("utf-8", "replace")
    finally:
        x.XFree(name)
