"""Pages to test with: a handoff of invented incidents, and short ways to say paragraphs."""

from collections.abc import Sequence

from coc_desk.casework.document import (
    Blank,
    Block,
    Columns,
    Document,
    Frame,
    Item,
    Needle,
    Paragraph,
    Section,
    Source,
    Span,
    Table,
)


def said(*parts: str, style: str = "plain", source: Source | None = None) -> Paragraph:
    """Return a paragraph; a part that begins with * is bold."""
    spans = tuple(Span(part.removeprefix("*"), part.startswith("*")) for part in parts)
    return Paragraph(spans, style, source or Source())


def incident(code: str = "tin sparrow", summary: str = "Somebody waited at the entrance.") -> Item:
    """Return an open incident with what was done and promised."""
    promised = (Paragraph((Span("19:00", True), Span("Jun calls the affected person")), "hanging"),)
    return Item(
        code,
        "Act now",
        "filled",
        (Span("danger "), Span("maybe", True)),
        (
            said(summary),
            Columns((("Done", (said("Security informed."),)), ("Promised", promised))),
            said("*If", " seen, ", "*then", " security is called.", style="if-then"),
        ),
    )


def page(*blocks: Block, title: str = "Open incidents", **other: object) -> Document:
    """Return a document of one section with these blocks."""
    return document((Section(2, title, "", tuple(blocks)),), **other)


def document(sections: Sequence[Section], **other: object) -> Document:
    """Return a document of these sections."""
    values: dict[str, object] = {
        "title": "Handoff",
        "subtitle": "Saltmarsh Conf. Saturday 12 June",
        "right_title": "Copy for Imke R.",
        "right_note": "Confidential. Destroy by Sun 13 June",
        "facts": (("From", "Noor H."), ("", "1 incident is left out of this copy")),
        "sections": tuple(sections),
        "foot": ("Handoff 7 of Saltmarsh Conf", "Ledger 3F9A C21E 70B4"),
        "more": "To follow: {sections}",
    }
    return Document(**(values | other))  # type: ignore[arg-type]


def handoff(incidents: int = 3, words: int = 30) -> Document:
    """Return a handoff with all kinds of blocks and `incidents` open incidents."""
    summary = " ".join(["waited"] * words)
    return document(
        (
            Section(1, "Danger and watch-outs now", "", (Frame((said("*tin sparrow.", " May come back."),)),)),
            Section(
                2, "Open incidents", "in this copy", tuple(incident(f"code {i}", summary) for i in range(incidents))
            ),
            Section(4, "Restrictions", "", (Table(("Who", "What"), ((said("amber finch"), said("No contact")),)),)),
            Section(9, "Read-back", "", (Blank(("In their own words", "")),)),
        )
    )


def name(text: str) -> Needle:
    """Return a name that must not be on the page."""
    return Needle(text, "name", "blue heron", "tin sparrow")


def contact(text: str) -> Needle:
    """Return a phone, address or link that must not be on the page."""
    return Needle(text, "contact", "blue heron", "tin sparrow")


def handle(text: str) -> Needle:
    """Return a handle that must not be on the page."""
    return Needle(text, "handle", "blue heron", "tin sparrow")


def badge(text: str) -> Needle:
    """Return a badge that must not be on the page."""
    return Needle(text, "badge", "blue heron", "tin sparrow")
