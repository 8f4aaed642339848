"""The questions about an incident's circle: stepping out, taking out, letting in, asking first, the vague line."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from coc_desk.casework.circles import StaysKnown
from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import MemberId
from coc_desk.casework.errors import Refused
from coc_desk.casework.incidents import Incident
from coc_desk.casework.ledger import Member
from coc_desk.i18n import _, ngettext
from coc_desk.ui.circles.moving import with_progress
from coc_desk.ui.incident.ask import Ask
from coc_desk.ui.parts.choices import Toggles
from coc_desk.ui.parts.inputs import Line
from coc_desk.ui.parts.lists import ListBox
from coc_desk.ui.parts.switches import Check
from coc_desk.ui.parts.text import Text


class CircleQuestions:
    """Asks over a page; what was done is told to `done`, and that I am outside now to `left`."""

    def __init__(
        self,
        page: QWidget,
        desk: Desk,
        done: Callable[[object], None],
        left: Callable[[], None],
        troubled: Callable[[object], None],
    ) -> None:
        self._page, self._desk = page, desk
        self._done, self._left, self._troubled = done, left, troubled

    def _asking(self, title: str, *words: object, icon: str) -> Ask:
        dialog = Ask(self._page, title, *words, icon=icon, width=600)
        dialog.troubled.connect(self._troubled)
        return dialog

    # Out

    def step_out(self, incident: Incident) -> None:
        """Confirm, in one dialog, what it does and what it cannot take back; no reason is asked."""
        known = self._desk.what_stays_known(incident.id)
        why = _("From now on nothing opens this incident for you. Nobody asks why, and no reason is stored.")
        dialog = self._asking(_("Step out of {code}").format(code=incident.code), why, icon="user-round-x")
        dialog.add(Text(_stays_known(known), wrap=True))
        self._ask_line(dialog, incident)

        def step_out() -> object:
            line = str(dialog.value("line"))
            return with_progress(dialog, lambda told: self._desk.step_out(incident.id, line, told))

        dialog.done.connect(lambda _known: self._left())
        dialog.offer(_("Step out"), step_out, "danger")
        dialog.open()

    def take_out(self, incident: Incident) -> None:
        """Ask whom a lead takes out of an incident."""
        others = [one for one in self._desk.in_circle(incident.id) if one.id != self._desk.me.id]
        why = _("From then on nothing opens it for them. Nobody asks why, and no reason is stored.")
        dialog = self._asking(_("Take a member out of {code}").format(code=incident.code), why, icon="user-round-x")
        if not others:
            self._say(dialog, _("Nobody else can open this incident."))
            return
        known = Text(wrap=True)
        dialog.ask("member", _("Who"), ListBox(_named(others)))
        dialog.fields["member"].changed.connect(lambda: known.say(self._known_of(incident, dialog)))
        dialog.add(known)
        self._ask_line(dialog, incident)
        dialog.done.connect(lambda _known: self._done(self._desk.incident(incident.id)))

        def take_out() -> object:
            member, line = _chosen(dialog), str(dialog.value("line"))
            return with_progress(dialog, lambda told: self._desk.recuse(incident.id, member, line, told))

        dialog.offer(_("Take out"), take_out, "danger")
        dialog.open()

    def _known_of(self, incident: Incident, dialog: Ask) -> str:
        member = MemberId(str(dialog.value("member")))
        return _stays_known(self._desk.what_stays_known(incident.id, member)) if member else ""

    def _ask_line(self, dialog: Ask, incident: Incident) -> None:
        help = _("Everybody on the team can read this line. It tells no name and describes nobody.")
        line = Line(_("In hand. Next step is planned for today."))
        dialog.ask("line", _("What is shown instead, if anything"), line, help=help)
        if before := self._desk.line_of(incident.id):
            dialog.fields["line"].show_answer({"v": before})

    # In

    def let_in(self, incident: Incident, member: MemberId | None = None) -> None:
        """Ask whom to let in; all that was written in it opens to them."""
        outside = self._desk.outsiders(incident.id)
        why = _("All that was written in it opens to them.")
        dialog = self._asking(_("Let a member into {code}").format(code=incident.code), why, icon="key-round")
        if not outside:
            self._say(dialog, _("Everybody on the team can open this incident."))
            return
        dialog.ask("member", _("Who"), ListBox(_named(outside)))
        if member is not None:
            dialog.fields["member"].show_answer({"v": member})
        dialog.done.connect(self._done)

        def let_in() -> Incident:
            chosen = _chosen(dialog)
            return with_progress(dialog, lambda told: self._desk.let_in(incident.id, chosen, told))

        dialog.offer(_("Let in"), let_in)
        dialog.open()

    def ask_first(self, incident: Incident) -> None:
        """Ask members outside whether they can work on it, before they see anything of it."""
        outside = [one for one in self._desk.outsiders(incident.id) if one.id not in incident.recused]
        why = _("They see the code name, the safety answers, the stage and the vague line. Nobody asks them why.")
        dialog = self._asking(_("Ask who can work on {code}").format(code=incident.code), why, icon="user-round-check")
        if not outside:
            self._say(dialog, _("There is nobody to ask: all others can open it, or were taken out."))
            return
        dialog.ask("members", _("Who is asked"), Toggles(_named(outside)))
        named = Check(_("Show them the name of the reported person"))
        named.setObjectName("ask:named")
        at_once = Check(_("Their yes opens it at once. Without this, somebody inside lets them in."))
        at_once.setObjectName("ask:at once")
        named.setChecked(True)
        dialog.add(named)
        dialog.add(at_once)
        dialog.done.connect(lambda _nothing: self._done(self._desk.incident(incident.id)))

        def ask() -> None:
            members = [MemberId(str(one)) for one in dialog.value("members") or ()]
            self._desk.ask(incident.id, members, at_once.isChecked(), named.isChecked())

        dialog.offer(_("Ask them"), ask)
        dialog.open()

    # What everybody may read

    def vague_line(self, incident: Incident) -> None:
        """Ask for the line that stands in everybody's list."""
        why = _("Who is not in the circle sees this line, and nothing else that was written.")
        dialog = self._asking(_("What everybody may read of {code}").format(code=incident.code), why, icon="eye-off")
        self._ask_line(dialog, incident)
        dialog.done.connect(lambda _nothing: self._done(self._desk.incident(incident.id)))
        dialog.offer(_("Show this line"), lambda: self._desk.write_line(incident.id, str(dialog.value("line"))))
        dialog.open()

    def _say(self, dialog: Ask, words: str) -> None:
        dialog.add(Text(words, wrap=True))
        dialog.answer(_("Back"), None, "main", harmless=True)
        dialog.open()


