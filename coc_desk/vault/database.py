"""One SQLCipher file: its settings, its schema, its transactions; every error comes out as `Trouble`."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import sqlcipher3.dbapi2 as sqlcipher

from coc_desk.casework.errors import Trouble
from coc_desk.vault import trouble
from coc_desk.vault.disk import sync_folder
from coc_desk.vault.trouble import told

PAGE = 4096
SETTINGS = (
    # These equal SQLCipher 4's own; written out so that a later default cannot change the format.
    f"cipher_page_size={PAGE}",
    "kdf_iter=256000",
    "cipher_hmac_algorithm=HMAC_SHA512",
    "cipher_kdf_algorithm=PBKDF2_HMAC_SHA512",
    # On, it makes a search take seconds (measured); locking ends the process instead.
    "cipher_memory_security=OFF",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "foreign_keys=ON",
    "cache_size=-64000",
)
LOG_PAGES = 1000
"""Pages in the log after which it is written into the file: SQLite's own."""
DURABLE = ("journal_mode=WAL", "synchronous=FULL")

Row = tuple[Any, ...]
Result = TypeVar("Result")
Migrations = Sequence[str]
"""Scripts in order; after the n-th, `user_version` is n."""


def shipped_migrations() -> Migrations:
    """Return the schema's scripts, oldest first."""
    folder = resources.files("coc_desk.vault") / "migrations"
    scripts = sorted((one for one in folder.iterdir() if one.name.endswith(".sql")), key=lambda one: one.name)
    return tuple(one.read_text(encoding="utf-8") for one in scripts)


class Database:
    """One open SQLCipher file; belongs to the thread that opened it."""

    def __init__(self, path: Path, key: bytes, migrations: Migrations, create: bool = False) -> None:
        self.path = path
        self._given_up: Callable[[], None] | None = None
        if not create:
            look(path, key, len(migrations))
        with told(path):
            self._connection = _connect(path, key)
            self._keep_durably()
        version = int(self.value("pragma user_version"))
        if version < len(migrations):
            self._migrate(version, migrations)

    def _keep_durably(self) -> None:
        for setting in DURABLE:
            self._connection.execute(f"pragma {setting}")

    def _migrate(self, version: int, migrations: Migrations) -> None:
        if version:
            self._copy_aside(version)
        for number, script in enumerate(migrations[version:], version + 1):
            self._apply(script, number)

    def _apply(self, script: str, number: int) -> None:
        # executescript commits whatever is open, so the transaction stands within the script.
        whole = f"begin immediate;\n{script}\npragma user_version={number};\ncommit;"
        try:
            self._told(lambda: self._connection.executescript(whole))
        except BaseException:
            self._roll_back()
            raise

    def _copy_aside(self, version: int) -> None:
        self.checkpoint()
        aside = self.path.parent / f"before-{version + 1}"
        with told(self.path):
            aside.mkdir(exist_ok=True)
            shutil.copy2(self.path, aside / self.path.name)
            sync_folder(aside)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return all rows of a query."""
        return self._told(lambda: self._connection.execute(sql, values).fetchall())

    def row(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        """Return the first row of a query, or None."""
        found: Row | None = self._told(lambda: self._connection.execute(sql, values).fetchone())
        return found

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """Return the first column of the first row of a query, or None."""
        row = self.row(sql, values)
        return row[0] if row else None

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run one statement; return how many rows it changed."""
        changed: int = self._told(lambda: self._connection.execute(sql, values).rowcount)
        return changed

    def run_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run one statement for each row."""
        if rows:
            self._told(lambda: self._connection.executemany(sql, rows))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All or none: what is written inside is durable when this ends, or was never there."""
        self.run("begin immediate")
        try:
            yield
            self.run("commit")
        except BaseException:
            self._roll_back()
            raise

    @contextmanager
    def trying(self) -> Iterator[None]:
        """What is written inside is there for queries inside, in memory, and never was when this ends."""
        self.run("begin immediate")
        try:
            yield
        finally:
            self._roll_back()

    def _roll_back(self) -> None:
        if self._connection.in_transaction:  # a full disk has rolled back already
            self._connection.rollback()

    def checkpoint(self) -> None:
        """Write everything from the log into the database and empty the log; a backup that runs comes to nothing."""
        self.let_go()
        self.rows("pragma wal_checkpoint(TRUNCATE)")

    def hold(self, given_up: Callable[[], None]) -> None:
        """Let the file stand still until `let_go`: all is in it, and what is written from now on stays in the log.

        `given_up` is called when something cannot wait.
        """
        self.checkpoint()
        self.run("pragma wal_autocheckpoint=0")
        self._given_up = given_up

    def let_go(self) -> None:
        """Let the log be written into the file again; whoever held it still is told."""
        if self._given_up is not None:
            self._given_up()
            self._given_up = None
            self.run(f"pragma wal_autocheckpoint={LOG_PAGES}")

    def rekey(self, key: bytes) -> None:
        """Bring every page under another key in one transaction; killed in between, the old key opens it as before."""
        self.let_go()
        self._told(lambda: self._connection.execute(f"""pragma rekey="x'{key.hex()}'\""""))
        self.checkpoint()

    def close(self) -> None:
        """Close; what was committed is safe without it."""
        self.let_go()
        self._told(self._connection.close)

    def _told(self, act: Callable[[], Result]) -> Result:
        try:
            return act()
        except (OSError, sqlcipher.Error) as problem:
            raise trouble.trouble(problem, self.path) from problem


