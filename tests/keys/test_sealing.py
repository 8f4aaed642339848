"""Sealed things open for those they were sealed to, and for nobody else."""

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coc_desk.keys.errors import DoesNotOpen
from coc_desk.keys.identity import Identity
from coc_desk.keys.sealing import open_sealed, seal

NOOR, TEO, IDA = (Identity.generate() for _ in range(3))


@given(st.binary(max_size=200))
def test_every_recipient_opens_it(secret: bytes) -> None:
    sealed = seal(secret, [NOOR.card.recipient, TEO.card.recipient])
    assert open_sealed(sealed, NOOR) == open_sealed(sealed, TEO) == secret


def test_nobody_else_opens_it() -> None:
    with pytest.raises(DoesNotOpen):
        open_sealed(seal(b"key", [NOOR.card.recipient, TEO.card.recipient]), IDA)


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_no_changed_bit_gives_another_secret(place: float, bit: int) -> None:
    sealed = bytearray(seal(b"k" * 32, [NOOR.card.recipient]))
    sealed[int(place * len(sealed))] ^= 1 << bit
    with pytest.raises(DoesNotOpen):
        open_sealed(bytes(sealed), NOOR)


@given(place=st.floats(0, 1, exclude_max=True))
def test_any_cut_is_refused(place: float) -> None:
    sealed = seal(b"k" * 32, [NOOR.card.recipient])
    with pytest.raises(DoesNotOpen):
        open_sealed(sealed[: int(place * len(sealed))], NOOR)


def test_sealing_to_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody"):
        seal(b"key", [])


@pytest.mark.parametrize("text", ["", "age1", "age1qqqq", "ü", NOOR.card.recipient[:-1] + "!", "AGE-SECRET-KEY-1XX"])
def test_what_is_no_recipient_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="recipient"):
        seal(b"key", [TEO.card.recipient, text])


def test_sealed_bytes_are_a_plain_age_file() -> None:
    sealed = seal(b"key", [NOOR.card.recipient])
    assert sealed.startswith(b"age-encryption.org/v1\n-> X25519 ")
    foreign = pyrage.x25519.Identity.from_str(NOOR.to_secret()[52:].decode())
    assert pyrage.decrypt(sealed, [foreign]) == b"key"
