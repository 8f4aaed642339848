"""What is wrong in a playbook, said so that its author finds the place."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from coc_desk.i18n import _, ngettext


@dataclass(frozen=True)
class Mistake:
    """One thing that is wrong in a file of a playbook."""

    file: str
    field: str
    """Key of the block it is in, empty when it is about the whole file."""
    reason: str
    """A sentence for the author."""
    line: int = 0
    """1-based; 0 when it is about the whole file."""
    block: str = "field"
    """What kind of block `field` names: field, section, step, ..."""

    def __str__(self) -> str:
        place = [self.file]
        if self.line:
            place.append(_("line {number}").format(number=self.line))
        if self.field:
            place.append(f'{self.block} "{self.field}"')
        return f"{', '.join(place)}: {self.reason}"


class PlaybookMistake(Exception):
    """A playbook that cannot be used; says the first mistake and how many more there are."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        """All that was found, in the order of the files."""
        first, more = self.mistakes[0], len(self.mistakes) - 1
        self.file = first.file
        self.field = first.field
        self.reason = first.reason
        self.line = first.line
        rest = ngettext("And {count} more mistake.", "And {count} more mistakes.", more).format(count=more)
        super().__init__(f"{first} {rest}" if more else str(first))

    @classmethod
    def of(cls, file: str, reason: str, line: int = 0) -> "PlaybookMistake":
        """Say one thing that is wrong with a whole file."""
        return cls([Mistake(file, "", reason, line)])


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """Return a sentence that offers the nearest known word, or all of them when none is near."""
    if near := get_close_matches(word, known, n=1):
        return _('Did you mean "{word}"?').format(word=near[0])
    return _("It can be one of: {words}.").format(words=", ".join(known)) if known else ""
