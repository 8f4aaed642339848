"""The figure of the handoff PDF: forty incidents, rendered, searched, sealed."""

from collections.abc import Iterator
from random import Random

from coc_desk.casework.document import Document, Item, Needle, Paragraph, Section, Span
from coc_desk.opening import press
from tests.benchmarks.measuring import Figure, absolute, milliseconds
from tests.vault.building import words

INCIDENTS = 40
NEEDLES = 200
WORDS_EACH = 400


def paper_figures() -> Iterator[Figure]:
    """Measure the first page of a session, fonts and all, and one more."""
    document, needles, machine = forty(), forbidden(), press()

    def whole() -> None:
        pdf = machine.render(document)
        assert machine.find(pdf, document, needles) == []
        machine.seal(pdf, "harvest pepper cloud")

    cold, warm = milliseconds(whole), min(milliseconds(whole) for _ in range(3))
    yield absolute(
        "handoff PDF, 40 incidents, sealed and checked", 0, cold / 1000, 2, f"again {warm / 1000:.2f} s", "s"
    )


def forty() -> Document:
    """Return a handoff of forty incidents of 400 words."""
    random = Random(19)
    items = tuple(
        Item(
            f"copper kettle {n}",
            "Watch",
            "border",
            (Span("danger no"),),
            (Paragraph((Span(words(WORDS_EACH, random)),)), Paragraph((Span("If it goes on, then call."),), "if-then")),
        )
        for n in range(INCIDENTS)
    )
    return Document(
        "Handoff",
        "Saltmarsh Conf",
        "Copy for Imke R.",
        "Confidential",
        (("From", "Noor H."),),
        (Section(2, "Open incidents", "40 in this copy", items),),
        ("Handoff 1",),
    )


def forbidden() -> list[Needle]:
    """Return names and contacts that are not on the page."""
    names = [Needle(f"Zzyx{n} Qwerty{n}", "name", "paper heron", "copper kettle") for n in range(NEEDLES // 2)]
    return names + [
        Needle(f"zzyx{n}@example.org", "contact", "paper heron", "copper kettle") for n in range(NEEDLES // 2)
    ]
