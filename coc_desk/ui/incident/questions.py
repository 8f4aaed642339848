"""The small questions of the incident page: a reason, an amendment, a time, an outcome, another incident."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import EntryId, IncidentId, MemberId
from coc_desk.casework.errors import Refused
from coc_desk.casework.followup import NewPromise
from coc_desk.casework.incidents import Incident, Promise
from coc_desk.i18n import _
from coc_desk.ui.incident.ask import Ask
from coc_desk.ui.incident.entry_words import Shown
from coc_desk.ui.incident.words import Speaker
from coc_desk.ui.parts.inputs import Line, LongText
from coc_desk.ui.parts.lists import ListBox

CLOSED_AS = ("none_needed", "not_a_violation", "out_of_scope", "recorded_only")
"""Outcomes that come first when an incident is closed: they say that there was nothing to act on."""


class Questions:
    """Asks over a page; what is done is told to `done`."""

    def __init__(
        self, page: QWidget, desk: Desk, done: Callable[[object], None], troubled: Callable[[object], None]
    ) -> None:
        self._page, self._desk = page, desk
        self._done, self._troubled = done, troubled

    def _asking(self, title: str, *words: object, icon: str = "", width: int = 540) -> Ask:
        dialog = Ask(self._page, title, *words, icon=icon, width=width)
        dialog.done.connect(self._done)
        dialog.troubled.connect(self._troubled)
        return dialog

    # Entries

    def amend(self, incident: Incident, shown: Shown) -> None:
        """Ask for the words of an amendment."""
        why = _("The entry stays as it is. The amendment points to it.")
        dialog = self._asking(_("Amend entry {n}").format(n=shown.number), why, icon="file-pen-line", width=640)
        dialog.ask("text", _("What is to be added or put right"), LongText(lines=4))
        dialog.offer(
            _("Add amendment"), lambda: self._desk.amend(incident.id, EntryId(shown.entry), dialog.value("text"))
        )
        dialog.keep_as(f"amend:{shown.entry}", self._desk)
        dialog.open()

    def strike(self, incident: Incident, shown: Shown) -> None:
        """Ask for the reason why an entry is struck."""
        why = _("It stays readable to the circle, marked as struck, with the reason beside it.")
        dialog = self._asking(_("Strike entry {n}").format(n=shown.number), why, icon="strikethrough")
        dialog.ask("reason", _("Reason"), Line(_("It was somebody else")))
        dialog.offer(
            _("Strike entry"), lambda: self._desk.strike(incident.id, EntryId(shown.entry), dialog.value("reason"))
        )
        dialog.keep_as(f"strike:{shown.entry}", self._desk)
        dialog.open()

    def entry_number(self, last: int, go: Callable[[int], bool]) -> None:
        """Ask for the number of an entry to go to."""
        dialog = self._asking(_("Go to entry"), width=440)
        dialog.ask("number", _("Number, 1 to {n}").format(n=last), Line())

        def there() -> int:
            number = str(dialog.value("number")).strip()
            if not (number.isdecimal() and 1 <= int(number) <= last):
                raise Refused(_("There are entries 1 to {n}.").format(n=last), "number")
            if not go(int(number)):
                raise Refused(_("The filter hides this entry. Show all kinds first."), "number")
            return int(number)

        # Once more when the dialog is gone: it gives the focus back to where it was.
        dialog.done.connect(go)
        dialog.offer(_("Go"), there, keys="Return")
        dialog.open()

    # Promises

    def promise(
        self,
        speaker: Speaker,
        given: NewPromise | None,
        take: Callable[[NewPromise], object],
        words: str,
        fresh: bool = True,
    ) -> None:
        """Ask what is promised, to whom, by when and who keeps it."""
        title = _("Make a promise") if fresh else _("Change this promise")
        dialog = self._asking(title, _("It stands on the desk until it is kept."), icon="heart-handshake")
        what, to = Line(), ListBox([(one.key, str(one.label)) for one in self._desk.playbook.roles], other=True)
        due, owner = Line(_("16:00, in an hour, Sun 10:00")), ListBox(_names(self._desk))
        for key, label, field in (
            ("what", _("What is promised"), what),
            ("to", _("To whom"), to),
            ("due", _("By when"), due),
            ("owner", _("Who keeps it"), owner),
        ):
            dialog.ask(key, label, field)
        self._fill_promise(dialog, speaker, given)
        dialog.offer(words, lambda: take(self._promised(dialog)))
        dialog.open()

    def _fill_promise(self, dialog: Ask, speaker: Speaker, given: NewPromise | None) -> None:
        known = {one.key for one in self._desk.playbook.roles}
        to = given.to if given else "reporter"
        answers: dict[str, Any] = {
            "what": given.what if given else "",
            "to": to if to in known else {"other": to},
            "due": speaker.time(given.due) if given else "",
            "owner": (given.owner if given else None) or self._desk.me.id,
        }
        for key, value in answers.items():
            dialog.fields[key].show_answer({"v": value} if value else None)

    def _promised(self, dialog: Ask) -> NewPromise:
        what, to = str(dialog.value("what")).strip(), dialog.value("to")
        if not what:
            raise Refused(_("Write what was promised."), "what")
        due = self._time(dialog, "due")
        to = to.get("other", "") if isinstance(to, dict) else to
        owner = dialog.value("owner") or self._desk.me.id
        return NewPromise(what, str(to) or "reporter", due, MemberId(str(owner)))

    def _time(self, dialog: Ask, key: str) -> datetime:
        """Read a time to come; what cannot be read is refused, since a promise without a time is nobody's."""
        if due := self._desk.time_to_come(str(dialog.value(key))):
            return due
        raise Refused(_("Write one time, such as 16:00, in an hour, or Sun 10:00."), key)

    def new_time(self, speaker: Speaker, promise: Promise) -> None:
        """Ask for another time of a promise."""
        dialog = self._asking(_("New time"), promise.what, icon="clock-arrow-up")
        dialog.ask("due", _("By when"), Line(_("16:00, in an hour, Sun 10:00")))
        dialog.ask("why", _("Why, if it is worth knowing"), Line())
        dialog.offer(
            _("Set new time"),
            lambda: self._desk.move_promise(promise, self._time(dialog, "due"), str(dialog.value("why"))),
        )
        dialog.keep_as(f"time:{promise.id}", self._desk)
        dialog.open()

    def drop(self, promise: Promise) -> None:
        """Ask why a promise is no longer wanted."""
        dialog = self._asking(_("Drop this promise"), promise.what, icon="circle-slash")
        dialog.ask("why", _("Why it is no longer wanted"), Line())
        dialog.offer(_("Drop promise"), lambda: self._desk.drop_promise(promise, str(dialog.value("why"))))
        dialog.keep_as(f"drop:{promise.id}", self._desk)
        dialog.open()

    # The incident

    def close(self, incident: Incident, stage: str) -> None:
        """Ask as what an incident is closed."""
        owed = len(incident.open_promises)
        words = _("It can be opened again at any time.")
        if owed:
            words = _("{n} promises are still open. They stay on the desk.").format(n=owed) + " " + words
        dialog = self._asking(_("Close this incident"), words, icon="archive")
        dialog.ask("as", _("Closed as"), ListBox(self._outcomes(), hint=_("Choose, or leave it open")))
        dialog.ask("why", _("In a few words, if it is worth knowing"), LongText(lines=2))
        dialog.offer(
            _("Close incident"),
            lambda: self._desk.set_stage(incident.id, stage, str(dialog.value("why")), str(dialog.value("as"))),
        )
        dialog.keep_as(f"close:{incident.id}", self._desk)
        dialog.open()

    def _outcomes(self) -> list[tuple[str, str]]:
        outcomes = [(one.key, str(one.label)) for one in self._desk.playbook.outcomes]
        return sorted(outcomes, key=lambda pair: CLOSED_AS.index(pair[0]) if pair[0] in CLOSED_AS else len(CLOSED_AS))

    def link(self, incident: Incident) -> None:
        """Ask which other incident this one has to do with."""
        linked = {one.incident for one in incident.links} | {incident.id}
        others = [(str(one.id), one.code) for one in self._desk.incidents() if one.id not in linked]
        if not others:
            dialog = self._asking(_("No other incident"), _("Every other incident you can open is linked already."))
            dialog.answer(_("Back"), None, "main", harmless=True)
            dialog.open()
            return
        dialog = self._asking(_("Link to another incident"), _("The link stands in both."), icon="link")
        dialog.ask("other", _("Incident"), ListBox(others))
        dialog.ask("why", _("What they have to do with each other"), Line())

        def link() -> Incident:
            if not (other := str(dialog.value("other"))):
                raise Refused(_("Choose an incident."), "other")
            return self._desk.link(incident.id, IncidentId(other), str(dialog.value("why")))

        dialog.offer(_("Link incidents"), link)
        dialog.keep_as(f"link:{incident.id}", self._desk)
        dialog.open()

    def restrict(self, incident: Incident) -> None:
        """Ask what is not allowed, to whom, until when."""
        why = _("It stands on the desk while it is in force. Nobody is told by the program.")
        dialog = self._asking(_("Restrict"), why, icon="shield-off")
        if people := _reported_first(incident):
            dialog.ask("person", _("Who"), ListBox(people))
            dialog.fields["person"].show_answer({"v": people[0][0]})
        dialog.ask("what", _("What is not allowed"), Line(_("Not at the party")))
        until = _("A time, or words: until the event ends. Empty means without an end.")
        dialog.ask("until", _("Until when"), Line(), help=until)
        dialog.offer(_("Restrict"), lambda: self._restricted(incident, dialog))
        dialog.keep_as(f"restrict:{incident.id}", self._desk)
        dialog.open()

    def _restricted(self, incident: Incident, dialog: Ask) -> Incident:
        person = str(dialog.value("person")) if "person" in dialog.fields else ""
        text = str(dialog.value("until")).strip()
        until = self._desk.time_to_come(text)
        what = str(dialog.value("what"))
        return self._desk.restrict(incident.id, what, person, until, "" if until else text)

    def lift(self, incident: Incident, restriction: EntryId, what: str) -> None:
        """Ask why a restriction ends before its time."""
        dialog = self._asking(_("End this restriction"), what, icon="shield-check")
        dialog.ask("why", _("Why, if it is worth knowing"), Line())
        dialog.offer(_("End restriction"), lambda: self._desk.lift(incident.id, restriction, str(dialog.value("why"))))
        dialog.keep_as(f"lift:{restriction}", self._desk)
        dialog.open()


def _names(desk: Desk) -> list[tuple[str, str]]:
    return [(str(one.id), one.name) for one in desk.members if not one.left]


def _reported_first(incident: Incident) -> Sequence[tuple[str, str]]:
    ordered = sorted(incident.people, key=lambda one: "reported" not in one.roles)
    return [(one.id, one.code) for one in ordered]
