"""What the keys layer refuses."""

from collections.abc import Mapping


class DoesNotOpen(Exception):
    """A key does not fit or the bytes were changed; which of the two cannot be told apart, and is not said."""


class CostOutOfRange(ValueError):
    """A derivation cost this program will not use."""


class CostTooLow(CostOutOfRange):
    """A derivation cheaper than the floor: somebody lowered it to make guessing easy."""


class CostTooHigh(CostOutOfRange):
    """A derivation that no laptop can be meant to do: the figures are damaged, or meant to make the program choke."""


class Mistyped(Exception):
    """What was typed from paper is not what stands there; the message says which word, as far as it can be known."""

    def __init__(self, sentence: str, meant: Mapping[int, str], share: int = 0) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.meant = dict(meant)
        """Places (from 0) and the words that stand there on the paper, where that is known."""
        self.share = share
        """Which of the shares typed it is about (1, 2), 0 for a sheet."""
