"""A handoff while it is being put together: what was chosen and typed for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from coc_desk.casework.entries import IncidentId, stamp, unstamp


@dataclass(frozen=True)
class Typed:
    """A text somebody typed into the handoff, and when."""

    text: str = ""
    edited: datetime | None = None
    """None while it is still as the program drafted it."""

    def as_json(self) -> list[str]:
        """Return it as plain JSON."""
        return [self.text, stamp(self.edited) if self.edited else ""]

    @classmethod
    def from_json(cls, said: list[str]) -> "Typed":
        """Return what `as_json` wrote."""
        return cls(said[0], unstamp(said[1]) if said[1] else None)


@dataclass(frozen=True)
class PlanItem:
    """One incident in the handoff."""

    incident: IncidentId
    code: str
    chosen: bool = True
    urgency: str = "steady"
    summary: Typed = Typed()
    contingency: Typed = Typed()

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return {
            "incident": self.incident,
            "code": self.code,
            "chosen": self.chosen,
            "urgency": self.urgency,
            "summary": self.summary.as_json(),
            "contingency": self.contingency.as_json(),
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "PlanItem":
        """Return what `as_json` wrote."""
        texts = {key: Typed.from_json(said[key]) for key in ("summary", "contingency")}
        return cls(said["incident"], said["code"], said["chosen"], said["urgency"], **texts)


@dataclass(frozen=True)
class Plan:
    """What a handoff shall hold."""

    since: datetime
    profile: str
    receivers: tuple[str, ...] = ()
    """Members by id, others by name."""
    destroy_by: datetime | None = None
    items: tuple[PlanItem, ...] = ()
    texts: Mapping[str, Typed] = field(default_factory=dict)
    """`watch`, `look_out`, `questions`, and a text per contact of the playbook (`contact:hotline`)."""
    excused: tuple[str, ...] = ()
    """Places (`printing.place_of`) of which the responder said that another word stands there."""

    def text(self, part: str) -> Typed:
        """Return one of the texts; empty when nothing was typed."""
        return self.texts.get(part, Typed())

    def with_text(self, part: str, text: str, at: datetime) -> "Plan":
        """Return the plan with one text typed anew."""
        return replace(self, texts={**self.texts, part: Typed(text, at)})

    def with_item(self, incident: IncidentId, **changes: Any) -> "Plan":
        """Return the plan with one incident's choices changed."""
        items = tuple(replace(one, **changes) if one.incident == incident else one for one in self.items)
        return replace(self, items=items)

    def as_json(self) -> dict[str, Any]:
        """Return it as a draft keeps it."""
        return {
            "since": stamp(self.since),
            "profile": self.profile,
            "receivers": list(self.receivers),
            "destroy_by": stamp(self.destroy_by) if self.destroy_by else "",
            "items": [one.as_json() for one in self.items],
            "texts": {part: typed.as_json() for part, typed in self.texts.items()},
            "excused": list(self.excused),
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "Plan":
        """Return what `as_json` wrote."""
        return cls(
            since=unstamp(said["since"]),
            profile=said["profile"],
            receivers=tuple(said["receivers"]),
            destroy_by=unstamp(said["destroy_by"]) if said["destroy_by"] else None,
            items=tuple(PlanItem.from_json(one) for one in said["items"]),
            texts={part: Typed.from_json(one) for part, one in said["texts"].items()},
            excused=tuple(said.get("excused", ())),
        )
