"""Makes the small vault that stands for a release: every later program has to read it.

Run once a release: `python -m tests.vault.storing tests/vault/stored/<version>`. What it holds is written beside it.
"""

import json
import sys
from pathlib import Path
from typing import Any

from coc_desk.casework.entries import EVENT, EntryKind, stamp
from coc_desk.casework.incidents import Overview, overview_as_json
from coc_desk.casework.ledger import Draft, FileId
from coc_desk.vault.vault import Vault
from tests.vault.building import DAY_TWO, JUN, Writer, new_vault

WORDS = "She said: „Lass mich“ – zażółć, 田中さん, لحق بها 🍆"
FILE = b"not really a picture" * 5000


def bodies(vault: Vault, due: str) -> list[tuple[str, dict[str, Any]]]:
    """Return an entry of every kind that an incident can have; "@n" stands for the id of the n-th."""
    other = next(one.id for one in vault.members if one.name == JUN)
    file = vault.put_file([FILE], len(FILE))
    return [
        (EntryKind.ANSWERS, {"report": "@0", "answers": {"danger": {"v": "maybe"}}, "people": []}),
        (
            EntryKind.NOTE,
            {"note": "talk_reporter", "text": WORDS, "present": [other], "reaction": "calm", "next": "call"},
        ),
        (EntryKind.AMENDED, {"of": "@2", "text": "It was Friday."}),
        (EntryKind.PROMISE, {"what": "Call back", "to": "reporter", "due": due, "owner": other, "note": "@2"}),
        (EntryKind.PROMISE, {"what": "Ask the venue", "to": "", "due": due}),
        (EntryKind.KEPT, {"promise": "@5", "state": "kept"}),
        (EntryKind.STRUCK, {"of": "@3", "reason": "It was Saturday after all."}),
        (EntryKind.STAGE, {"stage": "assessing", "why": "", "as": ""}),
        (EntryKind.OWNER, {"owner": other}),
        (EntryKind.STEP, {"step": "acknowledge", "state": "done"}),
        (EntryKind.RESTRICTION, {"what": "not at the party", "person": "p1", "until": due, "until_words": ""}),
        (EntryKind.FILE, {**file.__dict__, "file": file.id, "name": "x.png", "media": "image/png"}),
        (EntryKind.LINK, {"to": "f" * 32, "code": "green lamp", "why": "same room"}),
        (EntryKind.DECISION, {"outcomes": ["verbal_warning"], "text": "Talk to him."}),
        (EntryKind.CONSENT, {"person": "p1", "scope": "act", "answer": "yes"}),
        ("weather", {"sky": "from a newer program"}),
    ]


def fill(vault: Vault) -> None:
    """Write one incident with everything in it, a handoff, a draft, and what is remembered."""
    writer, entries = Writer(vault), list[str]()
    name = vault.take_code_name(iter(["copper kettle"]))
    person = {"id": "p1", "code": "maple thimble", "roles": ["reported"], "answers": {"name": {"v": "Max Roth"}}}
    answers = {"words": {"v": WORDS}, "danger": {"v": "yes"}, "going_on": {"none": "not asked"}}
    incident = writer.report(code=name, answers=answers, people=[person])
    entries.append(incident)
    for kind, body in bodies(vault, stamp(DAY_TWO.replace(hour=16))):
        said = {key: entries[int(value[1:])] if str(value).startswith("@") else value for key, value in body.items()}
        entry = writer.entry(incident, kind, said, happened={"words": "around lunch, day 2"})
        vault.append([entry], files=[FileId(said["file"])] if kind == EntryKind.FILE else [])
        entries.append(entry.id)
    handoff = {"to": "Jun K.", "profile": "next_shift", "file": "h.pdf", "fingerprint": "ab", "incidents": [name]}
    vault.append([writer.entry(EVENT, EntryKind.HANDOFF, handoff)])
    vault.keep_draft(Draft("d" * 32, "note", incident, name, {"text": WORDS}, DAY_TWO, DAY_TWO))
    vault.remember("place", {"screen": "incident"})


def told(vault: Vault) -> dict[str, Any]:
    """Return what a vault holds, as JSON: what later programs are held to."""
    overviews: list[Overview] = vault.overviews()
    streams = [EVENT, *(one.id for one in overviews)]
    entries = (entry for stream in streams for entry in vault.entries_of(stream))
    return {
        "overviews": [overview_as_json(one) for one in overviews],
        "entries": [[one.id, one.by, stamp(one.at), one.happened, one.body, one.hash.hex()] for one in entries],
        "needles": [[one.text, one.what, one.person, one.incident] for one in vault.needles()],
        "drafts": [[one.id, one.kind, dict(one.content)] for one in vault.drafts()],
    }


def main(folder: Path) -> None:
    """Make the vault and what it is to be compared with."""
    vault = new_vault(folder / "Saltmarsh.cocvault").open()
    fill(vault)
    (folder / "holds.json").write_text(json.dumps(told(vault), indent=1, ensure_ascii=False) + "\n", "utf-8")
    vault.close()
    (folder / "Saltmarsh.cocvault" / "vault.lock").unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
