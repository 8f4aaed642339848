"""Ledgers as Hypothesis makes them up: sensible entries, odd ones and hostile ones, by several writers."""

from typing import Any

from hypothesis import strategies as st

from coc_desk.casework.entries import Entry, EntryKind, stamp
from tests.casework.telling import MORNING, Writing

scalars = st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "yes", "maybe", "kept", "x", "田 🙁"])
json_values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
IDS = [f"{n:032x}" for n in range(12)]
ids = st.sampled_from([*IDS, "", "elsewhere"])
answers = st.dictionaries(
    st.sampled_from(["danger", "going_on", "again", "where", "name", "contact", "of another playbook"]),
    st.fixed_dictionaries({"v": st.sampled_from(["yes", "no", "maybe", "Senna Quill", "corridor"])})
    | st.fixed_dictionaries({"none": st.sampled_from(["unknown", "declined"])})
    | json_values,
    max_size=3,
)
people = st.lists(
    st.fixed_dictionaries(
        {"id": st.sampled_from(["senna", "thad", "wil"])},
        optional={
            "code": st.sampled_from(["velvet heron", "tin finch"]),
            "roles": st.lists(scalars, max_size=2),
            "answers": answers,
        },
    )
    | json_values,
    max_size=2,
)
BODIES: dict[str, dict[str, Any]] = {
    EntryKind.REPORT: {"code": st.just("copper kettle"), "answers": answers, "people": people},
    EntryKind.ANSWERS: {"report": ids, "answers": answers, "people": people},
    EntryKind.NOTE: {"text": st.text(max_size=5), "note": st.just("observation")},
    EntryKind.AMENDED: {"of": ids, "text": st.text(max_size=5)},
    EntryKind.STRUCK: {"of": ids, "reason": st.text(max_size=5)},
    EntryKind.STAGE: {"stage": st.sampled_from(["assessing", "closed"]), "as": st.sampled_from(["", "recorded_only"])},
    EntryKind.OWNER: {"owner": st.sampled_from(["noor", "jun", "", None])},
    EntryKind.PROMISE: {
        "what": st.just("call"),
        "to": st.just("reporter"),
        "due": st.just(stamp(MORNING)),
        "note": ids,
    },
    EntryKind.KEPT: {
        "promise": ids,
        "state": st.sampled_from(["kept", "moved", "dropped", "open", "?"]),
        "due": st.just(stamp(MORNING)),
    },
    EntryKind.RESTRICTION: {"what": st.just("no party"), "person": st.sampled_from(["thad", ""]), "lifts": ids},
    EntryKind.FILE: {"file": st.just("f"), "name": st.just("f.png"), "size": st.integers(0, 9)},
    EntryKind.LINK: {"to": ids, "code": st.just("tin sparrow"), "why": st.text(max_size=5)},
    EntryKind.STEP: {"step": st.just("acknowledge"), "state": st.just("done")},
}
kinds = st.sampled_from([*EntryKind, "of a newer version", ""])


@st.composite
def ledgers(draw: st.DrawFn, most: int = len(IDS)) -> list[Entry]:
    """Return entries of one incident in the order in which they were written."""
    writing = Writing()
    for id in IDS[: draw(st.integers(1, most))]:
        kind = draw(kinds)
        shaped = st.fixed_dictionaries(BODIES[kind]) if kind in BODIES else json_values
        body = draw(shaped | json_values if draw(st.booleans()) else shaped)
        writing.odd(kind, body, draw(st.sampled_from(["noor", "jun", "imke"])), id)
    return writing.entries
