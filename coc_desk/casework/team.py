"""The team of the vault: who belongs to it, and everybody's own passphrase."""

from coc_desk.casework.bench import Bench
from coc_desk.casework.errors import Refused
from coc_desk.casework.ledger import Member
from coc_desk.i18n import _


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

    def change_passphrase(self, hardened: object) -> None:
        """Give me another passphrase; copies of the vault made before keep the old one."""
        self._ledger.change_passphrase(hardened)
