"""Vaults to test with: two members, the cheapest key derivation, the playbook for conferences."""

import itertools
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import (
    START,
    Clock,
    Entry,
    EntryId,
    EntryKind,
    IncidentId,
    MemberId,
    new_id,
    write,
)
from coc_desk.casework.ledger import CircleId, Event, FileId, Ledger
from coc_desk.keys.passphrase import Cost
from coc_desk.paths import resources
from coc_desk.playbook.definitions import Playbook
from coc_desk.playbook.loading import load
from coc_desk.vault.folder import peek
from coc_desk.vault.making import create
from coc_desk.vault.opening import open_vault
from coc_desk.vault.unlocking import derive_keys
from coc_desk.vault.vault import Vault
from tests.casework.memory import PlainPress

CHEAP = Cost(8, 1, 1)
"""The least that Argon2id can do: tests are about other things."""
SALTMARSH = Event("Saltmarsh Conf", "Europe/Lisbon", date(2027, 6, 11), date(2027, 6, 13))
NOOR, JUN, IMKE = "Noor H.", "Jun K.", "Imke R."
PASSPHRASES = {NOOR: "kettle harbour violet", JUN: "lantern pebble orchard", IMKE: "marble ferry cobalt"}
DAY_TWO = datetime(2027, 6, 12, 12, 6, tzinfo=UTC)
DAY_THREE = DAY_TWO + timedelta(days=1)


@cache
def conference() -> Playbook:
    """Return the playbook that tests use."""
    return load(resources() / "playbooks" / "conference")


@dataclass(frozen=True)
class VaultFolder:
    """A vault on disk with two members, closed."""

    folder: Path

    def open(self, name: str = NOOR, clock: Clock = lambda: DAY_THREE, **more: Any) -> Vault:
        """Open it for a member, on the third day."""
        looked = peek(self.folder)
        member = next(one.id for one in looked.members if one.name == name)
        return open_vault(self.folder, derive_keys(looked, member, PASSPHRASES[name], CHEAP), clock, **more)

    def member(self, name: str) -> MemberId:
        """Return a member's id."""
        return next(one.id for one in peek(self.folder).members if one.name == name)

    def copy(self, to: Path) -> "VaultFolder":
        """Return a copy of it elsewhere."""
        shutil.copytree(self.folder, to)
        return VaultFolder(to)


def new_vault(folder: Path) -> VaultFolder:
    """Make a vault with its two members, and close it."""
    made = create(
        folder, SALTMARSH, conference().files, NOOR, "lead", PASSPHRASES[NOOR], CHEAP, lambda: DAY_TWO, floor=CHEAP
    )
    made.add_member(JUN, "responder", PASSPHRASES[JUN], CHEAP, CHEAP)
    made.close()
    return VaultFolder(folder)


def three_members(folder: Path) -> VaultFolder:
    """Make a vault with a third member, and close it."""
    made = new_vault(folder)
    vault = made.open(clock=lambda: DAY_TWO)
    vault.add_member(IMKE, "responder", PASSPHRASES[IMKE], CHEAP, CHEAP)
    vault.close()
    for name in (JUN, IMKE):
        made.open(name).close()
    return made


def with_secret(
    there: VaultFolder, words: str, picture: bytes, name: str = "Q. Quillfeather"
) -> tuple[IncidentId, FileId, datetime]:
    """Let Noor write an incident with a reported person, two notes and a file; return it, the file and when."""
    vault = there.open(clock=lambda: DAY_TWO)
    writer = Writer(vault)
    person = {"id": "p", "code": "velvet heron", "roles": ["reported"], "answers": {"name": {"v": name}}}
    incident = writer.report(f"He threw {words}.", people=[person])
    writer.notes(incident, ["first", f"more {words}"])
    file = vault.put_file([picture], len(picture))
    body = {"file": file.id, "name": "m.png", "media": "image/png", "size": file.size, "sha256": file.sha256}
    vault.append([writer.entry(incident, EntryKind.FILE, body)], files=[file.id])
    vault.close()
    return incident, file.id, writer.at


