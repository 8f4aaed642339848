"""A login service on a bus, as systemd's is: run by the system's Python, which speaks D-Bus.

A line on standard input is a JSON list: path, interface, name and arguments of a signal to send (as GVariant text), and
whether the session has the screen from now on.
"""

import json
import os
import sys
from typing import Any

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

NAME = "org.freedesktop.login1"
SESSION = """<node><interface name="org.freedesktop.login1.Session">
<property name="Active" type="b" access="read"/></interface></node>"""
active = [True]


def begun(bus: Any, _name: str) -> None:
    """Show the caller's session; from then on lines are waited for."""
    interface = Gio.DBusNodeInfo.new_for_xml(SESSION).interfaces[0]
    told = lambda *_asked: GLib.Variant("b", active[0])  # noqa: E731
    bus.register_object("/org/freedesktop/login1/session/auto", interface, None, told, None)
    GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, lambda *_told: send(bus))
    print("ready", flush=True)


def send(bus: Any) -> bool:
    """Send what is said; end with the last line."""
    said = os.read(sys.stdin.fileno(), 65536).decode()  # readline would keep lines that nobody looks for
    for line in said.splitlines():
        path, interface, name, arguments, active[0] = json.loads(line)
        bus.emit_signal(None, path, interface, name, GLib.Variant.parse(None, arguments, None, None))
    if not said:
        loop.quit()
    return bool(said)


loop = GLib.MainLoop()
Gio.bus_own_name(Gio.BusType.SESSION, NAME, Gio.BusNameOwnerFlags.NONE, None, begun, None)
loop.run()
