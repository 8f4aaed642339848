"""Sealing to people: age (age-encryption.org/v1), X25519 recipients, binary.

Format: a plain age file with one stanza a recipient; the public `age` tool opens it for whoever holds the key. age says
nothing of who sealed: what needs an author is signed before or beside it (`identity`). Its length tells the number of
recipients.
"""

from collections.abc import Sequence

import pyrage
from pyrage import x25519

from coc_desk.keys.errors import DoesNotOpen
from coc_desk.keys.identity import Identity


def seal(secret: bytes, recipients: Sequence[str]) -> bytes:
    """Return `secret` so that each recipient can open it; ValueError for none, or one that is no age recipient.

    Holds the GIL, 0.1 ms for a key; cut anything above 1 MiB into pieces.
    """
    if not recipients:
        raise ValueError("nobody to seal to")
    try:
        return bytes(pyrage.encrypt(secret, [x25519.Recipient.from_str(recipient) for recipient in recipients]))
    except pyrage.RecipientError as problem:
        raise ValueError("not an age X25519 recipient") from problem


def open_sealed(sealed: bytes, identity: Identity) -> bytes:
    """Return the secret; `DoesNotOpen` when it was not sealed to this identity, or was changed or cut."""
    try:
        return bytes(pyrage.decrypt(sealed, [identity.opening]))
    except pyrage.DecryptError:
        raise DoesNotOpen from None
