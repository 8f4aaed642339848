"""The settings of this laptop: how the program looks and when it locks. Nothing about any case is in here."""

import json
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Final, Literal, get_args

from coc_desk.i18n import _, ngettext

Theme = Literal["system", "light", "dark", "contrast-dark", "contrast-light"]

THEMES: Final[tuple[Theme, ...]] = get_args(Theme)
TEXT_SCALE: Final = (1.0, 2.0)
"""Smallest and largest text, as a factor."""
IDLE_MINUTES: Final = (1, 30)
"""Soonest and latest lock after the last key or movement, in minutes."""
LONGEST: Final = 4096
"""No setting holds a text longer than this, in characters."""


def _theme(value: Any) -> bool:
    return value in THEMES


def _language(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch("([a-z]{2,3})?", value) is not None


def _text_scale(value: Any) -> bool:
    return type(value) in (int, float) and TEXT_SCALE[0] <= value <= TEXT_SCALE[1]


def _minutes(value: Any) -> bool:
    return type(value) is int and IDLE_MINUTES[0] <= value <= IDLE_MINUTES[1]


def _text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST and "\0" not in value


def _texts(value: Any) -> bool:
    return isinstance(value, Mapping) and all(_text(key) and _text(one) for key, one in value.items())


def _base64(value: Any) -> bool:
    return _text(value) and len(value) % 4 == 0 and re.fullmatch("[A-Za-z0-9+/]*={0,2}", value) is not None


@dataclass(frozen=True)
class Settings:
    """What one user chose on this laptop; a value out of its bounds raises ValueError."""

    language: str = field(default="", metadata={"check": _language})
    """ISO 639-1 code, or empty: the language of the system."""
    theme: Theme = field(default="system", metadata={"check": _theme})
    text_scale: float = field(default=1.0, metadata={"check": _text_scale})
    idle_minutes: int = field(default=5, metadata={"check": _minutes})
    vault: str = field(default="", metadata={"check": _text})
    """Path of the vault that was open last, or empty."""
    members: Mapping[str, str] = field(default_factory=dict, metadata={"check": _texts})
    """Who unlocked last: member id by vault id."""
    window: str = field(default="", metadata={"check": _base64})
    """Size and place of the main window in Qt's own form, base64; or empty."""

    def __post_init__(self) -> None:
        if wrong := _wrong(asdict(self)):
            raise ValueError(f"out of bounds: {', '.join(wrong)}")


@dataclass(frozen=True)
class Loaded:
    """Settings as they were found, and a sentence if they were not found whole."""

    settings: Settings
    problem: str = ""


def load(path: Path) -> Loaded:
    """Read the settings; never raises.

    A file that cannot be understood is set aside beside itself; a single value out of bounds gives way to the usual
    one; a setting this version does not know is left out.
    """
    try:
        said = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Loaded(Settings())
    except OSError:
        return Loaded(Settings(), _("The settings of this laptop cannot be read. The usual ones are in use."))
    except (ValueError, RecursionError):
        return _set_aside(path)
    return _understood(said) if isinstance(said, dict) else _set_aside(path)


def save(settings: Settings, path: Path) -> None:
    """Write the settings so that a power cut leaves either the old or the new ones; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    fresh = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(settings), file, indent=2)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def _wrong(values: Mapping[str, Any]) -> list[str]:
    """Return the names of the known settings whose value is out of bounds."""
    checks = {one.name: one.metadata["check"] for one in fields(Settings)}
    return [name for name, value in values.items() if name in checks and not checks[name](value)]


def _understood(said: Mapping[str, Any]) -> Loaded:
    wrong = _wrong(said)
    known = {one.name for one in fields(Settings)} - set(wrong)
    settings = Settings(**{name: value for name, value in said.items() if name in known})
    if not wrong:
        return Loaded(settings)
    sentence = ngettext(
        "One setting of this laptop was out of its bounds and is as usual again.",
        "{count} settings of this laptop were out of their bounds and are as usual again.",
        len(wrong),
    )
    return Loaded(settings, sentence.format(count=len(wrong)))


def _set_aside(path: Path) -> Loaded:
    aside = path.with_suffix(".broken.json")
    try:
        path.replace(aside)
    except OSError:
        return Loaded(Settings(), _("The settings of this laptop are damaged. The usual ones are in use."))
    sentence = _("The settings of this laptop were damaged. They are kept as {name}, and the usual ones are in use.")
    return Loaded(Settings(), sentence.format(name=aside.name))
