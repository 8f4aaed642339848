"""The team of the vault: who belongs to it, and everybody's own passphrase."""

from dataclasses import dataclass

from coc_desk.casework.bench import Bench
from coc_desk.casework.entries import MemberId
from coc_desk.casework.errors import Refused
from coc_desk.casework.ledger import Member
from coc_desk.i18n import _

ROLES = ("responder", "lead", "committee")


@dataclass(frozen=True)
class Removed:
    """What a member's leaving comes to."""

    drafts: int
    """Half-written things of theirs that nobody can open any more."""
    circles: int
    """Circles of which I am no member: they get their new key when one of their members signs in next."""


class Team(Bench):
    """What a lead does about members, and every member about their passphrase."""

    def hardened(self, passphrase: str) -> object:
        """Return a passphrase after its derivation; takes about a second on purpose, for any thread."""
        return self._ledger.harden(passphrase)

    def add_member(self, name: str, role: str, hardened: object) -> Member:
        """Add a member with the passphrase they chose; only a lead may."""
        if not (name := name.strip()):
            raise Refused(_("Write the name your team knows them by. A first name is enough."), "name")
        if name.casefold() in {one.name.casefold() for one in self.members if not one.left}:
            raise Refused(_("Somebody of this name is in the team already."), "name")
        return self._ledger.add_member(name, role, hardened)

    def set_role(self, member: MemberId, role: str) -> Member:
        """Give a member another role; only a lead may, and not to themself, so that a lead stays."""
        if role not in ROLES:
            raise Refused(_("Choose a role."), "role")
        self._there(member)
        self._ledger.set_role(member, role)
        return self._there(member)

    def remove_member(self, member: MemberId) -> Removed:
        """Take a member out of the team: new keys for what they could open. Their entries stay, under their name."""
        self._there(member)
        drafts = sum(one.member == member for one in self._ledger.half_written())
        return Removed(drafts, self._ledger.remove_member(member))

    def _there(self, member: MemberId) -> Member:
        found = self.member(member)
        if found is None or found.left:
            raise Refused(_("This member has left the team."))
        return found

    def change_passphrase(self, hardened: object) -> None:
        """Give me another passphrase; copies of the vault made before keep the old one."""
        self._ledger.change_passphrase(hardened)
