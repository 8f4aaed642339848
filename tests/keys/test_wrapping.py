"""Wrapped secrets open with the right key and context, and with nothing else."""

import secrets

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from hypothesis import assume, given
from hypothesis import strategies as st

from coc_desk.keys.errors import DoesNotOpen
from coc_desk.keys.wrapping import unwrap, wrap

KEY = bytes(range(32))


@given(secret=st.binary(max_size=200), context=st.binary(max_size=50))
def test_what_was_wrapped_comes_back(secret: bytes, context: bytes) -> None:
    assert unwrap(KEY, wrap(KEY, secret, context), context) == secret


@given(secret=st.binary(max_size=64), data=st.data())
def test_any_flipped_bit_is_refused(secret: bytes, data: st.DataObject) -> None:
    wrapped = bytearray(wrap(KEY, secret, b"circle 1"))
    bit = data.draw(st.integers(0, len(wrapped) * 8 - 1))
    wrapped[bit // 8] ^= 1 << bit % 8
    with pytest.raises(DoesNotOpen):
        unwrap(KEY, bytes(wrapped), b"circle 1")


@given(secret=st.binary(max_size=64), data=st.data())
def test_any_cut_is_refused(secret: bytes, data: st.DataObject) -> None:
    wrapped = wrap(KEY, secret, b"")
    with pytest.raises(DoesNotOpen):
        unwrap(KEY, wrapped[: data.draw(st.integers(0, len(wrapped) - 1))], b"")


@given(context=st.binary(max_size=20), other=st.binary(max_size=20))
def test_another_context_is_refused(context: bytes, other: bytes) -> None:
    assume(context != other)
    with pytest.raises(DoesNotOpen):
        unwrap(KEY, wrap(KEY, b"secret", context), other)


def test_another_key_is_refused() -> None:
    with pytest.raises(DoesNotOpen):
        unwrap(secrets.token_bytes(32), wrap(KEY, b"secret", b""), b"")


def test_wrapping_twice_shows_no_sameness() -> None:
    assert wrap(KEY, b"secret", b"") != wrap(KEY, b"secret", b"")


def test_a_key_of_another_length_is_a_mistake_of_the_caller_and_not_a_wrong_key() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        unwrap(KEY[:16], wrap(KEY, b"secret", b""), b"")


def test_the_format_is_as_written_down() -> None:
    wrapped = wrap(KEY, b"secret", b"member 7")
    nonce, sealed = wrapped[:12], wrapped[12:]
    assert ChaCha20Poly1305(KEY).decrypt(nonce, sealed, b"coc-desk wrap 1\nmember 7") == b"secret"


def test_what_an_earlier_release_wrapped_still_opens() -> None:
    wrapped = bytes(12) + ChaCha20Poly1305(KEY).encrypt(bytes(12), b"x" * 32, b"coc-desk wrap 1\nv")
    assert unwrap(KEY, wrapped, b"v") == b"x" * 32
