"""What a responder does so that nothing is lost for good: recovery on paper, its rehearsal, backups."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coc_desk.casework import recovery_page
from coc_desk.casework.bench import Said
from coc_desk.casework.beside import put_beside
from coc_desk.casework.document import Document
from coc_desk.casework.entries import EVENT, EntryKind, stamp
from coc_desk.casework.errors import Refused
from coc_desk.casework.event_log import log_of
from coc_desk.casework.ledger import CircleId
from coc_desk.casework.looking import Looking
from coc_desk.casework.printing import Printing
from coc_desk.casework.recovery import SHARES, SHEET, Drawn, Proof, Recovery, Used
from coc_desk.casework.safekeeping import BackedUp, BackingUp, Safekeeping
from coc_desk.casework.safekeeping_log import MADE, REHEARSED, USED, SafekeepingLog
from coc_desk.i18n import _
from coc_desk.keys.errors import Mistyped
from coc_desk.keys.shares import make_shares, read_shares
from coc_desk.keys.sheet_words import SheetWords
from coc_desk.keys.words import paper_passphrase

_SEEN, _ASKED = "recoveries seen", "recovery asked"


def read_paper(way: str, set: int, typed: Sequence[str], words: Sequence[str]) -> str:
    """Return the secret in what was typed from a sheet or from two shares; `Refused` says which word is mistyped."""
    try:
        if way == SHARES:
            return read_shares(typed, set)
        return SheetWords(words).read(typed[0] if typed else "")
    except Mistyped as mistyped:
        raise Refused(mistyped.sentence, f"share {mistyped.share}" if mistyped.share else "words") from None


@dataclass(frozen=True)
class SealedPage:
    """A recovery page as an encrypted file."""

    file: Path
    passphrase: str
    """Shown once, stored nowhere."""


class Recovering(Looking):
    """What keeps a lost passphrase or a lost laptop from being the end."""

    words: Sequence[str]
    printing: Printing
    safekeeping: Safekeeping | None = None
    """None where nothing is kept: a ledger in memory."""

    def sign_in(self, wrong_tries: int = 0) -> None:
        """Write down what recovery was used for, if whoever used it could not."""
        super().sign_in(wrong_tries)
        state = self.recovery()
        known = {(one.lost, one.now) for one in self.safekeeping_log().used}
        for one in state.used if state else ():
            if (one.lost, one.now) not in known:
                self._note(USED, state.id if state else "", lost=one.lost, now=one.now, at=stamp(one.at))

    def safekeeping_log(self) -> SafekeepingLog:
        """Return what the ledger says of recovery and backups."""
        return log_of(self._ledger.entries_of(EVENT)).safekeeping

    # Recovery

    def recovery(self) -> Recovery | None:
        """Return the recovery in force; None when there is none."""
        return self.safekeeping.recovery.state() if self.safekeeping else None

    @property
    def vault_mark(self) -> str:
        """Return by what this vault is known on paper."""
        return self._kept().recovery.vault_mark

    def draw_recovery(self, way: str) -> Drawn:
        """Draw a secret that is to be on paper and nowhere else; nothing is in force yet."""
        if way == SHARES:
            shares = make_shares()
            return Drawn(SHARES, shares.secret, shares.words, shares.set)
        words = SheetWords(self.words).draw()
        return Drawn(SHEET, words, (words,))

    def recovery_pages(self, drawn: Drawn) -> list[Document]:
        """Return what is to be printed: one page for a sheet, three for shares."""
        return recovery_page.pages(drawn, self._ledger.event, self.vault_mark, self.now())

    def seal_recovery_page(self, page: Document, folder: Path) -> SealedPage:
        """Write a page into a folder, encrypted under fresh words, in any thread; `Trouble` leaves nothing there."""
        passphrase = paper_passphrase(self.words)
        target = folder / f"recovery-{secrets.token_hex(3)}.pdf"
        put_beside(target, self.printing.seal(self.printing.render(page), passphrase)).finish()
        return SealedPage(target, passphrase)

    def prepare_recovery(self, drawn: Drawn) -> object:
        """Make keys under a secret; takes seconds on purpose, for any thread."""
        return self._kept().recovery.prepare(drawn, self._clock())

    def keep_recovery(self, prepared: object) -> Recovery:
        """Put what was prepared in force, instead of the one before, and record it."""
        self._kept().recovery.put_in_force(prepared)
        state = self.recovery()
        assert state is not None, "it was put in force"
        self._note(MADE, state.id, way=state.way)
        self.see_recovery_question()  # who makes it has the questions in front of them
        return state

    def rehearse(self, typed: Sequence[str]) -> Proof:
        """Prove that what is on paper would open the team's circle; changes nothing. Takes a second, for any thread."""
        state = self.recovery()
        if state is None:
            raise Refused(_("No recovery was made for this vault."))
        secret = read_paper(state.way, state.set, typed, self.words)
        return self._kept().recovery.prove(secret)

    def record_rehearsal(self, proof: Proof) -> None:
        """Record that a rehearsal went well."""
        self._note(REHEARSED, proof.recovery, way=proof.way)

    def agree_to_recovery(self, circle: CircleId, yes: bool) -> None:
        """Say whether recovery may open a circle of mine."""
        self._kept().recovery.agree(circle, yes)

    def recovery_to_answer(self) -> bool:
        """Whether I was not asked yet what of mine the recovery in force may open, and have not said so by myself."""
        state = self.recovery()
        if state is None or self._ledger.recall(_ASKED) == state.id:
            return False
        return not any(self.me.id in one.agreed for one in state.asked)

    def see_recovery_question(self) -> None:
        """Note that I was asked; what I do not say stays no."""
        state = self.recovery()
        self._ledger.remember(_ASKED, state.id if state else None)

    def recoveries_unseen(self) -> list[Used]:
        """Return the uses of recovery that I was not shown yet; my own coming back is known to me."""
        state, seen = self.recovery(), set(self._ledger.recall(_SEEN) or ())
        return [one for one in (state.used if state else ()) if one.now not in seen and one.now != self.me.id]

    def see_recoveries(self) -> None:
        """Note that I was shown every use so far."""
        state = self.recovery()
        self._ledger.remember(_SEEN, [one.now for one in state.used] if state else [])

    def _note(self, what: str, recovery: str, **more: str) -> None:
        body = {"step": "recovery", "what": what, "recovery": recovery, **more}
        self._record(EVENT, Said(EntryKind.STEP, body), circle=self._ledger.team.id)

    # Backup

    def begin_backup(self) -> BackingUp:
        """Hold everything as it is now, for a backup; it has to be ended, whatever comes of it."""
        return self._kept().begin_backup()

    def end_backup(self, backup: BackingUp, made: BackedUp | None) -> None:
        """Let go of a backup, and record it if one was made."""
        self._kept().end_backup(backup)
        if made is not None:
            self._record(EVENT, Said(EntryKind.STEP, {"step": "backup"}), circle=self._ledger.team.id)

    def backup_name(self) -> str:
        """Return a name for a backup's file: no name, place or count in it."""
        return f"backup-{self.now():%Y-%m-%d-%H%M}.cocbackup"

    def _kept(self) -> Safekeeping:
        if self.safekeeping is None:
            raise Refused(_("Nothing is kept on this disk."))
        return self.safekeeping
