"""One block of a playbook file, read key by key; mistakes are collected, so that an author sees all of them at once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coc_desk.i18n import Words, _
from coc_desk.playbook.mistakes import Mistake, did_you_mean

KEY = re.compile(r"[a-z][a-z0-9_]*")
MOST_MISTAKES = 100
"""More are not looked up: a file that is no playbook at all would keep an author waiting."""
LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass
class File:
    """A file of a playbook while it is read."""

    name: str
    text: str
    languages: tuple[str, ...] = ("en",)
    """The languages the playbook says it speaks."""
    mistakes: list[Mistake] = field(default_factory=list)

    def blocks(self, tables: Mapping[str, Any], name: str) -> list["Block"]:
        """Return the blocks `[[name]]` in order; none when there are none."""
        found = tables.get(name, [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            reason = _("Write each {name} as a block of its own that starts with [[{name}]].").format(name=name)
            self.mistakes.append(Mistake(self.name, "", reason, self.line_of(name, 0)))
            return []
        return [Block(self, name, index, table) for index, table in enumerate(found)]

    def line_of(self, block: str, index: int, key: str = "") -> int:
        """Return the line of a key, or of its block where the key is not found; 0 when neither is there."""
        heads = re.compile(rf"\[\[?\s*{re.escape(block)}\s*\]\]?")
        wanted = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[.=]")
        start = 0
        for number, line in enumerate(self.text.splitlines(), 1):
            if start and line.startswith("["):
                return start
            if heads.match(line):
                start = number if index == 0 else 0
                index -= 1
            elif start and key and wanted.match(line):
                return number
        return start


class Block:
    """One table of a playbook file. Its methods take a key each; a key that none asked for is a mistake."""

    def __init__(self, file: File, name: str, index: int, table: Mapping[str, Any]) -> None:
        self.file = file
        self.name = name
        self.index = index
        self._table = table
        self._asked: list[str] = []

    @property
    def label(self) -> str:
        """The block's key as it stands in the file, right or not."""
        return str(self._table.get("key", ""))

    def mistake(self, reason: str, at: str = "", **words: object) -> None:
        """Note what is wrong at the line of the key `at`; `words` fill the places in the sentence."""
        if len(self.file.mistakes) >= MOST_MISTAKES:
            return
        line = self.file.line_of(self.name, self.index, at)
        self.file.mistakes.append(Mistake(self.file.name, self.label, reason.format(**words), line, self.name))

    def unknown(self, word: str, known: Sequence[str], what: str, at: str = "") -> None:
        """Note a word that is none of the known ones; `what` says what they are: "a kind of field"."""
        self.mistake(_('"{word}" is not {what}. {advice}'), at, word=word, what=what, advice=did_you_mean(word, known))

    def key(self) -> str:
        """Return the block's own key: small letters, digits and _, as it is stored for ever."""
        key = self.text("key", required=True)
        if key and not KEY.fullmatch(key):
            self.mistake(_('"{key}" cannot be a key. Use small letters a to z, digits and _ only.'), "key", key=key)
        return key

    def text(self, key: str, required: bool = False) -> str:
        """Return a text, empty when it is not there."""
        return str(self._take(key, str, "", _("a text in quotes"), required))

    def flag(self, key: str) -> bool:
        """Return true or false; false when it is not there."""
        return bool(self._take(key, bool, False, _("true or false, without quotes")))

    def number(self, key: str) -> int:
        """Return a whole number from 1 up."""
        number = int(self._take(key, int, 1, _("a whole number"), required=True))
        if number < 1:
            self.mistake(_('"{key}" is a whole number from 1 up.'), key, key=key)
        return number

    def says(self, key: str, word: str) -> bool:
        """Whether a key holds this very text."""
        return self._table.get(key) == word and self.text(key) == word

    def texts(self, key: str, required: bool = False) -> tuple[str, ...]:
        """Return a list of texts."""
        found = self._take(key, list, [], _("a list of texts"), required)
        if not all(isinstance(one, str) for one in found):
            self.mistake(_('"{key}" is a list of texts in quotes.'), key, key=key)
            return ()
        return tuple(found)

    def one_of(self, key: str, known: Sequence[str], what: str, required: bool = True) -> str:
        """Return a text that is one of the known ones, empty when it is not."""
        word = self.text(key, required)
        if word and word not in known:
            self.unknown(word, known, what, key)
            return ""
        return word

    def words(self, key: str, required: bool = False) -> Words:
        """Return words in the playbook's languages; English is always among them."""
        found = self._take(key, (str, dict), None, _("a text, or a table of languages"), required)
        return self._words(key, found) if found is not None else Words()

    def sentences(self, key: str) -> tuple[Words, ...]:
        """Return any number of sentences, each in the playbook's languages."""
        found = self._take(key, (str, dict, list), [], _("a text, a table of languages, or a list of them"))
        return tuple(self._words(key, one) for one in (found if isinstance(found, list) else [found]))

    def table(self, key: str) -> "Block | None":
        """Return a table inside this block, or nothing when it is not there."""
        found = self._take(key, dict, None, _("a table"))
        return _Inner(self, key, found) if found is not None else None

    def tables(self, key: str) -> "list[Block]":
        """Return the tables of a list inside this block."""
        found = self._take(key, list, [], _("a list of tables"))
        if not all(isinstance(one, dict) for one in found):
            self.mistake(_('"{key}" is a list of tables like {example}.'), key, key=key, example='{ key = "..." }')
            return []
        return [_Inner(self, key, one) for one in found]

    def finish(self) -> None:
        """Note every key that nobody asked for."""
        for key in self._table:
            if key not in self._asked:
                advice = did_you_mean(key, self._asked)
                self.mistake(_('"{key}" means nothing here. {advice}'), key, key=key, advice=advice)

    def _take(self, key: str, kind: type | tuple[type, ...], otherwise: Any, what: str, required: bool = False) -> Any:
        self._asked.append(key)
        if key not in self._table:
            if required:
                self.mistake(_('"{key}" is missing.'), key=key)
            return otherwise
        found = self._table[key]
        if isinstance(found, kind) and not (isinstance(found, bool) and kind is int):
            return found
        self.mistake(_('"{key}" is not {what}.'), key, key=key, what=what)
        return otherwise

    def _words(self, key: str, found: object) -> Words:
        words = {"en": found} if isinstance(found, str) else found
        if not isinstance(words, dict) or not all(isinstance(one, str) for one in words.values()):
            reason = _('"{key}" is a text, or a table of languages like {example}.')
            self.mistake(reason, key, key=key, example='{ en = "..." }')
            return Words()
        if not str(words.get("en", "")).strip():
            self.mistake(_('"{key}" has no English words (en).'), key, key=key)
        for language in words:
            if language not in self.file.languages:
                self.unknown(language, self.file.languages, _("a language of this playbook"), key)
        return Words(words)


class _Inner(Block):
    """A table inside a block: its mistakes are said of the block, at the line of the key that holds it."""

    def __init__(self, outer: Block, key: str, table: Mapping[str, Any]) -> None:
        super().__init__(outer.file, outer.name, outer.index, table)
        self._outer = outer
        self._at = key

    def mistake(self, reason: str, at: str = "", **words: object) -> None:
        within = f"{self._at}, {self.label}" if self.label else self._at
        self._outer.mistake("{within}: {said}", self._at, within=within, said=reason.format(**words))
