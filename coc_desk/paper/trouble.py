"""What goes wrong on paper, in plain sentences that never quote what is on the page."""

from coc_desk.casework.errors import Trouble


class PaperTrouble(Trouble):
    """A page that could not be made, sealed or opened."""

    def __init__(self, fact: str, advice: str = "") -> None:
        super().__init__(fact, advice, kind="paper")
