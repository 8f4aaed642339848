"""The team in the settings: who belongs to it, their roles, who comes and who leaves."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.ledger import Member
from coc_desk.casework.team import ROLES, Removed
from coc_desk.i18n import _, ngettext
from coc_desk.ui.desk.row_menu import Act, RowMenu
from coc_desk.ui.incident.ask import Ask
from coc_desk.ui.members_dialog import AddMember
from coc_desk.ui.parts.buttons import Button
from coc_desk.ui.parts.cards import Card
from coc_desk.ui.parts.layouts import Column, Row
from coc_desk.ui.parts.marks import Avatar
from coc_desk.ui.parts.text import Strong, Text
from coc_desk.ui.tasks import Tasks
from coc_desk.ui.wording import role_words


class MembersCard(Card):
    """One row a member; what a lead can do is in the row's menu."""

    said = Signal(str, object)
    """A sentence for a toast, as a page says it."""
    troubled = Signal(object)

    def __init__(self, desk: Desk, tasks: Tasks) -> None:
        self._desk, self._tasks = desk, tasks
        self._leads = desk.me.role == "lead"
        super().__init__(_("The team"), actions=self._actions() if self._leads else ())

    def _actions(self) -> list[QWidget]:
        add = Button(_("Add a member"), "row", icon="user-plus")
        add.setObjectName("settings:add")
        add.clicked.connect(self._add)
        return [add]

    def refresh(self) -> None:
        """Show who is in the team."""
        self.clear()
        there = [one for one in self._desk.members if not one.left]
        self.show_count(len(there))
        for one in there:
            you = _(" (you)") if one.id == self._desk.me.id else ""
            words = Column(Text(Strong(one.name), you), Text(role_words(one.role), role="second", tone="text2"), gap=0)
            may = self._leads and one.id != self._desk.me.id
            self.row(Row(Avatar(one.name), (words, 1), *([self._menu(one)] if may else []), gap=12))

    def _menu(self, one: Member) -> RowMenu:
        others = [role for role in ROLES if role != one.role]
        icons = {"lead": "user-round-check", "committee": "building"}
        acts = [
            Act(
                _("Make {name} {role}").format(name=one.name, role=role_words(role)),
                icons.get(role, "user-round"),
                partial(self._set_role, one, role),
            )
            for role in others
        ]
        acts.append(Act(_("Remove from the team"), "user-x", partial(self._remove, one)))
        menu = RowMenu(_("What can be done about {name}").format(name=one.name), acts)
        menu.setObjectName(f"settings:member:{one.id}")
        return menu

    # What a lead does

    def _add(self) -> None:
        dialog = AddMember(self, self._desk, self._tasks)
        dialog.added.connect(self._added)
        dialog.troubled.connect(self.troubled)
        dialog.open()

    def _added(self, name: str) -> None:
        self.refresh()
        self.said.emit(_("{name} can sign in now.").format(name=name), None)

    def _set_role(self, one: Member, role: str) -> None:
        why = _("A lead adds and removes members, and decides who is asked or taken out of an incident.")
        title = _("Make {name} {role}").format(name=one.name, role=role_words(role))
        dialog = self._asking(title, why if "lead" in (role, one.role) else "", icon="user-round-check")
        dialog.done.connect(lambda _member: self._done(_("{name} has another role now.").format(name=one.name)))
        dialog.offer(_("Change the role"), lambda: self._desk.set_role(one.id, role))
        dialog.open()

    def _remove(self, one: Member) -> None:
        why = _(
            "They can sign in no more, and what they could open gets new keys. Their entries stay, under their name."
        )
        dialog = self._asking(_("Remove {name} from the team").format(name=one.name), why, icon="user-x")
        known = _(
            "This cannot be taken back: what they have seen, and copies of the vault that were made before. "
            "What they have half-written is lost to everybody."
        )
        dialog.add(Text(known, wrap=True))
        dialog.done.connect(lambda removed: self._done(_removed(one, removed)))
        dialog.offer(_("Remove"), lambda: self._desk.remove_member(one.id), "danger")
        dialog.open()

    def _asking(self, title: str, *words: object, icon: str) -> Ask:
        dialog = Ask(self, title, *words, icon=icon)
        dialog.troubled.connect(self.troubled)
        return dialog

    def _done(self, sentence: str) -> None:
        self.refresh()
        self.said.emit(sentence, None)


def _removed(one: Member, removed: object) -> str:
    """Say what a member's leaving came to."""
    assert isinstance(removed, Removed)
    said = [_("{name} has left the team.").format(name=one.name)]
    if removed.circles:
        said.append(
            ngettext(
                "{n} circle you are not in gets its new key when one of its members signs in.",
                "{n} circles you are not in get their new keys when one of their members signs in.",
                removed.circles,
            ).format(n=removed.circles)
        )
    return " ".join(said)
