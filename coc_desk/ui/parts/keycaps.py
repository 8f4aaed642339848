"""Keys as they are named on a key cap."""

import sys
from typing import Final

_NAMES: Final = {"Return": "Enter", "PgDown": "PgDn", "PgUp": "PgUp", "Escape": "Esc", "Backspace": "Back"}
_ON_MAC: Final = {"Ctrl": "Cmd"}


def shown(keys: str, platform: str = sys.platform) -> str:
    """Return keys, given as in "Ctrl+Return", as they are shown: "Ctrl Enter"."""
    parts = keys.split("+") if len(keys) > 1 else [keys]
    if keys.endswith("++"):
        parts = [*keys[:-2].split("+"), "+"]
    names = _NAMES | (_ON_MAC if platform == "darwin" else {})
    return " ".join(names.get(part, part) for part in parts)
