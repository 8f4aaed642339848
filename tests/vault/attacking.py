"""What somebody can do with a copy of a vault's files and the passphrase of one member, without the program."""

import json
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from coc_desk.casework.entries import canonical
from coc_desk.keys.errors import DoesNotOpen
from coc_desk.keys.identity import Identity
from coc_desk.keys.passphrase import Cost
from coc_desk.keys.sealing import open_sealed
from coc_desk.keys.wrapping import unwrap
from coc_desk.vault.folder import peek
from coc_desk.vault.unlocking import derive_keys
from tests.vault.building import CHEAP, PASSPHRASES

PAGE, RESERVED, SALT, KEY_BYTES = 4096, 80, 16, 32
WAL_HEAD, FRAME_HEAD = 32, 24
SEALED_PIECE = 1024 * 1024 + 28
END = 7
"""The index keeps only the letters in which a word differs from the one before: so many of its last are looked for."""


@dataclass
class Attacker:
    """A member's private keys, and all other keys found so far with them."""

    identity: Identity
    keys: set[bytes] = field(default_factory=set)
    file_ids: set[str] = field(default_factory=set)

    def learn(self, folder: Path) -> None:
        """Open every seal in every vault.json, and read the files' keys in every database that opens."""
        for said in folder.rglob("vault*.json"):
            for value in _texts(json.loads(said.read_bytes())):
                self._try_seal(value)
        for database in folder.rglob("*.db"):
            for key in list(self.keys):
                self._learn_files(database, key)

    def _try_seal(self, value: str) -> None:
        with suppress(DoesNotOpen, ValueError):
            secret = open_sealed(bytes.fromhex(value), self.identity)
            if len(secret) == KEY_BYTES:
                self.keys.add(secret)

    def _learn_files(self, database: Path, key: bytes) -> None:
        with suppress(sqlcipher.Error):
            for id, found in rows(database, key, "select id, key from file"):
                self.file_ids.add(id)
                self.keys.add(bytes(found))

    def readable(self, folder: Path) -> Iterator[tuple[str, bytes]]:
        """Yield everything that opens with a key that is known: rows, raw pages of databases and logs, files."""
        for path in folder.rglob("*.db"):
            for key in self.keys:
                yield from ((path.name, text) for text in _rows_of_all(path, key))
                for file in (path, path.with_name(path.name + "-wal")):
                    yield from ((file.name, page) for page in pages_of(file, key))
        names = {one.name: one for one in folder.rglob("*") if one.is_file() and len(one.name) == 2 * SALT}
        for name, path in names.items():
            yield from ((name, piece) for piece in self._pieces(path, {*self.file_ids, name}))

    def _pieces(self, path: Path, ids: set[str]) -> Iterator[bytes]:
        sealed = path.read_bytes()[:SEALED_PIECE]
        for key in self.keys:
            for id in ids:
                with suppress(DoesNotOpen):
                    yield unwrap(key, sealed, canonical(["file", id, 0]))

    def finds(self, folder: Path, words: Iterable[str]) -> set[tuple[str, str]]:
        """Return in which file each word was found."""
        sought = [(word, _ends(word)) for word in words]
        return {
            (name, word)
            for name, content in self.readable(folder)
            for word, ends in sought
            if any(end in content for end in ends)
        }


def attacker(folder: Path, name: str, passphrase: str = "", floor: Cost = CHEAP) -> Attacker:
    """Return somebody who has a member's passphrase and this copy of the vault."""
    looked = peek(folder)
    member = next(one.id for one in looked.members if one.name == name)
    found = Attacker(derive_keys(looked, member, passphrase or PASSPHRASES[name], floor).identity)
    found.learn(folder)
    return found


def rows(path: Path, key: bytes, sql: str) -> list[tuple[Any, ...]]:
    """Return what a query gives, over a connection that changes nothing."""
    with closing(sqlcipher.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        connection.execute("pragma cipher_log_level=NONE")
        connection.execute(f"""pragma key="x'{key.hex()}'\"""")
        return connection.execute(sql).fetchall()


def _rows_of_all(path: Path, key: bytes) -> Iterator[bytes]:
    try:
        tables = [name for (name,) in rows(path, key, "select name from sqlite_master where type = 'table'")]
    except sqlcipher.Error:
        return
    for table in tables:
        for row in rows(path, key, f"select * from {table}"):
            yield b"\0".join(one if isinstance(one, bytes) else str(one).encode() for one in row)


def pages_of(path: Path, key: bytes) -> Iterator[bytes]:
    """Decrypt every page of a database or of a log by hand, those that hold nothing any more included."""
    content = path.read_bytes() if path.exists() else b""
    log = path.name.endswith("-wal")
    start, step, skip = (WAL_HEAD, FRAME_HEAD + PAGE, FRAME_HEAD) if log else (0, PAGE, 0)
    for place in range(start, len(content), step):
        page = content[place + skip : place + step]
        if len(page) == PAGE:
            yield _decrypted(page, key, 0)
            yield _decrypted(page, key, SALT)


def _decrypted(page: bytes, key: bytes, salt: int) -> bytes:
    vector = page[-RESERVED : -RESERVED + 16]
    opened = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return opened.update(page[salt:-RESERVED]) + opened.finalize()


def _ends(word: str) -> set[bytes]:
    folded = {word, word.lower()}
    return {one.encode() for one in folded} | {one[-END:].encode() for one in folded}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)
