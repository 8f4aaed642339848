"""What a screen reader perceives, told line by line as JSON: run by the system's Python, which has AT-SPI.

A line on standard input is {"ask": "see" | "focus" | "said", "pid": number}; the answer is one line.
"""

import json
import sys
from collections.abc import Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

STATES = ("focused", "checked", "expanded", "enabled", "editable", "selected", "active", "modal", "multi_line")
WORDY = ("text", "password text")
"""Roles whose text is not their name."""

focused: dict[int, Any] = {}
"""By process: what said last that it has the focus now."""
turns: dict[int, int] = {}
"""By process: how often the focus moved."""
said: dict[int, list[str]] = {}
"""By process: what was announced."""


def moved(event: Any) -> None:
    """Note where the focus went."""
    if event.detail1:
        pid = event.source.get_process_id()
        focused[pid] = event.source
        turns[pid] = turns.get(pid, 0) + 1


def announced(event: Any) -> None:
    """Note what is to be spoken."""
    said.setdefault(event.source.get_process_id(), []).append(str(event.any_data))


def programs(pid: int) -> Iterator[Any]:
    """Yield what a process shows on the bus."""
    desktop = Atspi.get_desktop(0)
    desktop.clear_cache()
    for at in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(at)
        if program is not None and program.get_process_id() == pid:
            yield program


def shown(thing: Any) -> Iterator[Any]:
    """Yield everything that shows under something, in order of reading."""
    for at in range(thing.get_child_count()):
        child = thing.get_child_at_index(at)
        if child is not None and child.get_state_set().contains(Atspi.StateType.SHOWING):
            yield child
            yield from shown(child)


def told(thing: Any) -> dict[str, Any]:
    """Return what is perceived of one thing."""
    thing.clear_cache()
    role, states = thing.get_role_name(), thing.get_state_set()
    there = {
        "role": role,
        "name": thing.get_name(),
        "description": thing.get_description(),
        "states": [one for one in STATES if states.contains(getattr(Atspi.StateType, one.upper()))],
        "label": label_of(thing),
        "text": "",
        "caret": 0,
    }
    if role in WORDY and (words := thing.get_text_iface()) is not None:
        there |= {"text": Atspi.Text.get_text(words, 0, -1), "caret": Atspi.Text.get_caret_offset(words)}
    return there


def label_of(thing: Any) -> str:
    """Return the label of a list that opens: there, the name is what is chosen."""
    if thing.get_role() != Atspi.Role.COMBO_BOX:
        return ""
    for one in thing.get_relation_set():
        if one.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            return str(one.get_target(0).get_name())
    return ""


def group_of(thing: Any) -> str:
    """Return the name of the group something is in."""
    while thing is not None:
        if thing.get_role() == Atspi.Role.PANEL and thing.get_name():
            return str(thing.get_name())
        thing = thing.get_parent()
    return ""


def answer(asked: dict[str, Any]) -> Any:
    """Return what was asked for."""
    pid = int(asked["pid"])
    match asked["ask"]:
        case "see":
            return [told(one) for program in programs(pid) for one in shown(program)]
        case "focus":
            here = focused.get(pid)
            return {"turn": turns.get(pid, 0), **(told(here) | {"group": group_of(here)} if here is not None else {})}
        case _:
            return said.get(pid, [])


def heard(channel: Any, _condition: Any) -> bool:
    """Answer one line; end when nobody asks any more."""
    line = channel.readline()
    if not line:
        loop.quit()
        return False
    try:
        reply = {"answer": answer(json.loads(line))}
    except GLib.Error:
        reply = {"answer": None}  # something vanished while it was looked at
    print(json.dumps(reply), flush=True)
    return True


loop = GLib.MainLoop()
Atspi.EventListener.new(moved).register("object:state-changed:focused")
Atspi.EventListener.new(announced).register("object:announcement")
GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, heard)
print(json.dumps({"answer": "ready"}), flush=True)
loop.run()
