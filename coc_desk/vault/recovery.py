"""The open vault's recovery, as the desk asks for it."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from coc_desk.casework.entries import unstamp
from coc_desk.casework.errors import Refused, Trouble
from coc_desk.casework.ledger import CircleId
from coc_desk.casework.recovery import Asked, Drawn, Proof, Recovery, Used
from coc_desk.i18n import _
from coc_desk.keys.passphrase import FLOOR, Cost
from coc_desk.vault.header import TEAM, KeyRing
from coc_desk.vault.recovering import Prepared, mark_of, prepare, prove, with_recovery
from coc_desk.vault.recovery_part import RecoveryPart
from coc_desk.vault.team import PRIVATE
from coc_desk.vault.vault import Vault


class VaultRecovery:
    """Implements `Recoverable`."""

    def __init__(self, vault: Vault, cost: Cost | None = None, floor: Cost = FLOOR) -> None:
        """Take the open vault, and what a derivation may cost (tests bring a cheap one)."""
        self._vault, self._cost, self._floor = vault, cost, floor

    @property
    def vault_mark(self) -> str:
        return mark_of(self._vault.id)

    def state(self) -> Recovery | None:
        part = self._vault.header.recovery
        if part is None:
            return None
        me = self._vault.me.id
        mine = (ring for ring in self._vault.header.circles if me in ring.keys and ring.id != TEAM)
        asked = tuple(self._asked(part, ring) for ring in mine)
        used = tuple(Used(one.lost, one.now, unstamp(one.at)) for one in part.used)
        return Recovery(part.id, part.way, part.set, unstamp(part.made), asked, used)

    def _asked(self, part: RecoveryPart, ring: KeyRing) -> Asked:
        there = {one.id: one.verify_key for one in self._vault.members if one.id in ring.keys and not one.left}
        agreed = {id for id, key in there.items() if part.has_agreed(self._vault.id, ring.id, id, key)}
        return Asked(ring.id, frozenset(there), ring.kind == PRIVATE, frozenset(agreed))

    def prepare(self, drawn: Drawn, made: datetime) -> Prepared:
        """Make keys under a secret; touches nothing of the vault, so any thread may."""
        return prepare(self._vault.header, drawn.way, drawn.secret, drawn.set, made, self._cost, self._floor)

    def put_in_force(self, prepared: object) -> None:
        if not self._vault.header.leads(self._vault.me.id):
            raise Refused(_("A lead makes the recovery sheet."))
        if not isinstance(prepared, Prepared):
            raise TypeError("not what `prepare` gave")
        self._vault.change_header(with_recovery(self._vault.header, prepared), roster=True)
        with suppress(Trouble):  # it is in force; what is left is gone on with at the next opening
            self._vault.renew_keys()

    def agree(self, circle: CircleId, yes: bool) -> None:
        header = self._vault.header
        if header.recovery is None:
            raise Refused(_("No recovery was made for this vault."))
        answered = header.recovery.with_answer(header.vault, circle, self._vault.me.id, self._vault if yes else None)
        self._vault.change_header(replace(header, recovery=answered))

    def prove(self, secret: str) -> Proof:
        """Open by a secret, for reading, over connections of its own, so any thread may."""
        return prove(self._vault.folder, self._vault.header, secret, self._floor)
