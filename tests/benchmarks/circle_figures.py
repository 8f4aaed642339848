"""Figures of circles: unlocking with many of them, and moving a large incident to another one."""

import itertools
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from coc_desk.casework.entries import EntryKind, IncidentId
from coc_desk.casework.ledger import FileId
from coc_desk.vault.vault import Vault
from tests.benchmarks.measuring import Figure, absolute, milliseconds
from tests.benchmarks.vault_figures import opening
from tests.vault.building import JUN, VaultFolder, Writer, desk_for, fill, new_vault, words

CIRCLES = (1, 5, 50)
GOAL = 300
"""Milliseconds; with few circles it is held to PRODUCT §14 by `vault_figures`."""
ENTRIES, FILES, MEGABYTES = 200, 5, 10


def circle_figures(folder: Path) -> Iterator[Figure]:
    """Measure unlocking with more and more circles, and moving one large incident out of a vault of 10,000 entries."""
    made = new_vault(folder / "circles.cocvault")
    for circles in CIRCLES:
        _bring_to(made, circles)
        figure = opening(made, 30 * circles)
        yield absolute(f"unlock with {circles} circles beyond the team's, all lists", 30 * circles, figure.value, GOAL)
    yield from moving(new_vault(folder / "moving.cocvault"))


def _bring_to(made: VaultFolder, circles: int) -> None:
    """Make circles of one incident each until there are so many."""
    vault = made.open()
    while len(vault.stores) - 2 < circles:
        store = vault._rings.make(frozenset({vault.me.id}))
        vault._books.add_store(store)
        writer = _writer(vault)
        writer.notes(writer.report(circle=store.circle.id), [words(60, Random(3))] * 29)
    vault.close()


def _writer(vault: Vault) -> Writer:
    return Writer(vault, vault.newest() or datetime(2027, 6, 12, tzinfo=UTC))


def moving(made: VaultFolder) -> Iterator[Figure]:
    """Take a member out of an incident with 200 entries and 50 MB of files."""
    vault = made.open()
    fill(vault, 10_000)
    incident, told = _large(vault), list[float]()

    def progress(_done: int, _whole: int) -> bool:
        told.append(time.perf_counter())
        return True

    desk, jun, began = desk_for(vault), made.member(JUN), time.perf_counter()
    taken = milliseconds(lambda: desk.recuse(incident, jun, progress=progress))
    apart = max(after - before for before, after in itertools.pairwise([began, *told]))
    note = f"progress told {len(told)} times, at most {1000 * apart:.0f} ms apart"
    yield absolute(f"move an incident: {ENTRIES} entries, {FILES * MEGABYTES} MB of files", 10_200, taken, 5_000, note)
    vault.close()


def _large(vault: Vault) -> IncidentId:
    writer, random = _writer(vault), Random(5)
    incident = writer.report(words(60, random))
    writer.notes(incident, [words(60, random) for _ in range(ENTRIES - 1 - FILES)])
    for _ in range(FILES):
        file = vault.put_file([random.randbytes(1_000_000) for _ in range(MEGABYTES)], MEGABYTES * 1_000_000)
        body = {"file": file.id, "name": "x.mp4", "media": "", "size": file.size, "sha256": file.sha256}
        vault.append([writer.entry(incident, EntryKind.FILE, body)], files=[FileId(file.id)])
    return incident
