"""A member's two key pairs: Ed25519 (RFC 8032) to sign with, X25519 in the manner of age to be written to.

Formats.

- Verify key: the 32 bytes of RFC 8032. Signature: its 64 bytes, over the message as given (no pre-hash, no context).
  What is signed must say what it is: it begins with a line that names its kind and version ("coc-desk entry 1"), or is
  the SHA-256 of something that does. Otherwise a signature on one thing could be shown as one on another.
- Recipient: the text of an age X25519 public key, "age1" and 58 characters of Bech32.
- Secret: the line "coc-desk identity 1" with its newline, 32 bytes of Ed25519 seed, then the age secret key as its
  ASCII text ("AGE-SECRET-KEY-1..."), so that the public `age` tool opens what was sealed to the member. Only ever kept
  wrapped.
"""

from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pyrage import IdentityError, x25519

from coc_desk.keys.errors import DoesNotOpen

_HEAD = b"coc-desk identity 1\n"
_SEED_BYTES = 32


@dataclass(frozen=True)
class Card:
    """A member's public keys, to be exchanged before the event."""

    verify_key: bytes
    """Ed25519, 32 bytes."""
    recipient: str
    """age X25519, text."""


@dataclass(frozen=True, eq=False)
class Identity:
    """A member's private keys; never shown, and kept only wrapped."""

    signing: Ed25519PrivateKey = field(repr=False)
    opening: Any = field(repr=False)
    """age X25519 secret key (pyrage's class, which brings no types)."""

    @classmethod
    def generate(cls) -> "Identity":
        """Make fresh keys from the system's random source."""
        return cls(Ed25519PrivateKey.generate(), x25519.Identity.generate())

    @classmethod
    def from_secret(cls, secret: bytes) -> "Identity":
        """Return the identity that `to_secret` gave; `DoesNotOpen` for anything else."""
        seed, text = secret[len(_HEAD) :][:_SEED_BYTES], secret[len(_HEAD) + _SEED_BYTES :]
        if not secret.startswith(_HEAD) or len(seed) != _SEED_BYTES:
            raise DoesNotOpen
        try:
            return cls(Ed25519PrivateKey.from_private_bytes(seed), x25519.Identity.from_str(text.decode("ascii")))
        except (IdentityError, UnicodeDecodeError):
            raise DoesNotOpen from None

    @property
    def card(self) -> Card:
        """The public halves."""
        return Card(self.signing.public_key().public_bytes_raw(), str(self.opening.to_public()))

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature of `message`, 64 bytes."""
        return self.signing.sign(message)

    def to_secret(self) -> bytes:
        """Return the private keys as bytes, to be wrapped at once."""
        return _HEAD + self.signing.private_bytes_raw() + str(self.opening).encode("ascii")


def verify(verify_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` was made over `message` by the holder of the key; False as well for what is no key at all."""
    try:
        Ed25519PublicKey.from_public_bytes(verify_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
