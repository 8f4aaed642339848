"""A passphrase gives the same key for ever, however its words are spaced, and never cheaply."""

import time
import unicodedata

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given, settings
from hypothesis import strategies as st

from coc_desk.keys.errors import CostTooHigh, CostTooLow
from coc_desk.keys.passphrase import CEILING, FLOOR, SALT_BYTES, Cost, calibrate, derive, normal

CHEAP = Cost(32, 1, 1)
SALT = bytes(range(SALT_BYTES))
LETTERS = st.characters(categories=["L", "N"])


def cheaply(passphrase: str, salt: bytes = SALT, cost: Cost = CHEAP) -> bytes:
    return derive(passphrase, salt, cost, floor=CHEAP)


def test_the_floor_is_what_rfc_9106_recommends() -> None:
    assert FLOOR.memory_kib == 64 * 1024
    assert FLOOR.passes == 3
    assert FLOOR.lanes >= 1


def test_the_key_of_a_passphrase_never_changes() -> None:
    known = "ac4fe7f91a853abdffb51a62de9d0fdac237a875f145dc36642c94a2af327c51"
    assert derive("tin sparrow  linen harbour", SALT, FLOOR).hex() == known


def test_bytes_go_in_as_written_down() -> None:
    other = Argon2id(salt=SALT, length=32, iterations=1, lanes=1, memory_cost=32)
    assert cheaply("  Żółw  \t 2 ") == other.derive("Żółw 2".encode())


@given(st.text(max_size=30))
def test_every_text_can_be_a_passphrase(text: str) -> None:
    assert len(cheaply(text)) == 32


def test_a_lone_surrogate_does_not_stop_it() -> None:
    assert len(cheaply("tin \ud83d sparrow")) == 32


@given(words=st.lists(st.text(LETTERS, min_size=1, max_size=6), max_size=5), data=st.data())
def test_blanks_between_words_are_forgiven(words: list[str], data: st.DataObject) -> None:
    blanks = st.text(" \t\u00a0\u3000\n", min_size=1, max_size=3)
    spread = data.draw(blanks) + "".join(word + data.draw(blanks) for word in words)
    assert normal(spread) == normal(" ".join(words))


@given(st.text(max_size=40))
def test_normal_is_final_and_the_same_for_every_composition(text: str) -> None:
    assert normal(normal(text)) == normal(text)
    assert normal(unicodedata.normalize("NFD", text)) == normal(text)


def test_case_and_marks_still_count() -> None:
    assert len({cheaply(text) for text in ("tin sparrow", "Tin sparrow", "tinsparrow", "tín sparrow")}) == 4


def test_salt_and_every_part_of_the_cost_count() -> None:
    keys = {
        cheaply("words"),
        cheaply("words", salt=SALT[::-1]),
        cheaply("words", cost=Cost(64, 1, 1)),
        cheaply("words", cost=Cost(32, 2, 1)),
        cheaply("words", cost=Cost(32, 1, 2)),
    }
    assert len(keys) == 5


@pytest.mark.parametrize("cost", [Cost(65535, 3, 1), Cost(65536, 2, 1), Cost(65536, 3, 0), Cost(0, 0, 0)])
def test_a_lowered_cost_is_refused(cost: Cost) -> None:
    with pytest.raises(CostTooLow):
        derive("words", SALT, cost)


@pytest.mark.parametrize("cost", [Cost(2**32, 3, 1), Cost(65536, 10**6, 1), Cost(65536, 3, 200)])
def test_a_cost_to_choke_on_is_refused_at_once(cost: Cost) -> None:
    start = time.perf_counter()
    with pytest.raises(CostTooHigh):
        derive("words", SALT, cost)
    assert time.perf_counter() - start < 1


@settings(max_examples=200)
@given(taken=st.floats(0.0001, 100), seconds=st.floats(0.01, 20), memory=st.integers(1, 2**26))
def test_calibration_stays_between_floor_and_ceiling(taken: float, seconds: float, memory: int) -> None:
    cost = calibrate(seconds, measure=lambda _: taken, memory_kib=memory)
    assert cost.reaches(FLOOR)
    assert CEILING.reaches(cost)
    assert cost.memory_kib <= max(FLOOR.memory_kib, min(1024 * 1024, memory // 4))


def test_a_fast_laptop_takes_more_memory_and_a_slow_one_the_floor() -> None:
    assert calibrate(1.0, measure=lambda _: 0.125, memory_kib=2**25).memory_kib == 512 * 1024
    assert calibrate(1.0, measure=lambda _: 3.0, memory_kib=2**25).memory_kib == FLOOR.memory_kib


def test_calibration_believes_the_quicker_of_two_measures() -> None:
    taken = iter([5.0, 0.25])
    assert calibrate(1.0, measure=lambda _: next(taken), memory_kib=2**25).memory_kib == 256 * 1024
