"""What people do in the stories, by keys alone."""

from dataclasses import dataclass, field
from pathlib import Path

from tests.stories.window import Thing, Window


@dataclass
class Told:
    """Everything that was typed: none of it may be found in clear afterwards."""

    words: list[str] = field(default_factory=list)

    def __call__(self, words: str) -> str:
        self.words.append(words)
        return words


def make_vault(window: Window, name: str, event: str) -> str:
    """Go through the first run with the words that are offered; return them."""
    window.focused("Name in the team", "text")
    window.type(name)
    window.key("Return")
    window.focused("Type it once")
    passphrase = offered_words(window)
    window.type(passphrase, hidden=True)
    window.key("Return")
    window.focused("Event", "text")
    window.type(event)
    window.answer("First day", "2026-11-23")
    window.answer("Last day", "2026-11-29")
    window.key("Return")
    window.focused("Log a report")
    return passphrase


def offered_words(window: Window) -> str:
    """Return the numbered words that are offered as a passphrase."""

    def numbered(one: Thing) -> bool:
        number, _space, word = one.name.partition(" ")
        return one.role == "label" and number.isdecimal() and word.isalpha()

    def offered() -> list[str]:
        return [one.name.partition(" ")[2] for one in window.see() if numbered(one)]

    return " ".join(window.until(offered, "the words that are offered"))


def unlock(window: Window, passphrase: str) -> None:
    """Type the passphrase into the unlock window."""
    window.focused("Passphrase", "password text")
    window.type(passphrase, hidden=True)
    window.key("Return")


def answer_none(window: Window, letter: str, said: str) -> None:
    """Answer the field in focus without a value, and wait for its announcement."""
    before = len(window.announced())
    window.key("ctrl+period", letter)
    window.until(lambda: said in window.announced()[before:], f"the announcement {said!r}")


def choose_path(window: Window, field: str, path: Path) -> None:
    """Name a file or folder in the dialog that asks for one."""
    window.focused(field, "text")
    window.key("ctrl+a")
    window.type(str(path))
    window.key("Return")
