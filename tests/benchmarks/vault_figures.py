"""Figures of the vault: opening, saving, searching, drafts; against bare SQLCipher and plain SQLite."""

import statistics
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from coc_desk.casework.ledger import Draft
from coc_desk.vault.circle import MOST_WAITING
from coc_desk.vault.folder import peek
from coc_desk.vault.opening import open_vault
from coc_desk.vault.unlocking import derive_keys
from coc_desk.vault.vault import Vault
from tests.benchmarks.bare import encrypted_copy, plain_copy
from tests.benchmarks.measuring import Figure, absolute, compared, milliseconds, ninety_five
from tests.vault.building import CHEAP, NOOR, PASSPHRASES, VaultFolder, Writer, fill, new_vault, words

SAVES = 10 * MOST_WAITING
KEYSTROKES = 200


def vault_figures(entries: int, folder: Path) -> Iterator[Figure]:
    """Measure a vault of so many entries."""
    made = new_vault(folder / f"v{entries}.cocvault")
    vault = made.open()
    fill(vault, entries)
    vault.close()
    yield opening(made, entries)
    vault = made.open()
    yield from saving(vault, entries, folder)
    yield from searching(vault, entries)
    yield drafting(vault, entries)
    vault.close()


def opening(made: VaultFolder, entries: int) -> Figure:
    """Unlock to the first list, without the deliberate key derivation."""
    looked = peek(made.folder)
    member = next(one.id for one in looked.members if one.name == NOOR)
    unlocked = derive_keys(looked, member, PASSPHRASES[NOOR], CHEAP)
    times = []
    for _ in range(7):
        opened: list[Vault] = []

        def open_and_list(opened: list[Vault] = opened) -> None:
            opened.append(open_vault(made.folder, unlocked))
            opened[0].overviews()

        times.append(milliseconds(open_and_list))
        opened[0].close()
    return absolute("unlock beyond key derivation, with all lists", entries, statistics.median(times), 150)


def saving(vault: Vault, entries: int, folder: Path) -> Iterator[Figure]:
    """One entry of 300 words, durable: signed, checked, folded, and its share of putting words into the index.

    Held against the same rows, byte for byte, written by the same statements in one durable transaction into a copy of
    the same database, index and all, with nothing around them: no signature, no check, no fold, no head file. Entries
    go into incidents of some tens, as they do at an event. Each value is the mean
    of as many as the index takes at a time.
    """
    random, writer = Random(11), Writer(vault, datetime(2028, 1, 1, tzinfo=UTC))
    incidents = [one.id for one in vault.overviews()]
    for copied, name, most in (
        (encrypted_copy, "same rows in bare SQLCipher", 1.5),
        (plain_copy, "same rows in plain SQLite, nothing encrypted", 0),
    ):
        bare, ours, theirs = copied(vault, folder), list[float](), list[float]()
        for _ in range(SAVES):
            ours.append(milliseconds(writer.note, random.choice(incidents), words(300, random)))
            theirs.append(milliseconds(bare.write, bare.newest_rows(vault)))
        bare.close()
        yield compared(
            f"save an entry, durable, against {name}", entries, in_batches(ours), in_batches(theirs), name, most
        )


def in_batches(times: list[float]) -> list[float]:
    """Return the mean of each so many saves of which one fills the index."""
    return [statistics.mean(times[first : first + MOST_WAITING]) for first in range(0, len(times), MOST_WAITING)]


def searching(vault: Vault, entries: int) -> Iterator[Figure]:
    """A word typed letter by letter, each letter a search."""
    random = Random(13)
    beginnings = [
        word[:end] for word in words(KEYSTROKES // 4, random).split() for end in range(1, min(len(word), 8) + 1)
    ]
    times = [milliseconds(lambda asked=asked: vault.search(asked)) for asked in beginnings]
    slowest = f"slowest {max(times):.1f} ms of {len(times)}"
    yield absolute("search as you type, per key (95 of 100)", entries, ninety_five(times), 16, slowest)


def drafting(vault: Vault, entries: int) -> Figure:
    """Keeping a draft of a thousand words; the pause before it is 300 ms, 900 at most."""
    at, text = datetime.now(UTC), words(1000, Random(17))
    times = []
    for n in range(40):
        draft = Draft("d" * 32, "intake", None, "copper kettle", {"answers": {"words": {"v": f"{text} {n}"}}}, at, at)
        times.append(milliseconds(lambda draft=draft: vault.keep_draft(draft)))
    vault.drop_draft("d" * 32)
    return absolute("keep a draft, blocks typing for", entries, ninety_five(times), 50, "95 of 100")


def temporary() -> tempfile.TemporaryDirectory[str]:
    """Return a folder on a disk, not in memory: durable must mean durable."""
    return tempfile.TemporaryDirectory(prefix="coc-desk-bench-", dir=Path.home() if Path.home().exists() else None)
