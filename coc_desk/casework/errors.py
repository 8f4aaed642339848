"""The two kinds of trouble a responder is told about; anything else is a bug."""


class Refused(Exception):
    """Something the responder can put right; the message says how."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field
        """The place on the screen it belongs to, a field's key or empty."""


class Trouble(Exception):
    """Bad luck from outside (disk, network, damaged file): what happened, what is safe, what to do."""

    def __init__(self, fact: str, advice: str = "", kind: str = "disk") -> None:
        super().__init__(f"{fact} {advice}".strip())
        self.fact = fact
        """One bold sentence."""
        self.advice = advice
        """What is safe and what to do."""
        self.kind = kind
        """`disk full`, `read only`, `disk`, `damaged`, `newer`, `busy`, `clock`: chooses the icon, never the words."""
