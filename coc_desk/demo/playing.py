"""`coc-desk demo`: plays the invented event into a folder and says what it made."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from coc_desk.casework.desk import Desk
from coc_desk.casework.disclosure import withheld
from coc_desk.casework.entries import EVENT
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.handoff import Written
from coc_desk.casework.ledger import Event
from coc_desk.demo import story
from coc_desk.demo.pictures import take_conflict_pictures, take_pictures
from coc_desk.keys.passphrase import FLOOR
from coc_desk.keys.words import made_passphrase
from coc_desk.opening import desk_over, passphrase_words, playbooks
from coc_desk.vault.folder import peek
from coc_desk.vault.making import create
from coc_desk.vault.opening import unlock
from coc_desk.vault.vault import Vault

ZONE = "Europe/Lisbon"
PROFILE = "next_shift"


@dataclass(frozen=True)
class Player:
    """A member of the invented team."""

    name: str
    role: str
    passphrase: str


class Laptop:
    """The one laptop of the story: whoever comes to it signs in with their own passphrase."""

    def __init__(self, folder: Path, players: Sequence[Player], clock: story.StoryClock, event: Event) -> None:
        self.folder, self.players, self.clock = folder, players, clock
        first, *others = players
        self.vault = create(
            folder, event, playbooks()["conference"].files, first.name, first.role, first.passphrase, FLOOR, clock
        )
        for one in others:
            self.vault.add_member(one.name, one.role, one.passphrase)
        self.signed_in = first

    def desk_of(self, player: Player) -> Desk:
        """Return a member's desk; whoever was there before is signed out."""
        if player != self.signed_in:
            self.vault.close()
            self.vault = self._unlocked(player)
            self.signed_in = player
        desk = desk_over(self.vault, self.clock)
        desk.sign_in()
        return desk

    def _unlocked(self, player: Player) -> Vault:
        member = next(one for one in peek(self.folder).members if one.name == player.name)
        return unlock(self.folder, member.id, player.passphrase, self.clock)


def main(out: Path, as_json: bool) -> int:
    """Play the event into a folder that is new or empty; return 0, or 1 and a sentence."""
    try:
        made = play(out)
    except (Refused, Trouble, OSError) as problem:
        print(problem)
        return 1
    print(json.dumps(made, indent=2, ensure_ascii=False) if as_json else _in_words(made))
    return 0


def play(out: Path) -> dict[str, Any]:
    """Play the event: make vault, handoff and pictures in `out`, return what was made."""
    out = out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        raise Refused(f"{out} is not empty. Choose a new folder.")
    day = datetime.now(ZoneInfo(ZONE)).date() - timedelta(days=1)
    event = Event("Saltmarsh Conf", ZONE, day - timedelta(days=1), day + timedelta(days=1))
    clock = story.StoryClock(day, ZoneInfo(ZONE))
    players = [Player(name, role, made_passphrase(passphrase_words())) for name, role in story.PLAYERS]
    laptop = Laptop(out / "saltmarsh-conf.cocvault", players, clock, event)
    team = story.Team(*(partial(laptop.desk_of, one) for one in players))
    story.morning(team, clock)
    story.afternoon(team, clock)
    outside = (story.step_out(team, clock), story.about_a_member(team, clock))
    desk = story.evening(team, clock)
    written = story.hand_over(desk, players[1].name, out)
    made = _made(laptop, desk, players, written, outside)
    pictures = take_pictures(desk, laptop.folder, out / "screens")
    pictures += take_conflict_pictures(team.imke(), out / "screens")
    laptop.vault.close()
    return {**made, "screens": [str(one) for one in pictures]}


def _made(
    laptop: Laptop, desk: Desk, players: Sequence[Player], written: Written, outside: Sequence[story.Outside]
) -> dict[str, Any]:
    profile = desk.playbook.profile(PROFILE)
    struck, amended = story.struck_and_amended(desk)
    return {
        "vault": str(laptop.folder),
        "members": [{"name": one.name, "passphrase": one.passphrase} for one in players],
        "handoff": {"file": str(written.file), "passphrase": written.passphrase, "profile": profile.key},
        "withheld": sorted({needle.text for needle in withheld(laptop.vault.needles(), profile)}),
        "typed": list(story.TYPED),
        "recused": [
            {"member": one.member, "incident": desk.incident(one.incident).code, "typed": list(one.typed)}
            for one in outside
        ],
        "incidents": len(desk.incidents()),
        "entries": sum(one.entries for one in desk.incidents()) + len(laptop.vault.entries_of(EVENT)),
        "struck": struck,
        "amended": amended,
    }


def _in_words(made: dict[str, Any]) -> str:
    handoff, pictures = made["handoff"], made["screens"]
    return "\n".join(
        (
            "An invented event was played.\n",
            f"Vault: {made['vault']}",
            *(f"  {one['name']}: {one['passphrase']}" for one in made["members"]),
            f"\nHandoff: {handoff['file']}",
            f"  passphrase: {handoff['passphrase']}",
            f"  {len(made['withheld'])} names, contacts, badges and handles are withheld in it.\n",
            (
                f"{made['incidents']} incidents, {made['entries']} entries, "
                f"{made['struck']} struck, {made['amended']} amended."
            ),
            *(f"{one['member']} cannot open {one['incident']}." for one in made["recused"]),
            f"{len(pictures)} pictures of screens in {Path(pictures[0]).parent if pictures else '-'}",
        )
    )
