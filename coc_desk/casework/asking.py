"""What stands in the team's ledger about conflicts: questions and answers, sealed to those they are for."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from coc_desk.casework.bodies import body_of, table, text, texts
from coc_desk.casework.entries import Entry, EntryId, EntryKind, IncidentId, MemberId, canonical

YES, NO, NOT_NOW = "yes", "no", "not now"
ANSWERS = (YES, NO, NOT_NOW)


class Opener(Protocol):
    """Whoever can open what was sealed to them."""

    def open_sealed(self, sealed: bytes) -> bytes | None:
        """Return the secret, None when it was not sealed to me."""
        ...


@dataclass(frozen=True)
class Question:
    """That I am asked whether I can work on an incident."""

    incident: IncidentId
    by: MemberId
    at: datetime
    reported: tuple[str, ...]
    """Names of the reported people, as far as the lead shows them."""
    to: tuple[MemberId, ...]
    """Who reads the answer."""
    at_once: bool
    """Whether a yes opens it at once; otherwise somebody inside has to let me in."""


@dataclass(frozen=True)
class Answered:
    """What somebody answered; the reason was not asked."""

    incident: IncidentId
    by: MemberId
    at: datetime
    answer: str
    """yes, no or not now."""


@dataclass
class Asked:
    """Questions to me, and answers I may read, by incident: what is opened once stays open in memory."""

    opener: Opener
    _opened: dict[EntryId, Mapping[str, Any]] = field(default_factory=dict)

    def questions(self, event: Iterable[Entry]) -> dict[IncidentId, Question]:
        """Return the latest question to me about each incident."""
        found: dict[IncidentId, Question] = {}
        for entry, incident, said in self._readable(event, "asks"):
            to = tuple(MemberId(one) for one in texts(said.get("to")))
            names = texts(said.get("reported"))
            found[incident] = Question(incident, entry.by, entry.at, names, to, said.get("at_once") is True)
        return found

    def answers(self, event: Iterable[Entry]) -> dict[tuple[IncidentId, MemberId], Answered]:
        """Return the latest answer of each member about each incident that was given to me, or by me."""
        found: dict[tuple[IncidentId, MemberId], Answered] = {}
        for entry, incident, said in self._readable(event, "answers"):
            if (answer := text(said.get("answer"))) in ANSWERS:
                found[incident, entry.by] = Answered(incident, entry.by, entry.at, answer)
        return found

    def _readable(self, event: Iterable[Entry], part: str) -> Iterable[tuple[Entry, IncidentId, Mapping[str, Any]]]:
        for entry in event:
            body = body_of(entry)
            incident, sealed = IncidentId(text(body.get("incident"))), text(body.get(part))
            if entry.kind == EntryKind.RECUSAL and incident and sealed:
                said = self._open(entry, sealed)
                if said.get("incident") == incident and said.get("by") == entry.by:  # nobody else's, put in here
                    yield entry, incident, said

    def _open(self, entry: Entry, sealed: str) -> Mapping[str, Any]:
        if entry.id not in self._opened:
            self._opened[entry.id] = self._unsealed(sealed)
        return self._opened[entry.id]

    def _unsealed(self, sealed: str) -> Mapping[str, Any]:
        try:
            secret = self.opener.open_sealed(bytes.fromhex(sealed))
            return table(json.loads(secret)) if secret else {}
        except ValueError:
            return {}  # another version's, or a stranger's


def to_be_sealed(incident: IncidentId, by: MemberId, **said: Any) -> bytes:
    """Return what is sealed: bound to the incident and its writer."""
    return canonical({"incident": incident, "by": by, **said})
