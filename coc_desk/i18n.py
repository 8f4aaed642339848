"""The language of the screen: gettext for the program's words, a choice among languages for the playbook's."""

import gettext as _gettext
import os
from collections.abc import Mapping
from pathlib import Path

LOCALES = {"en": "en_GB"}
"""British order (Sat 12 June) is understood everywhere; the American one is not."""

_translations: list[_gettext.NullTranslations] = [_gettext.NullTranslations()]
_language: list[str] = ["en"]


def use(language: str, locales: Path) -> None:
    """Speak `language` (an ISO 639-1 code) from now on; words nobody translated stay English."""
    _language[0] = language
    _translations[0] = _words_in(locales / language / "LC_MESSAGES" / "coc_desk.mo")


def _words_in(file: Path) -> _gettext.NullTranslations:
    # gettext's own search reads a table of all the world's locales first, which nobody's two letters need.
    try:
        with file.open("rb") as compiled:
            return _gettext.GNUTranslations(compiled)
    except FileNotFoundError:
        return _gettext.NullTranslations()


def system_language() -> str:
    """Return the ISO 639-1 code the system speaks; English when it does not say."""
    said = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    code = said.split(":")[0].split("_")[0].split(".")[0].lower()
    return code if code.isalpha() and len(code) in (2, 3) else "en"


def language() -> str:
    """Return the ISO 639-1 code of the language in use."""
    return _language[0]


def locale() -> str:
    """Return the locale by whose customs days and numbers are written."""
    return LOCALES.get(language(), language())


def _(text: str) -> str:
    """Return `text` in the language in use."""
    return _translations[0].gettext(text)


def sense(which: str, text: str) -> str:
    """Return a word that other languages have several words for; `which` tells translators what is meant here."""
    return _translations[0].pgettext(which, text)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of a counted sentence that fits `count`."""
    return _translations[0].ngettext(one, many, count)


class Words(dict[str, str]):
    """The same words in several languages, by ISO 639-1 code; `str()` gives those of the language in use."""

    def __str__(self) -> str:
        return self.get(language()) or self.get("en") or next(iter(self.values()), "")

    @classmethod
    def of(cls, text: str | Mapping[str, str]) -> "Words":
        """Take plain text (understood as English) or a table of languages."""
        return cls({"en": text}) if isinstance(text, str) else cls(text)
