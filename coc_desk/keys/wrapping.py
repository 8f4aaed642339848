"""A secret under a key: ChaCha20-Poly1305 (RFC 8439) with what it is for bound to it.

Format: 12 random bytes of nonce, then the ciphertext (as long as the secret) and its 16-byte tag. Associated data: the
line "coc-desk wrap 1" with its newline, then the context, which the caller knows and the wrapped bytes do not hold.

A random nonce is safe here because a key wraps a handful of secrets or the pieces of one file in its life, not billions
(NIST SP 800-38D section 8.3 draws that line at 2^32 for nonces of this size). The scheme does not commit to its key: do
not offer one wrapped thing to many keys and take the first that opens; say by whom it was wrapped.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from coc_desk.keys.errors import DoesNotOpen

_HEAD = b"coc-desk wrap 1\n"
_NONCE_BYTES = 12


def wrap(key32: bytes, secret: bytes, context: bytes) -> bytes:
    """Return `secret` under a 32-byte key; it opens only with the same `context`. 28 bytes longer than the secret."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + ChaCha20Poly1305(key32).encrypt(nonce, secret, _HEAD + context)


def unwrap(key32: bytes, wrapped: bytes, context: bytes) -> bytes:
    """Return the secret; `DoesNotOpen` for another key or context, or bytes that were changed or cut."""
    nonce, sealed = wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:]
    cipher = ChaCha20Poly1305(key32)
    try:
        return cipher.decrypt(nonce, sealed, _HEAD + context)
    except (InvalidTag, ValueError):
        raise DoesNotOpen from None