def _named(members: Sequence[Member]) -> list[tuple[str, str]]:
    return [(str(one.id), one.name) for one in members]


def _chosen(dialog: Ask) -> MemberId:
    if not (member := str(dialog.value("member"))):
        raise Refused(_("Choose a member."), "member")
    return MemberId(member)


def _stays_known(known: StaysKnown) -> str:
    """Say what cannot be taken back, with numbers."""
    said = [
        ngettext(
            "What was seen before, {n} entry, and old backups.",
            "What was seen before, {n} entries, and old backups.",
            known.entries,
        ).format(n=known.entries)
    ]
    if known.handoffs:
        numbers = ", ".join(map(str, known.handoffs))
        said.append(
            ngettext(
                "Handoff {numbers}, which held it.", "Handoffs {numbers}, which held it.", len(known.handoffs)
            ).format(numbers=numbers)
        )
    if known.copies:
        said.append(
            ngettext(
                "{n} copy of its files that left the vault.",
                "{n} copies of its files that left the vault.",
                known.copies,
            ).format(n=known.copies)
        )
    if known.links:
        said.append(_("What {codes} say of it.").format(codes=", ".join(known.links)))
    later = (
        [_("Half-written words of theirs about it are erased when they sign in next.")] if known.drafts_later else []
    )
    mine = known.drafts and ngettext(
        "{n} draft of yours about it goes too.", "{n} drafts of yours about it go too.", known.drafts
    ).format(n=known.drafts)
    return " ".join([_("This cannot be taken back:"), *said, *later, *([mine] if mine else [])])