def _connect(path: Path, key: bytes, read_only: bool = False) -> sqlcipher.Connection:
    name = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
    connection = sqlcipher.connect(name, uri=True, isolation_level=None, timeout=2)
    try:
        connection.execute("pragma cipher_log_level=NONE")  # first: it is for the whole process
        connection.execute(f"""pragma key="x'{key.hex()}'\"""")
        for setting in SETTINGS:
            connection.execute(f"pragma {setting}")
    except BaseException:
        connection.close()
        raise
    return connection


def look(path: Path, key: bytes, newest: int) -> None:
    """Refuse what is missing, empty, damaged or newer, over a connection that cannot change anything."""
    with told(path):
        if not path.exists():
            raise trouble.missing(path)
        size = path.stat().st_size
    if size == 0:  # SQLCipher would take it for a new and empty vault
        raise trouble.shorter(path, 0)
    try:
        version = _version(path, key)
    except sqlcipher.Error as problem:
        found = trouble.trouble(problem, path)
        raise (trouble.shorter(path, size // PAGE + 1) if _cut(found, size) else found) from problem
    if version > newest:
        raise trouble.newer(path)
    if version == 0:  # a database without its tables: nothing of ours is ever left like that
        raise trouble.damaged(path)


def opens(path: Path, key: bytes) -> bool:
    """Whether a key opens a database; changes nothing."""
    try:
        return path.exists() and path.stat().st_size > 0 and _version(path, key) > 0
    except (OSError, sqlcipher.Error):
        return False


def _cut(found: Trouble, size: int) -> bool:
    return found.kind == "damaged" and size % PAGE != 0


def _version(path: Path, key: bytes) -> int:
    beside = [path.with_name(path.name + end) for end in ("-wal", "-shm")]
    new = [one for one in beside if not one.exists()]
    try:
        with closing(_connect(path, key, read_only=True)) as connection:
            connection.execute("select count(*) from sqlite_master").fetchone()
            return int(connection.execute("pragma user_version").fetchone()[0])
    finally:
        for one in new:  # SQLite makes them even for reading, and leaves them empty
            one.unlink(missing_ok=True)


def count_entries(path: Path, key: bytes) -> int:
    """Return how many entries a database has, over a connection that cannot change anything; also while it is open."""
    look(path, key, len(shipped_migrations()))
    with told(path), closing(_connect(path, key, read_only=True)) as connection:
        return int(connection.execute("select count(*) from entry").fetchone()[0])
