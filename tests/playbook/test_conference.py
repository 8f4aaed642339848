"""The conference playbook as it is shipped: everything the program needs is in it, in the words people agreed on."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from coc_desk.i18n import Words
from coc_desk.playbook.definitions import IDENTIFYING, MEANINGS, Kind, Playbook
from coc_desk.playbook.loading import load

RESOURCES = Path(__file__).parents[2] / "resources"
CONFERENCE = RESOURCES / "playbooks" / "conference"

NEVER = {
    "en": "victim offender harasser perpetrator accused complaint complainant ticket accusation allegation",
    "de": "opfer täter täterin beschwerde beschuldigte beschuldigter anklage vorwurf vorwürfe",
    "any": "please bitte oops invalid failed error illegal ungültig fehlgeschlagen",
}


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return load(CONFERENCE)


def every_words(value: object, where: str = "") -> Iterator[tuple[str, Words]]:
    """Walk all words of a playbook with the place they stand in."""
    if isinstance(value, Words):
        yield where, value
    elif is_dataclass(value):
        key = getattr(value, "key", "")
        for one in fields(value):
            yield from every_words(getattr(value, one.name), f"{where} {key} {one.name}")
    elif isinstance(value, tuple):
        for inner in value:
            yield from every_words(inner, where)


def test_everything_is_said_in_every_language(playbook: Playbook) -> None:
    said = [(where, words) for where, words in every_words(playbook) if words]
    assert len(said) > 400
    assert [where for where, words in said if set(words) != set(playbook.languages)] == []
    assert [where for where, words in said if not all(text.strip() == text != "" for text in words.values())] == []


def test_no_word_is_used_that_judges_before_anybody_decided() -> None:
    never = re.compile(rf"\b({'|'.join(' '.join(NEVER.values()).split())})s?\b", re.IGNORECASE)
    for file in CONFERENCE.glob("*.toml"):
        assert [found[0] for found in never.finditer(file.read_text("utf-8"))] == [], file.name


def test_nothing_is_shouted(playbook: Playbook) -> None:
    assert [where for where, words in every_words(playbook) if "!" in "".join(words.values())] == []


def test_the_sections_come_in_the_order_of_a_report(playbook: Playbook) -> None:
    sections = playbook.form.sections
    assert [one.key for one in sections] == [
        *("safety", "report", "people", "reporter", "happened", "done", "wishes", "exclude", "evidence", "assessment")
    ]
    assert {one.key: one.each for one in sections if one.each} == {
        "people": "person",
        "exclude": "member",
        "evidence": "file",
    }
    assert [one.key for one in sections if one.later] == ["assessment"]


def test_everything_the_program_knows_of_is_asked(playbook: Playbook) -> None:
    meant = {one.means: one.key for one in playbook.form.fields.values() if one.means}
    assert set(meant) == MEANINGS
    assert all(means == key for means, key in meant.items())


def test_safety_comes_first_and_every_question_of_it_can_be_answered_maybe(playbook: Playbook) -> None:
    safety = playbook.form.sections[0].fields
    assert [one.key for one in safety[:4]] == ["danger", "going_on", "again", "support_needed"]
    assert {one.kind for one in safety[:4]} == {Kind.SAFETY}


def test_only_what_the_program_fills_in_is_automatic(playbook: Playbook) -> None:
    assert [one.key for one in playbook.form.fields.values() if one.automatic] == ["received_by", "written_at"]


def test_a_person_is_asked_for_what_identifies_them_under_its_own_class(playbook: Playbook) -> None:
    holds = {one.key: one.holds for one in playbook.form.person.fields}
    assert {key: holds[key] for key in IDENTIFYING} == {key: key for key in IDENTIFYING}
    assert holds["description"] == holds["clothing"] == "description"
    assert not any(one.holds in IDENTIFYING for one in playbook.form.asked_once())


def test_their_words_what_was_observed_and_what_was_done_are_kept_apart(playbook: Playbook) -> None:
    apart = ("words", "observed", "behaviour", "impact", "done", "wishes", "promised")
    holds = [playbook.form.fields[key].holds for key in apart]
    assert holds == ["account", "observed", "behaviour", "impact", "action", "wishes", "promise"]


def test_the_long_questions_come_with_what_to_leave_out(playbook: Playbook) -> None:
    for key in ("danger", "going_on", "words", "impact", "wishes", "promised", "name", "anonymous"):
        field = playbook.form.fields[key]
        assert field.note, key
        assert field.ask, key
        assert field.mind, key


def test_a_profile_shows_less_and_less(playbook: Playbook) -> None:
    full, next_shift, without_names = (playbook.profile(key).allows for key in ("full", "next_shift", "without_names"))
    assert full == {one.key for one in playbook.classes}
    assert without_names < next_shift < full


def test_the_next_shift_gets_descriptions_but_no_names_and_no_account(playbook: Playbook) -> None:
    allows = playbook.profile("next_shift").allows
    assert {"safety", "description", "promise", "restriction"} <= allows
    assert allows.isdisjoint(IDENTIFYING | {"account", "team", "other"})


def test_without_names_nobody_is_described(playbook: Playbook) -> None:
    assert playbook.profile("without_names").allows == {"safety", "time", "behaviour", "action", "process"}


def test_the_kinds_of_note_start_with_the_five_most_used(playbook: Playbook) -> None:
    assert [one.key for one in playbook.note_kinds] == [
        *("talk_with_reporter", "talk_with_affected", "check_in", "action_done", "observation"),
        *("talk_with_reported", "contact_with_witness", "contact_with_third_party", "team_discussion"),
        *("decision", "evidence"),
    ]
    assert all(one.note and one.mind and one.short for one in playbook.note_kinds)


def test_every_icon_is_shipped(playbook: Playbook) -> None:
    named = {one.icon for one in playbook.note_kinds} | {one.icon for one in playbook.contacts}
    assert sorted(name for name in named if not (RESOURCES / "icons" / f"{name}.svg").exists()) == []


def test_roles_stages_and_urgencies_are_those_the_program_speaks_of(playbook: Playbook) -> None:
    assert [one.key for one in playbook.roles] == ["reporter", "affected", "reported", "witness", "other"]
    assert [one.key for one in playbook.stages] == ["received", "assessing", "decided", "following_up", "closed"]
    assert [one.key for one in playbook.urgencies] == ["act_now", "watch", "steady"]
    assert [one.key for one in playbook.contacts] == [
        *("hotline", "quiet_room", "keys", "venue_security", "medical", "police")
    ]


def test_every_stage_has_steps_and_every_step_a_clock(playbook: Playbook) -> None:
    assert {one.stage for one in playbook.steps} == {one.key for one in playbook.stages}
    assert all(one.at_event or one.after for one in playbook.steps)


def test_no_outcome_asks_for_an_apology_of_the_reported_person(playbook: Playbook) -> None:
    assert [one.key for one in playbook.outcomes if "apolog" in one.label["en"]] == ["own_apology"]
    assert {one.key for one in playbook.outcomes if one.restricts} == {
        *("no_contact", "limits", "role_ended", "leaves_event", "ban")
    }


def test_the_texts_are_kept_as_they_were_read(playbook: Playbook) -> None:
    assert dict(playbook.files) == {path.name: path.read_text("utf-8") for path in CONFERENCE.glob("*.toml")}
