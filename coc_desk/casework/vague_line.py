"""Whether anybody may read a line: no name, contact, badge or handle is in it, nor a word that describes somebody."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from coc_desk.casework.bodies import table
from coc_desk.casework.document import Needle
from coc_desk.casework.incidents import Incident
from coc_desk.i18n import _
from coc_desk.playbook.definitions import Kind, Playbook

LONGEST = 120
"""Characters of a line: it stands in a row of a list."""
_DIGITS = 4
"""So many digits in a row are looked for by themselves: the end of a number gives it away."""
_LETTERS = 4
_COMMON = frozenset(
    """
    about after again also because been before being between both could does each either else ever every from have
    having here into just like many might more most much must near never none nothing only other over said same
    should since some somebody someone something still such than that their them then there these they thing this
    those through today tomorrow under until very well were what when where which while whom will with without would
    yesterday your
    """.split()  # noqa: SIM905 # a list of words is read as one
)
"""Words that describe nobody, whatever text they stand in."""


def tells(line: str, incident: Incident, needles: Iterable[Needle], names: Iterable[str], playbook: Playbook) -> str:
    """Return what kind of thing a line gives away, in words, without repeating it; empty when it is vague.

    `names` are those of team members the incident is about.
    """
    said = _words(line)
    for needle in needles:
        if _stands(needle, line, said):
            return _KINDS.get(needle.what, _something)()
    if any(_is_named(name, said) for name in names):
        return _KINDS["name"]()
    if any(_same(word, one) for word in _describing(incident, playbook) for one in said):
        return _("a word from somebody's description")
    return ""


def _something() -> str:
    return _("something that tells who it is")


_KINDS = {
    "name": lambda: _("a name"),
    "contact": lambda: _("a contact"),
    "badge": lambda: _("a badge"),
    "handle": lambda: _("a handle"),
}


def _stands(needle: Needle, line: str, said: list[str]) -> bool:
    if needle.what == "name":
        return _is_named(needle.text, said)
    sought, there = _run(needle.text), _run(line)
    digits = (one for one in re.findall(r"\d+", re.sub(r"[\s./()+-]", "", needle.text)) if len(one) >= _DIGITS)
    return (bool(sought) and _in_words(sought, said, there)) or any(one[-_DIGITS:] in there for one in digits)


def _in_words(sought: str, said: list[str], there: str) -> bool:
    return sought in there if len(sought) > 2 else sought in said


def _is_named(name: str, said: list[str]) -> bool:
    """Whether one part of a name stands among words: initials alone name nobody."""
    return any(_same(part, one) for part in _words(name) if len(part) > 1 for one in said)


def _same(sought: str, word: str) -> bool:
    """Whether a word is the one sought, or that with an ending."""
    return word == sought or (len(sought) >= _LETTERS and word.startswith(sought))


def _describing(incident: Incident, playbook: Playbook) -> Iterator[str]:
    for person in incident.people:
        for key, fact in person.facts.items():
            field = playbook.form.fields.get(key)
            value = table(fact.answer).get("v")
            if isinstance(value, str) and (field is None or field.kind in (Kind.TEXT, Kind.LONG_TEXT)):
                yield from (one for one in _words(value) if len(one) >= _LETTERS and one not in _COMMON)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", _plain(text))


def _run(text: str) -> str:
    return "".join(_words(text))


def _plain(text: str) -> str:
    """Return a text without accents and case."""
    return "".join(one for one in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(one))
