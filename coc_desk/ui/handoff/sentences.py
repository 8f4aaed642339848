"""Names in sentences."""


def last_word(name: str) -> str:
    """Return a name as it stands before the full stop of a sentence: "Imke R." has one of its own."""
    return name.removesuffix(".")
