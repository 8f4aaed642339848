"""The leak check: what must not be on a page is searched in the finished PDF and in what went into it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from coc_desk.casework.document import Document, Hit, Needle, Paragraph, Source, Span, paragraphs
from coc_desk.paper import reading
from coc_desk.paper.folding import Folded
from coc_desk.paper.lettering import clean
from coc_desk.paper.sought import Sought, verdict

_BEGINNING = 24
"""Letters by which a paragraph is recognised on its page."""
_FOOT = 21 / 25.4 * 72
"""Height of a page's foot in points; 21 mm in `resources/paper/page.typ`."""
_SEAM = 300
"""Letters looked at before and after the end of a page."""


@dataclass(frozen=True)
class _Text:
    """A paragraph that went in."""

    source: Source
    folded: Folded

    def stands_on(self, page: Folded) -> bool:
        """Tell whether it begins or ends on a page."""
        letters = self.folded.solid
        return letters[:_BEGINNING] in page.solid or letters[-_BEGINNING:] in page.solid


def find(pdf: bytes, document: Document, needles: Sequence[Needle]) -> list[Hit]:
    """Return where `needles` stand: in the unsealed `pdf`, its properties, and the `document` it was made from.

    One hit for each needle and paragraph that holds it, and one for each page where no paragraph accounts for it.
    A hit that is not certain may be an ordinary word. PaperTrouble if `pdf` does not open.
    """
    pages = [Folded(page) for page in reading.text_of(pdf)]
    seams = [Folded(seam) for seam in seams_in(bodies_in(pdf))]
    search = _Search(document, pages, seams, Folded("\n".join(reading.properties_of(pdf))))
    return [hit for needle in needles for hit in search.hits(Sought(needle))]


def bodies_in(pdf: bytes) -> list[str]:
    """Return the words of each page without its foot, which would stand between the halves of a name."""
    return reading.bodies_of(pdf, _FOOT)


def seams_in(bodies: Sequence[str]) -> list[str]:
    """Return what stands around the end of each page but the last."""
    return [f"{before[-_SEAM:]}\n{after[:_SEAM]}" for before, after in pairwise(bodies)]


class _Search:
    """All texts of one document, folded once."""

    def __init__(
        self, document: Document, pages: Sequence[Folded], seams: Sequence[Folded], properties: Folded
    ) -> None:
        self._pages, self._seams = pages, seams
        self._properties = properties
        self._paragraphs = [*paragraphs(document), Paragraph((Span(document.meta_title),))]
        self._together = Folded(" . ".join(clean(paragraph.text) for paragraph in self._paragraphs))

    def hits(self, sought: Sought) -> Iterator[Hit]:
        """Return the places where one needle stands."""
        on_pages = dict(self._on_pages(sought))
        in_texts = [*self._in_texts(sought)]
        for text, certain in in_texts:
            yield Hit(sought.needle, min(self._pages_of(text, on_pages), default=0), text.source, certain)
        explained = {page for text, _certain in in_texts for page in self._pages_of(text, on_pages)}
        doubtful = not any(certain for _text, certain in in_texts)
        for page, certain in on_pages.items():
            if page not in explained or (certain and doubtful):
                yield Hit(sought.needle, page, Source(), certain)
        outside = None if in_texts or on_pages else verdict(sought, self._properties)
        if outside is not None:
            yield Hit(sought.needle, 1, Source(), outside)

    def _on_pages(self, sought: Sought) -> Iterator[tuple[int, bool]]:
        """Return the pages that hold the needle; one that runs over its end is the first one's."""
        for number, page in enumerate(self._pages, 1):
            certain = verdict(sought, page)
            if certain is None and number <= len(self._seams):
                certain = verdict(sought, self._seams[number - 1])
            if certain is not None:
                yield number, certain

    def _in_texts(self, sought: Sought) -> Iterator[tuple[_Text, bool]]:
        if verdict(sought, self._together) is None:
            return
        for text in self._texts:
            if (certain := verdict(sought, text.folded)) is not None:
                yield text, certain

    @cached_property
    def _texts(self) -> list[_Text]:
        return [_Text(paragraph.source, Folded(clean(paragraph.text))) for paragraph in self._paragraphs]

    def _pages_of(self, text: _Text, on_pages: Collection[int]) -> list[int]:
        """Return those of the pages on which a text stands; the first where that cannot be seen."""
        return [page for page in on_pages if text.stands_on(self._pages[page - 1])] or list(on_pages)[:1]
