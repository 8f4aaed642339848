"""Figures of the vault: opening, saving, searching, drafts; against bare SQLCipher and plain SQLite."""

import secrets
import sqlite3
import statistics
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import sqlcipher3

from coc_desk.casework.ledger import Draft
from coc_desk.vault.folder import peek
from coc_desk.vault.opening import open_vault
from coc_desk.vault.unlocking import derive_keys
from coc_desk.vault.vault import Vault
from tests.benchmarks.measuring import Figure, absolute, compared, interleaved, milliseconds, ninety_five
from tests.vault.building import CHEAP, NOOR, PASSPHRASES, VaultFolder, Writer, fill, new_vault, words

SAVES = 200
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
    """One entry, durable: signed, checked, folded, indexed; against the same bytes in a bare database.

    Entries go into incidents of some tens, as they do at an event.
    """
    random, writer = Random(11), Writer(vault, datetime(2028, 1, 1, tzinfo=UTC))
    incidents = [one.id for one in vault.overviews()]
    for engine, name in ((_sqlcipher, "bare SQLCipher"), (_sqlite, "plain SQLite, nothing encrypted")):
        bare, text = engine(folder / f"{secrets.token_hex(4)}.db"), words(300, random)
        ours, theirs = interleaved(
            lambda text=text: writer.note(random.choice(incidents), text),  # type: ignore[misc]
            lambda text=text, bare=bare: _insert(bare, text),  # type: ignore[misc]
            SAVES,
        )
        bare.close()
        yield compared(f"save an entry, durable, against {name}", entries, ours, theirs, name, 1.5)


def _insert(bare: sqlite3.Connection, text: str) -> None:
    bare.execute("begin immediate")
    bare.execute("insert into entry (words) values (?)", (text,))
    bare.execute("commit")


def _sqlcipher(path: Path) -> sqlite3.Connection:
    bare = sqlcipher3.connect(str(path), isolation_level=None)
    bare.execute(f"pragma key=\"x'{secrets.token_hex(32)}'\"")
    return _plain(bare)


def _sqlite(path: Path) -> sqlite3.Connection:
    return _plain(sqlite3.connect(path, isolation_level=None))


def _plain(bare: sqlite3.Connection) -> sqlite3.Connection:
    bare.execute("pragma journal_mode=wal")
    bare.execute("pragma synchronous=full")
    bare.execute("create table entry (id integer primary key, words text)")
    return bare


def searching(vault: Vault, entries: int) -> Iterator[Figure]:
    """A word typed letter by letter, each letter a search."""
    random = Random(13)
    beginnings = [
        word[:end] for word in words(KEYSTROKES // 4, random).split() for end in range(1, min(len(word), 8) + 1)
    ]
    times = [milliseconds(lambda asked=asked: vault.search(asked)) for asked in beginnings]  # type: ignore[misc]
    slowest = f"slowest {max(times):.1f} ms of {len(times)}"
    yield absolute("search as you type, per key (95 of 100)", entries, ninety_five(times), 16, slowest)


def drafting(vault: Vault, entries: int) -> Figure:
    """Keeping a draft of a thousand words; the pause before it is 300 ms, 900 at most."""
    at, text = datetime.now(UTC), words(1000, Random(17))
    times = []
    for n in range(40):
        draft = Draft("d" * 32, "intake", None, "copper kettle", {"answers": {"words": {"v": f"{text} {n}"}}}, at, at)
        times.append(milliseconds(lambda draft=draft: vault.keep_draft(draft)))  # type: ignore[misc]
    vault.drop_draft("d" * 32)
    return absolute("keep a draft, blocks typing for", entries, ninety_five(times), 50, "95 of 100")


def temporary() -> tempfile.TemporaryDirectory[str]:
    """Return a folder on a disk, not in memory: durable must mean durable."""
    return tempfile.TemporaryDirectory(prefix="coc-desk-bench-", dir=Path.home() if Path.home().exists() else None)
