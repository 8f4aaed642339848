"""What the keys layer refuses."""


class DoesNotOpen(Exception):
    """A key does not fit or the bytes were changed; which of the two cannot be told apart, and is not said."""


class CostOutOfRange(ValueError):
    """A derivation cost this program will not use."""


class CostTooLow(CostOutOfRange):
    """A derivation cheaper than the floor: somebody lowered it to make guessing easy."""


class CostTooHigh(CostOutOfRange):
    """A derivation that no laptop can be meant to do: the figures are damaged, or meant to make the program choke."""
