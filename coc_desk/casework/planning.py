"""Planning a handoff: what it begins with, for whom it is, which incidents go into it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from coc_desk.casework import drafting
from coc_desk.casework.bench import Bench
from coc_desk.casework.disclosure import masked, withheld
from coc_desk.casework.document import Needle
from coc_desk.casework.entries import EVENT, IncidentId, MemberId, new_id
from coc_desk.casework.event_log import log_of
from coc_desk.casework.incidents import Incident, Overview
from coc_desk.casework.ledger import Draft
from coc_desk.casework.plan import Plan, PlanItem, Typed

DESTROY_AFTER = timedelta(days=1)
DRAFT_KIND = "handoff"
CODE_NAME = "code name"
"""What a needle is that stands for an incident left out, or for somebody in it."""


class Planning(Bench):
    """What a responder chooses before a handoff is written."""

    def begin_handoff(self) -> tuple[Draft, Plan]:
        """Go on with the handoff that was begun, or start one from where the last one ended."""
        begun = next((one for one in self._ledger.drafts() if one.kind == DRAFT_KIND), None)
        if begun:
            plan = Plan.from_json(begun.content)
            keys = [one.key for one in self.playbook.profiles]
            profile = plan.profile if plan.profile in keys else self._first_profile()
            return begun, self.with_profile(
                self._with_new_incidents(replace(plan, profile=profile), begun.kept), profile
            )
        at = self.now()
        plan = self._with_new_incidents(
            Plan(self._shift_start(), self._first_profile(), self._next_team(), at + DESTROY_AFTER)
        )
        draft = Draft(new_id(at), DRAFT_KIND, None, "", plan.as_json(), at, at)
        return draft, self._drafted(plan, self._planned(plan))

    def keep_handoff(self, draft: Draft, plan: Plan) -> Draft:
        """Keep the plan as it stands."""
        kept = replace(draft, content=plan.as_json(), kept=self.now())
        self._ledger.keep_draft(kept)
        return kept

    def end_handoff(self, draft: Draft) -> None:
        """Let go of the plan after its last copy."""
        self._ledger.drop_draft(draft.id)

    def _shift_start(self) -> datetime:
        log = log_of(self._ledger.entries_of(EVENT))
        if log.handoffs:
            return log.handoffs[-1].at
        first = min((one.opened for one in self._ledger.overviews()), default=self._clock())
        return min(first, self._clock())

    def _first_profile(self) -> str:
        keys = [one.key for one in self.playbook.profiles if one.for_handoff]
        return "next_shift" if "next_shift" in keys else keys[0]

    def _next_team(self) -> tuple[str, ...]:
        """Return the members of the shift that comes next, as far as it was named."""
        shift = log_of(self._ledger.entries_of(EVENT)).next_shift(self._clock())
        there = [one.id for one in self.members if not one.left and one.id != self.me.id]
        return tuple(one for one in there if shift and one in shift.members)

    def _with_new_incidents(self, plan: Plan, kept: datetime | None = None) -> Plan:
        """Add what was opened since the plan was kept, and let go of what was closed or is out of reach now."""
        known = {one.incident: one for one in plan.items}
        open_now = [one for one in self._ledger.overviews() if one.open]
        needles = self._withheld(plan.profile)
        items = [
            _still(known[one.id], one, kept) if one.id in known else self._item(one.id, plan.profile, needles)
            for one in open_now
        ]
        due = {one.id: one.next.due.timestamp() if one.next else float("inf") for one in open_now}
        items.sort(key=lambda item: (drafting.rank(item.urgency), due[item.incident]))
        return replace(plan, items=tuple(items))

    def _item(self, id: IncidentId, profile: str, needles: Sequence[Needle]) -> PlanItem:
        incident = self.incident(id)
        said = drafting.summary(incident, self.playbook, self.playbook.profile(profile), self.now())
        return PlanItem(incident.id, incident.code, True, drafting.urgency(incident), Typed(masked(said, needles)))

    def drafted_for(self, plan: Plan, receiver: str) -> Plan:
        """Return the plan with the texts nobody has edited as this receiver may have them."""
        return self._drafted(plan, [one for one in self._planned(plan) if self.may_receive(one.id, receiver)])

    def _planned(self, plan: Plan) -> list[Incident]:
        return [self.incident(one.incident) for one in plan.items]

    def _drafted(self, plan: Plan, incidents: Sequence[Incident]) -> Plan:
        """Write the texts nobody has typed in yet: danger, people to look out for, phones as they were last."""
        profile, needles, at = self.playbook.profile(plan.profile), self._withheld(plan.profile), self.now()
        in_danger = [one for one in incidents if one.flags.in_danger]
        drafted = {
            "watch": "\n".join(drafting.watch_out(one, self.playbook, profile, at) for one in in_danger),
            "look_out": drafting.look_out(incidents, self.playbook, profile, at),
            **{f"contact:{key}": text for key, text in (self._ledger.recall("contacts") or {}).items()},
        }
        fresh = {part: Typed(masked(text, needles)) for part, text in drafted.items() if plan.text(part).edited is None}
        return replace(plan, texts={**plan.texts, **fresh})

    def with_profile(self, plan: Plan, profile: str) -> Plan:
        """Choose another audience: texts nobody has edited are drafted anew for it."""
        plan, needles = replace(plan, profile=profile), self._withheld(profile)
        anew = (self._item(one.incident, profile, needles) for one in plan.items)
        items = tuple(
            replace(one, summary=fresh.summary) if one.summary.edited is None else one
            for one, fresh in zip(plan.items, anew, strict=True)
        )
        plan = replace(plan, items=items)
        return self._drafted(plan, self._planned(plan))

    def _withheld(self, profile: str) -> list[Needle]:
        return withheld(self._ledger.needles(), self.playbook.profile(profile))

    def _kept_from(self, receiver: str) -> list[Needle]:
        """Return what would tell a receiver which incidents were left out: code names, and whatever stands in them."""
        hidden = [self.incident(one) for one in self._incidents() if not self.may_receive(one, receiver)]
        codes = {one.code for one in hidden}
        named = [Needle(code, CODE_NAME, "", code) for code in codes]
        people = [Needle(person.code, CODE_NAME, "", one.code) for one in hidden for person in one.people]
        return [*named, *people, *(one for one in self._ledger.needles() if one.incident in codes)]

    def _incidents(self) -> list[IncidentId]:
        return [one.id for one in self._ledger.overviews() if not self._ledger.circle_of(one.id).team]

    def receiver_name(self, receiver: str) -> str:
        """Return how a receiver is called: a member by id, anybody else as typed."""
        member = self.member(MemberId(receiver))
        return member.name if member else receiver

    def may_receive(self, incident: IncidentId, receiver: str) -> bool:
        """Whether a receiver may have an incident; who is not a member gets only what the whole team may read."""
        member = self.member(MemberId(receiver))
        circle = self._ledger.circle_of(incident)
        return circle.team if member is None else member.id in circle.members

    def left_out(self, plan: Plan, receiver: str) -> int:
        """Return how many chosen incidents this receiver may not have; never which."""
        return sum(not self.may_receive(one.incident, receiver) for one in plan.items if one.chosen)


def _still(item: PlanItem, now: Overview, kept: datetime | None) -> PlanItem:
    """Return a choice as it was, but more urgent where the incident became so after the choice was made."""
    proposed = drafting.urgency_of(now.flags)
    grew = kept is not None and now.changed > kept and drafting.rank(proposed) < drafting.rank(item.urgency)
    return replace(item, urgency=proposed) if grew else item
