"""How people, reports, times and sizes are said on the incident page."""

from datetime import datetime, timedelta

from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import EntryId, MemberId
from coc_desk.casework.incidents import Incident, Promise, Restriction
from coc_desk.casework.times import spoken_near, spoken_span
from coc_desk.i18n import _, language
from coc_desk.playbook.answers import Answer, words_of
from coc_desk.playbook.definitions import Field
from coc_desk.playbook.moments import moment_words
from coc_desk.ui.wording import in_sentence


class Speaker:
    """Says things of one incident in words, seen from now."""

    def __init__(self, desk: Desk, incident: Incident) -> None:
        self.desk = desk
        self.incident = incident
        self.now = desk.now()
        self.fields = desk.playbook.form.fields
        self._roles = {one.key: one for one in desk.playbook.roles}

    def time(self, at: datetime) -> str:
        """Say a moment, as short as it is clear from now."""
        return spoken_near(self.desk.local(at), self.now)

    def moment(self, value: object) -> str:
        """Say when something happened, as it was written."""
        return moment_words(value, language(), self.now.date()) if isinstance(value, dict) else ""

    def answer(self, field: Field, answer: Answer) -> str:
        """Say an answer."""
        return words_of(field, answer, language(), self.now.date())

    def member(self, id: MemberId | str) -> str:
        """Say who it was; words for somebody this vault does not know."""
        member = self.desk.member(MemberId(id))
        return member.name if member else _("somebody not known here")

    def present(self, who: object) -> str:
        """Say who was there: members by id, others in the words that were written."""
        those = who if isinstance(who, list | tuple) else ()
        names = [member.name if (member := self.desk.member(one)) else str(one) for one in those]
        return ", ".join(names)

    def role(self, key: str) -> str:
        """Say a role of the playbook, or the words that were written instead of one."""
        role = self._roles.get(key)
        return in_sentence(str(role.label)) if role else key

    def roles(self, keys: tuple[str, ...]) -> str:
        """Say the roles of a person, the first one as the start of a sentence."""
        short = [str(self._roles[key].short or self._roles[key].label) for key in keys if key in self._roles]
        return ", ".join([*short[:1], *(in_sentence(one) for one in short[1:])])

    def report(self, id: EntryId | None) -> str:
        """Say whose account something is: a report's, or what the team found."""
        number = next((one.number for one in self.incident.reports if one.id == id), 0)
        return report_words(number) if number else _("Found by the team")

    def stage(self, key: str) -> str:
        """Say a stage."""
        return next((str(one.label) for one in self.desk.playbook.stages if one.key == key), key)

    def outcome(self, key: str) -> str:
        """Say an outcome."""
        return next((str(one.label) for one in self.desk.playbook.outcomes if one.key == key), key)

    def promise(self, promise: Promise) -> str:
        """Say a promise in short: to whom and by when, or what became of it."""
        to, due = self.role(promise.to), self.time(promise.due)
        if promise.state == "kept":
            return _("Promise to {who}, kept {time}").format(who=to, time=self._ended(promise))
        if promise.state == "dropped":
            return _("Promise to {who}, dropped {time}").format(who=to, time=self._ended(promise))
        return _("Promise to {who}, {time}").format(who=to, time=due)

    def _ended(self, promise: Promise) -> str:
        return self.time(promise.ended) if promise.ended else ""

    def until(self, restriction: Restriction) -> str:
        """Say how long a restriction holds."""
        if restriction.lifted:
            return _("ended {time}").format(time=self.time(restriction.lifted))
        if restriction.until is None:
            return restriction.until_words or _("without an end time")
        if restriction.in_force(self.now):
            return _("until {time}").format(time=self.time(restriction.until))
        return _("ended {time}").format(time=self.time(restriction.until))

    def left(self, due: datetime) -> str:
        """Say how long there is still, or how late it is."""
        if due < self.now:
            return _("{span} late").format(span=spoken_span(self.now - due))
        if due - self.now < timedelta(minutes=1):
            return _("now")
        return _("in {span}").format(span=spoken_span(due - self.now))


def report_words(number: int) -> str:
    """Say which report it is."""
    named = {1: _("First report"), 2: _("Second report"), 3: _("Third report")}
    return named.get(number) or _("Report {n}").format(n=number)


def count_words(text: str) -> int:
    """Return how many words a text has, roughly in scripts without spaces."""
    return len(text.split())
