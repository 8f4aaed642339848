"""What search found, as lines: incidents by their code name, then the entries the words stand in."""

from collections.abc import Sequence
from itertools import islice

from coc_desk.casework.desk import Desk
from coc_desk.casework.incidents import Overview
from coc_desk.casework.ledger import Found
from coc_desk.i18n import _
from coc_desk.playbook.definitions import Playbook
from coc_desk.ui.found_list import Hit
from coc_desk.ui.place import Place
from coc_desk.ui.wording import stage_words, who

ICONS = {
    "report": "file-text",
    "answers": "file-pen",
    "amended": "file-pen-line",
    "promise": "heart-handshake",
    "kept": "heart-handshake",
    "decision": "scale",
    "restriction": "shield-alert",
    "file": "paperclip",
    "handoff": "arrow-left-right",
    "link": "link",
    "owner": "user-round",
}


def by_code_name(desk: Desk, overviews: Sequence[Overview], words: str, most: int) -> list[Hit]:
    """Return the incidents whose code name has a word that begins so, with where they stand."""
    wanted = words.strip().casefold()
    placed = ((one, _place(one.code, wanted)) for one in overviews)
    found = islice(((one, place) for one, place in placed if place >= 0), most)
    return [_incident(desk, one, place, len(wanted)) for one, place in found]


def _place(code: str, wanted: str) -> int:
    """Return where in a code name a word begins with what is wanted, or -1."""
    return f" {code.casefold()}".find(f" {wanted}") if wanted else -1


def _incident(desk: Desk, one: Overview, place: int, length: int) -> Hit:
    end = ", ".join(part for part in (stage_words(desk.playbook, one.stage), who(desk, one.owner)) if part != "–")
    return Hit(
        one.code[:place],
        one.code[place : place + length],
        one.code[place + length :],
        "folder",
        end,
        flags=(one.flags.danger, one.flags.going_on, one.flags.again),
        leads=Place("incident", one.id),
    )


def in_entry(playbook: Playbook, found: Found) -> Hit:
    """Return the line of an entry: the words around the match, where it stands, and a way to it."""
    return Hit(
        f"“… {found.before.lstrip()}",
        found.match,
        f"{found.after.rstrip()} …”",
        _icon(playbook, found),
        _("{code}, {number}").format(code=found.code, number=found.number),
        leads=Place("incident", found.incident, tab="record", field=f"entry:{found.entry}"),
    )


def _icon(playbook: Playbook, found: Found) -> str:
    kind = playbook.note_kind(found.kind)
    return kind.icon if kind else ICONS.get(found.kind, "messages-square")
