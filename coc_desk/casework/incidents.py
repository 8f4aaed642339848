"""An incident is what its entries add up to: the one door to its values, the fold and the overview."""

from coc_desk.casework.folding import fold, fold_on, order
from coc_desk.casework.numbering import Line, Struck
from coc_desk.casework.overviews import Overview, overview, overview_as_json, overview_from_json
from coc_desk.casework.parts import (
    SEVERITY,
    Answer,
    Attachment,
    Fact,
    Flags,
    Incident,
    Linked,
    Person,
    Promise,
    Report,
    Restriction,
    answer_word,
)

__all__ = [
    "SEVERITY",
    "Answer",
    "Attachment",
    "Fact",
    "Flags",
    "Incident",
    "Line",
    "Linked",
    "Overview",
    "Person",
    "Promise",
    "Report",
    "Restriction",
    "Struck",
    "answer_word",
    "fold",
    "fold_on",
    "order",
    "overview",
    "overview_as_json",
    "overview_from_json",
]
