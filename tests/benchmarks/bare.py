"""What the vault writes, written with nothing but SQL into a copy of its database: what saving is held against."""

import secrets
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3

from coc_desk.vault.circle import MOST_WAITING
from coc_desk.vault.database import DURABLE
from coc_desk.vault.rows import COLUMNS
from coc_desk.vault.vault import Vault

ENTRY = f"select place, {COLUMNS}, hash, digest, newest from entry order by place desc limit 1"
INSERT = f"insert into entry (place, {COLUMNS}, hash, digest, newest) values ({', '.join('?' * 15)})"
FOLLOWS = "insert into incident values (?1, ?2, ?3) on conflict do update set overview = ?2"
WAITING = "insert into words_waiting values (?, ?)"
INDEX = "insert into words (rowid, text) select place, text from words_waiting order by place"


@dataclass(frozen=True)
class Rows:
    """All that one saved entry put into the database."""

    entry: tuple[Any, ...]
    incident: tuple[Any, ...]
    words: tuple[Any, ...]


class Bare:
    """A copy of the team's database and the statements that write one entry."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection, self._waiting = connection, 0
        for setting in DURABLE:
            connection.execute(f"pragma {setting}")

    def newest_rows(self, vault: Vault) -> Rows:
        """Return what the vault wrote for its newest entry, as it stands in its database."""
        database = vault.stores[0].database
        entry = database.row(ENTRY) or ()
        incident = database.row("select id, overview, needles from incident where id = ?", (entry[2],)) or ()
        words = (
            database.row(
                "select text from words_waiting where place = ?1 union select text from words where rowid = ?1",
                (entry[0],),
            )
            or ()
        )
        return Rows(entry, incident, (entry[0], *words))

    def write(self, rows: Rows) -> None:
        """Write them, durable when this returns; each so many, put the words into the index, as the vault does."""
        run = self._connection.execute
        run("begin immediate")
        run(INSERT, rows.entry)
        run(WAITING, rows.words)
        run(FOLLOWS, rows.incident)
        run("commit")
        self._waiting += 1
        if self._waiting == MOST_WAITING:
            self._index()

    def _index(self) -> None:
        self._waiting = 0
        for statement in ("begin immediate", INDEX, "delete from words_waiting", "commit"):
            self._connection.execute(statement)

    def close(self) -> None:
        """Close."""
        self._connection.close()


def encrypted_copy(vault: Vault, folder: Path) -> Bare:
    """Return the team's database in a file of its own, as SQLCipher opens it by itself."""
    copy = folder / f"{secrets.token_hex(4)}.db"
    store = vault.stores[0]
    store.index_waiting()
    store.database.checkpoint()
    shutil.copyfile(store.database.path, copy)
    connection = sqlcipher3.connect(str(copy), isolation_level=None)
    connection.execute(f"pragma key=\"x'{vault._team_key().hex()}'\"")
    return Bare(connection)


def plain_copy(vault: Vault, folder: Path) -> Bare:
    """Return the same without encryption, in plain SQLite."""
    copy, plain = encrypted_copy(vault, folder), folder / f"{secrets.token_hex(4)}.db"
    copy._connection.execute("attach ? as plain key ''", (str(plain),))
    copy._connection.execute("select sqlcipher_export('plain')")
    copy.close()
    return Bare(sqlite3.connect(plain, isolation_level=None))
