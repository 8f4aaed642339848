"""Who may work on an incident: stepping out, being let in, being asked first, and what everybody may read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coc_desk.casework import vague_line
from coc_desk.casework.asking import ANSWERS, YES, Answered, Asked, Question, to_be_sealed
from coc_desk.casework.bench import Bench, Said, tidy
from coc_desk.casework.bodies import table, text
from coc_desk.casework.disclosure import needles_of
from coc_desk.casework.entries import EVENT, EntryKind, IncidentId, MemberId
from coc_desk.casework.errors import Refused
from coc_desk.casework.event_log import log_of
from coc_desk.casework.incidents import Incident, Person
from coc_desk.casework.ledger import Closed, Member, Progress
from coc_desk.i18n import _

LEAD = "lead"


@dataclass(frozen=True)
class StaysKnown:
    """What moving an incident cannot take back, by number: to be said before and after."""

    entries: int
    """Entries that whoever steps out could read until now."""
    handoffs: tuple[int, ...]
    """Numbers of the handoffs that held it."""
    copies: int
    """Copies of its files that left the vault."""
    links: tuple[str, ...]
    """Code names of incidents that speak of it and stay where they are."""
    drafts: int
    """Half-written things about it that go with it: known of my own only."""
    drafts_later: bool = False
    """Whether drafts of whoever steps out go at their next sign-in: nobody else can open their private circle."""


class Circles(Bench):
    """What a responder does about who may read an incident."""

    _asked: Asked | None = None

    # Stepping out

    def what_stays_known(self, incident: IncidentId, member: MemberId | None = None) -> StaysKnown:
        """Return what taking a member (or me) out of an incident's circle cannot take back."""
        there, member = self.incident(incident), member or self.me.id
        handoffs = [one.number for one in log_of(self._ledger.entries_of(EVENT)).handoffs if incident in one.incidents]
        copies = sum(line.entry.kind == EntryKind.SENT for line in there.lines)
        mine = sum(one.incident == incident or incident in str(one.content) for one in self._ledger.drafts())
        own = member == self.me.id
        codes = tuple(one.code for one in there.links)
        return StaysKnown(len(there.lines), tuple(handoffs), copies, codes, mine if own else 0, not own)

    def step_out(self, incident: IncidentId, line: str = "", progress: Progress | None = None) -> StaysKnown:
        """Take myself out of an incident: from now on nothing opens it for me. No reason is asked."""
        return self._take_out_of(incident, self.me.id, line, progress)

    def recuse(
        self, incident: IncidentId, member: MemberId, line: str = "", progress: Progress | None = None
    ) -> StaysKnown:
        """Take a member out of an incident, as a lead or where no lead is in its circle; no reason is asked."""
        self._check_decides(incident)
        return self._take_out_of(incident, member, line, progress)

    def _take_out_of(self, incident: IncidentId, member: MemberId, line: str, progress: Progress | None) -> StaysKnown:
        there, circle = self.incident(incident), self._ledger.circle_of(incident)
        waiting = self._ledger.waiting_for(incident)
        if member not in circle.members | waiting:
            raise Refused(_("{name} is not in the circle of this incident.").format(name=self.name_of(member)))
        if not (left := circle.members - {member}):
            raise Refused(_("Nobody else could open this incident then. Let somebody in first."))
        self._check_line(there, line)
        known = self.what_stays_known(incident, member)
        self._tell_line(there, line)
        said = Said(EntryKind.RECUSAL, {"out": [member]})
        self._ledger.move(incident, left, self._written(incident, said), waiting - {member}, progress)
        return known

    def decides(self, incident: IncidentId) -> bool:
        """Whether I may decide who is taken out of an incident or asked: a lead, or anybody where none is inside."""
        there = self._ledger.circle_of(incident).members
        leads = [one for one in self.members if one.id in there and one.role == LEAD and not one.left]
        return not leads or self.me in leads

    def _check_decides(self, incident: IncidentId) -> None:
        self.incident(incident)
        if not self.decides(incident):
            raise Refused(_("A lead decides this. You can step out yourself at any time."))

    # Letting in

    def let_in(self, incident: IncidentId, member: MemberId, progress: Progress | None = None) -> Incident:
        """Let a member into an incident's circle, again or for the first time; whoever is inside may."""
        there, circle = self.incident(incident), self._ledger.circle_of(incident)
        if member not in {one.id for one in self.members if not one.left}:
            raise Refused(_("This member has left the team."))
        if member in circle.members:
            return there
        said = Said(EntryKind.RECUSAL, {"in": [member]})
        wider, waiting = circle.members | {member}, self._ledger.waiting_for(incident) - {member}
        self._ledger.move(incident, wider, self._written(incident, said), waiting, progress)
        return self.incident(incident)

    def outsiders(self, incident: IncidentId) -> list[Member]:
        """Return the members who cannot open an incident."""
        self.incident(incident)
        inside = self._ledger.circle_of(incident).members
        return [one for one in self.members if one.id not in inside and not one.left]

    # The vague line

    def check_line(self, incident: IncidentId, line: str) -> None:
        """`Refused`, naming the kind of thing, when a line tells more than everybody may know."""
        self._check_line(self.incident(incident), line)

    def _check_line(self, incident: Incident, line: str) -> None:
        if len(line) > vague_line.LONGEST:
            raise Refused(_("Keep it to one short line."), "line")
        needles = needles_of((one.entry for one in incident.lines), self.playbook)
        names = [self.name_of(one.member) for one in incident.people if one.member]
        if found := vague_line.tells(line, incident, needles, names, self.playbook):
            said = _("Everybody can read this line, and there is {kind} in it. Say it without.")
            raise Refused(said.format(kind=found), "line")

    def line_of(self, incident: IncidentId) -> str:
        """Return the vague line that everybody can read; empty when nobody wrote one."""
        return str(self._last_line(incident).get("line", ""))

    def write_line(self, incident: IncidentId, line: str) -> None:
        """Write what everybody may read of an incident that not all can open; empty takes it away."""
        there = self.incident(incident)
        self._check_line(there, line)
        if self._ledger.circle_of(incident).team:
            raise Refused(_("The whole team can open this incident. It needs no line."))
        if tidy(line) != self.line_of(incident):
            self._tell_line(there, line)

    # Asking first

    def ask(self, incident: IncidentId, members: Sequence[MemberId], at_once: bool = False, named: bool = True) -> None:
        """Ask members outside whether they can work on an incident; a lead does, or anybody where none is inside.

        They are shown the names of the reported people if `named`. With `at_once` their yes opens it; otherwise
        somebody inside lets them in. Who was taken out of it is not asked: they are let in, or not.
        """
        there, outside = self.incident(incident), {one.id for one in self.outsiders(incident)}
        self._check_decides(incident)
        if not members or not set(members) <= outside:
            raise Refused(_("Choose members who are not in the circle of this incident yet."), "members")
        if out := [one for one in members if one in there.recused]:
            said = _("{name} was taken out of this incident. Let them in again instead of asking.")
            raise Refused(said.format(name=self.name_of(out[0])), "members")
        inside = self._ledger.circle_of(incident).members
        waiting = self._ledger.waiting_for(incident)
        if at_once and not set(members) <= waiting:
            said_in_it = self._written(incident, Said(EntryKind.RECUSAL, {"asked": list(members)}))
            self._ledger.move(incident, inside, said_in_it, waiting | set(members))
        self._ask(there, members, at_once, named)

    def _ask(self, incident: Incident, members: Sequence[MemberId], at_once: bool = False, named: bool = True) -> None:
        names = _reported(incident, self) if named else []
        to = sorted(self._ledger.circle_of(incident.id).members)
        secret = to_be_sealed(incident.id, self.me.id, reported=names, to=to, at_once=at_once)
        body = {"incident": incident.id, "asks": self._ledger.seal_to(members, secret).hex()}
        self._record(EVENT, Said(EntryKind.RECUSAL, body), circle=self._ledger.team.id)

    def answer(self, incident: IncidentId, answer: str) -> Closed | None:
        """Answer that I can work on an incident (`yes`), cannot (`no`) or `not now`; no reason is asked or kept.

        Return how it shows to me then; None when my yes opened it.
        """
        question = self.questions().get(incident)
        if question is None or answer not in ANSWERS:
            raise Refused(_("Nobody has asked you about this incident."))
        secret = to_be_sealed(incident, self.me.id, answer=answer)
        body = {"incident": incident, "answers": self._ledger.seal_to({*question.to, self.me.id}, secret).hex()}
        self._record(EVENT, Said(EntryKind.RECUSAL, body), circle=self._ledger.team.id)
        if answer == YES and self._ledger.may_enter(incident):
            self._ledger.enter(incident)
            self._record(incident, Said(EntryKind.RECUSAL, {"in": [self.me.id]}))
        return next((one for one in self.outside() if one.incident == incident), None)

    def pending(self, incident: IncidentId | None = None) -> list[Answered]:
        """Return who said yes and waits to be let in, of one incident or of all I can open."""
        mine = {one.id for one in self._ledger.overviews()} if incident is None else {incident}
        yes = [one for one in self._answers().values() if one.answer == YES and one.incident in mine]
        return [one for one in yes if one.by in {member.id for member in self.outsiders(one.incident)}]

    def answers_about(self, incident: IncidentId) -> list[Answered]:
        """Return what was answered about an incident of mine."""
        self.incident(incident)
        return [one for (about, _by), one in self._answers().items() if about == incident]

    def questions(self) -> dict[IncidentId, Question]:
        """Return the questions to me, by incident."""
        return self._asking().questions(self._ledger.entries_of(EVENT))

    def _answers(self) -> dict[tuple[IncidentId, MemberId], Answered]:
        return self._asking().answers(self._ledger.entries_of(EVENT))

    def _asking(self) -> Asked:
        self._asked = self._asked or Asked(self._ledger)
        return self._asked

    def outside(self) -> list[Closed]:
        """Return the incidents whose key I do not hold, with the question to me where there is one."""
        closed = self._ledger.outside()
        if not closed:
            return closed
        questions, answers = self.questions(), self._answers()
        return [self._with_question(one, questions.get(one.incident), answers) for one in closed]

    def _with_question(
        self, one: Closed, question: Question | None, answers: dict[tuple[IncidentId, MemberId], Answered]
    ) -> Closed:
        given = answers.get((one.incident, self.me.id))
        answer = given.answer if given else ""
        if question is None:
            return replace(one, answer=answer)
        at_once = question.at_once and self._ledger.may_enter(one.incident)
        return replace(one, asked=True, reported=question.reported, answer=answer, at_once=at_once)


def _reported(incident: Incident, desk: Bench) -> list[str]:
    """Return the names of the reported people as they now stand; the code name of one without a name."""
    field = next((one.key for one in desk.playbook.form.person.fields if one.holds == "name"), "")
    return [_called(one, field, desk) for one in incident.people if "reported" in one.roles]


def _called(person: Person, field: str, desk: Bench) -> str:
    said = text(table(person.answer(field)).get("v"))
    return said or (desk.name_of(person.member) if person.member else person.code)
