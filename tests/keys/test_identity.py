"""Who signed is who holds the key; private keys are never shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coc_desk.keys.errors import DoesNotOpen
from coc_desk.keys.identity import Identity, verify

ME = Identity.generate()
OTHER = Identity.generate()


@given(st.binary(max_size=100))
def test_a_signature_is_known_by_its_card(message: bytes) -> None:
    assert verify(ME.card.verify_key, message, ME.sign(message))


@given(message=st.binary(max_size=60), data=st.data())
def test_no_changed_bit_of_message_or_signature_passes(message: bytes, data: st.DataObject) -> None:
    whole = bytearray(ME.sign(message) + message)
    bit = data.draw(st.integers(0, len(whole) * 8 - 1))
    whole[bit // 8] ^= 1 << bit % 8
    assert not verify(ME.card.verify_key, bytes(whole[64:]), bytes(whole[:64]))


def test_somebody_elses_signature_does_not_pass() -> None:
    assert not verify(ME.card.verify_key, b"entry", OTHER.sign(b"entry"))


@given(key=st.binary(max_size=40), signature=st.binary(max_size=80))
def test_nonsense_is_not_a_signature_and_raises_nothing(key: bytes, signature: bytes) -> None:
    assert not verify(key, b"entry", signature)


def test_an_identity_survives_being_kept() -> None:
    kept = Identity.from_secret(ME.to_secret())
    assert kept.card == ME.card
    assert kept.to_secret() == ME.to_secret()
    assert kept.sign(b"entry") == ME.sign(b"entry")


def test_the_first_test_vector_of_rfc_8032_holds() -> None:
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    known = Identity.from_secret(b"coc-desk identity 1\n" + seed + ME.to_secret()[52:])
    assert known.card.verify_key.hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert known.sign(b"").hex() == (
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )


@pytest.mark.parametrize("cut", [0, 5, 20, 40, 52, 60, 125])
def test_a_cut_secret_is_refused(cut: int) -> None:
    with pytest.raises(DoesNotOpen):
        Identity.from_secret(ME.to_secret()[:cut])


@given(st.binary(max_size=150))
def test_bytes_of_another_kind_are_refused(secret: bytes) -> None:
    with pytest.raises(DoesNotOpen):
        Identity.from_secret(secret)


def test_a_newer_format_is_refused() -> None:
    with pytest.raises(DoesNotOpen):
        Identity.from_secret(ME.to_secret().replace(b"identity 1", b"identity 2"))


def test_no_key_shows_in_what_python_prints() -> None:
    seed, age = ME.to_secret()[20:52], ME.to_secret()[52:].decode()
    for shown in (repr(ME), str(ME), repr([ME]), f"{ME}"):
        assert seed.hex() not in shown
        assert repr(seed) not in shown
        assert age not in shown
        assert shown.strip("[]") == "Identity()"


def test_two_identities_share_nothing() -> None:
    assert ME.card.verify_key != OTHER.card.verify_key
    assert ME.card.recipient != OTHER.card.recipient
