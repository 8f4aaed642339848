"""Search finds what was written, in any script, whatever is typed."""

from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coc_desk.casework.entries import EVENT, EntryId, EntryKind
from coc_desk.casework.ledger import Found
from coc_desk.vault.circle import MOST_WAITING
from coc_desk.vault.search import cut_around, query, spaced, unspaced
from coc_desk.vault.vault import Vault
from tests.vault.building import VaultFolder, Writer

TEXTS = {
    "plain": "She was followed from the party to the bus stop.",
    "polish": "Powiedział, że zażółci jej gęślą jaźń",
    "german": "Er stand in der Straße und rief „Schlampe“",
    "chinese": "他在走廊里拦住她，不让她走",
    "japanese": "田中さんは廊下で泣いていた",
    "korean": "복도에서 그녀를 막았다",
    "arabic": "لحق بها إلى موقف الحافلة",
    "hebrew": "הוא עקב אחריה לתחנה",
    "hindi": "उसने दरवाज़ा बंद कर दिया",
    "thai": "เขาตามเธอไปที่ป้ายรถเมล์",
    "handle": "wrote to @night_owl-77 and o'brien@example.org",
    "emoji": "sent 🍆 and 💣 twice",
}


@pytest.fixture(scope="module")
def read_only(fresh_vault: VaultFolder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """A vault with all texts, which tests only read."""
    vault = fresh_vault.copy(tmp_path_factory.mktemp("search") / "S.cocvault").open()
    writer = Writer(vault)
    for name, text in TEXTS.items():
        writer.report(text, code=f"code {name}")
    yield vault
    vault.close()


def names(found: list[Found]) -> list[str]:
    return [one.code.removeprefix("code ") for one in found]


@pytest.mark.parametrize(
    ("typed", "finds"),
    [
        ("f", "plain"),
        ("foll", "plain"),
        ("FOLLOWED", "plain"),
        ("bus fol", "plain"),
        ("stop. party", "plain"),
        ("zazo", "polish"),
        ("zażółci", "polish"),
        ("gesla", "polish"),
        ("zazolci", "polish"),
        ("strasse", "german"),
        ("straße", "german"),
        ("schlamp", "german"),
        ("走廊", "chinese"),
        ("走", "chinese"),
        ("拦住她", "chinese"),
        ("田中", "japanese"),
        ("さん", "japanese"),
        ("泣いて 廊下", "japanese"),
        ("그녀", "korean"),
        ("الحاف", "arabic"),
        ("אחר", "hebrew"),
        ("दरवाज़ा", "hindi"),
        ("ป้าย", "thai"),
        ("@night_owl", "handle"),
        ("o'brien@example", "handle"),
        ("code handle", "handle"),
    ],
)
def test_what_was_written_is_found(read_only: Vault, typed: str, finds: str) -> None:
    assert finds in names(read_only.search(typed))


@pytest.mark.parametrize("typed", ["", " ", "ollowed", "followed nobody", "走里", "*", '"', "🍆🍆🍆", "..."])
def test_what_was_not_written_is_not_found(read_only: Vault, typed: str) -> None:
    assert read_only.search(typed) == []


@given(st.text())
@example('"')
@example('foll" OR "x')
@example("foll* NEAR(bus, 2) AND NOT x")
@example("text:foll ^foll {x} - + ( )")
@example("\0foll\0")
@example("\ud800 half a pair")
@example("a " * 500)
def test_whatever_is_typed_is_safe(read_only: Vault, typed: str) -> None:
    assert all(isinstance(one, Found) for one in read_only.search(typed))


def test_operators_are_only_words(read_only: Vault) -> None:
    assert read_only.search("followed OR zażółci") == []
    assert read_only.search("followed NOT party") == []
    assert names(read_only.search("followed - party")) == ["plain"]


def test_a_word_followed_by_a_blank_is_finished(read_only: Vault) -> None:
    assert names(read_only.search("follow")) == ["plain"]
    assert read_only.search("follow ") == []


def test_a_hit_says_where_it_is(read_only: Vault) -> None:
    [found] = read_only.search("bus st")
    assert (found.kind, found.number, found.code) == ("report", 1, "code plain")
    assert (found.before[-4:], found.match, found.after) == ("the ", "bus", " stop.")
    assert found.entry == EntryId(found.incident)


def test_a_hit_shows_the_match_without_its_accents_typed(read_only: Vault) -> None:
    [found] = read_only.search("jazn")
    assert (found.before[-6:], found.match, found.after) == ("gęślą ", "jaźń", "")


def test_numbers_follow_the_order_of_reading(vault: Vault) -> None:
    writer = Writer(vault)
    incident = writer.report()
    writer.notes(incident, ["first", "second marmalade", "third"])
    assert [one.number for one in vault.search("marmalade")] == [3]


def test_the_newest_come_first_among_equals(vault: Vault) -> None:
    writer = Writer(vault)
    incidents = [writer.report("marmalade") for _ in range(5)]
    assert [one.incident for one in vault.search("marmalade")] == incidents[::-1]
    assert len(vault.search("marmalade", limit=2)) == 2


def test_struck_entries_stay_searchable(vault: Vault) -> None:
    writer = Writer(vault)
    incident = writer.report()
    note = writer.note(incident, "about marmalade")
    vault.append([writer.entry(incident, EntryKind.STRUCK, {"of": note.id, "reason": "somebody else"})])
    assert [one.entry for one in vault.search("marmalade")] == [note.id]


def test_the_events_own_entries_are_not_found(vault: Vault) -> None:
    body = {"step": "phone", "why": "marmalade"}
    vault.append([Writer(vault).entry(EVENT, EntryKind.STEP, body)])
    assert vault.search("marmalade") == []


def test_words_that_wait_for_the_index_are_found_and_survive(vault: Vault, vault_folder: VaultFolder) -> None:
    writer = Writer(vault)
    incident = writer.report()
    writer.notes(incident, [f"marmalade {number}" for number in range(MOST_WAITING + 5)])
    waiting = vault.stores[0].database.value("select count(*) from words_waiting")
    assert 0 < waiting < MOST_WAITING
    copy = vault_folder.copy(vault_folder.folder.with_name("as after a power cut")).open()
    for there in (copy, vault):
        assert len(there.search("marmalade", limit=100)) == MOST_WAITING + 5
    copy.close()


@given(st.text())
def test_a_text_is_read_as_it_was_before_it_was_spaced(text: str) -> None:
    assert unspaced(spaced(text)) == text


@given(st.text(), st.text(min_size=1))
def test_a_cut_text_is_part_of_it(text: str, typed: str) -> None:
    terms = query(typed).terms
    if terms:
        _before, match, _after = cut_around(text, terms)
        assert match in text


def test_a_long_text_is_cut_to_one_line() -> None:
    before, match, after = cut_around("word\n" * 5000 + "marmalade" + "\tword" * 5000, ("marma",))
    assert (match, len(before), len(after)) == ("marma", 48, 48)
    assert "\n" not in before + after
