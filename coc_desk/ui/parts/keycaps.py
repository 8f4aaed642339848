"""Keys as they are named on a key cap, in the language of the screen."""

import sys
from collections.abc import Mapping

from coc_desk.i18n import sense


def shown(keys: str, platform: str = sys.platform) -> str:
    """Return keys, given as in "Ctrl+Return", as they are shown: "Ctrl Enter"."""
    parts = keys.split("+") if len(keys) > 1 else [keys]
    if keys.endswith("++"):
        parts = [*keys[:-2].split("+"), "+"]
    names = _names()
    if platform == "darwin":
        names = {**names, "Ctrl": "Cmd"}
    return " ".join(names.get(part, part) for part in parts)


def _names() -> Mapping[str, str]:
    return {
        "Ctrl": sense("key", "Ctrl"),
        "Shift": sense("key", "Shift"),
        "Alt": sense("key", "Alt"),
        "Tab": sense("key", "Tab"),
        "Return": sense("key", "Enter"),
        "Escape": sense("key", "Esc"),
        "Esc": sense("key", "Esc"),
        "Del": sense("key", "Del"),
        "PgUp": sense("key", "PgUp"),
        "PgDown": sense("key", "PgDn"),
        "Space": sense("key", "Space"),
        "Left": sense("key", "Left"),
        "Down": sense("key", "Down"),
    }