def desk_for(vault: Vault, clock: Clock = lambda: DAY_THREE) -> Desk:
    """Return the desk of whoever opened a vault; it makes no paper."""
    names = (f"maple thimble {n}" for n in itertools.count(1))
    return Desk(vault, PlainPress(), [f"w{n}" for n in range(7776)], names, clock)


class Writer:
    """Writes entries as one member would, a minute apart."""

    def __init__(self, ledger: Ledger, at: datetime = DAY_TWO) -> None:
        self.ledger, self.at = ledger, at

    def entry(self, incident: IncidentId, kind: str, body: dict[str, Any], **more: Any) -> Entry:
        """Return a signed entry that follows what the ledger has; it is not appended."""
        self.at += timedelta(minutes=1)
        more = {"prev": self.ledger.tip(incident), **more}
        return write(self.ledger, incident=incident, kind=kind, by=self.ledger.me.id, at=self.at, body=body, **more)

    def report(
        self, text: str = "He followed me to the bus.", circle: CircleId | None = None, **body: Any
    ) -> IncidentId:
        """File a report with one answer; return its incident."""
        id = IncidentId(new_id(self.at))
        said = {"code": code_name(id), "answers": {"words": {"v": text}}, "people": [], **body}
        entry = self.entry(id, EntryKind.REPORT, said, id=EntryId(id))
        self.ledger.append([entry], circle or self.ledger.team.id)
        return id

    def note(self, incident: IncidentId, text: str) -> Entry:
        """Write a note into an incident."""
        entry = self.entry(incident, EntryKind.NOTE, {"note": "talk_reporter", "text": text})
        self.ledger.append([entry])
        return entry

    def notes(self, incident: IncidentId, texts: Iterable[str]) -> list[Entry]:
        """Write several notes, one by one."""
        return [self.note(incident, text) for text in texts]


def bytes_in(folder: Path) -> dict[str, bytes]:
    """Return all that is in a folder but the lock, the reserve and SQLite's index of the log, which say nothing."""
    left_out = (".lock", "-shm", "reserve")
    files = (one for one in sorted(folder.rglob("*")) if one.is_file() and not one.name.endswith(left_out))
    return {str(one.relative_to(folder)): one.read_bytes() for one in files}


def as_after_a_power_cut(vault: Vault, to: Path) -> VaultFolder:
    """Return a copy of an open vault's folder as it is on disk at this moment, logs and all."""
    return VaultFolder(vault.folder).copy(to)


SYLLABLES = [
    "ba",
    "ke",
    "li",
    "mo",
    "nu",
    "pra",
    "ste",
    "tri",
    "vol",
    "wen",
    "ash",
    "bor",
    "cla",
    "dre",
    "fin",
    "gra",
    "hol",
    "jas",
    "kit",
    "lor",
]


def words(count: int, random: Random) -> str:
    """Return invented words of two to four syllables out of twenty: every short beginning of one fits very many."""
    return " ".join("".join(random.choices(SYLLABLES, k=random.randint(2, 4))) for _ in range(count))


def fill(vault: Vault, entries: int, each: int = 30, random: Random | None = None) -> list[IncidentId]:
    """Write that many entries of 60 words into incidents of thirty each; return the incidents."""
    random, writer, incidents = random or Random(7), Writer(vault), []
    for first in range(0, entries, each):
        id, prev, batch = IncidentId(new_id(writer.at)), START, list[Entry]()
        for number in range(min(each, entries - first)):
            body = {"code": code_name(id), "answers": {"words": {"v": words(60, random)}}, "people": []}
            note = {"note": "talk_reporter", "text": words(60, random)}
            kind, said = (EntryKind.NOTE, note) if number else (EntryKind.REPORT, body)
            batch.append(writer.entry(id, kind, said, prev=prev, **({} if number else {"id": EntryId(id)})))
            prev = batch[-1].hash
        vault.append(batch, vault.team.id)
        incidents.append(id)
    return incidents


def code_name(incident: IncidentId) -> str:
    """Return a code name that belongs to an incident's id alone."""
    return f"copper {incident[-6:]}"
