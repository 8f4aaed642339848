"""The screens: they show what the desk knows, ask it to act, and decide nothing."""

import ctypes
import sys

if sys.version_info < (3, 12):
    # PySide6 6.12 returns None without counting the reference, which is right only from Python 3.12 on, where None is
    # immortal (PEP 683). Before that, every call into Qt takes one away until none is left and Python aborts. So the
    # count begins so high here that it never gets there. 6.11 counts rightly, but does not know the system's wish for
    # less motion.
    ctypes.c_ssize_t.from_address(id(None)).value += 1 << 40
