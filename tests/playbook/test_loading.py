"""A mistake in a playbook is named with file, line, field and reason, and nothing is loaded."""

import re
import sys
from pathlib import Path
from time import perf_counter

import pytest

from coc_desk.playbook.loading import MOST_BYTES, load, load_texts
from coc_desk.playbook.mistakes import PlaybookMistake

PLAYBOOK = """\
[playbook]
key = "small"
version = 2
name = "Small"
languages = ["en", "de"]
private_incidents = "with consent"

[[stage]]
key = "received"
label = "Received"

[[step]]
key = "safe"
stage = "received"
label = "Make people safe"
at_event = "1 h"

[[note_kind]]
key = "check_in"
label = "Check-in"
holds = "other"

[[outcome]]
key = "warning"
label = "Warning"

[[retention]]
key = "warning"
keep = "2 years"
"""
INTAKE = """\
[[section]]
key = "people"
label = "People"
each = "person"

[[section]]
key = "happened"
label = "What happened"

[[field]]
key = "name"
section = "people"
kind = "text"
label = "Name"
holds = "name"

[[field]]
key = "danger"
section = "happened"
kind = "yes/no/maybe/unknown"
label = { en = "Danger", de = "Gefahr" }
means = "danger"
holds = "other"

[[field]]
key = "place"
section = "happened"
kind = "choice"
label = "Place"
choices = [
    { key = "room", label = "Room" },
    { key = "hall", label = "Hall" },
]
holds = "other"

[[field]]
key = "words"
section = "happened"
kind = "long text"
label = { en = "In their words" }
ask = { en = "Would you like to tell me what happened?" }
mind = { en = "Write what is said, in the language it is said in. Do not press." }
holds = "other"
"""
PROFILES = (
    "".join(f'[[class]]\nkey = "{key}"\nlabel = "{key}"\n' for key in ("name", "contact", "badge", "handle", "other"))
    + '[[profile]]\nkey = "full"\nlabel = "Full"\nallows = "all"\n'
)
SMALL = {"playbook.toml": PLAYBOOK, "intake.toml": INTAKE, "profiles.toml": PROFILES}


def changed(file: str, old: str, new: str) -> dict[str, str]:
    assert SMALL[file].count(old) >= 1
    return {**SMALL, file: SMALL[file].replace(old, new, 1)}


def mistake(files: dict[str, str]) -> PlaybookMistake:
    with pytest.raises(PlaybookMistake) as raised:
        load_texts(files)
    return raised.value


def test_a_small_playbook_loads() -> None:
    playbook = load_texts(SMALL)
    assert (playbook.key, playbook.version, playbook.private_incidents) == ("small", 2, "with consent")
    assert playbook.retention == {"warning": "2 years"}
    assert [str(one) for one in playbook.form.fields["words"].ask] == ["Would you like to tell me what happened?"]
    assert playbook.files == SMALL


def line_of(text: str, start: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if line.startswith(start))


LABEL = '{ en = "In their words" }'
KIND = 'kind = "long text"'


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        (
            KIND,
            'kind = "long txt"',
            "kind",
            'field "words": "long txt" is not a kind of field. Did you mean "long text"?',
        ),
        (
            KIND,
            'kind = "soon"',
            "kind",
            'field "words": "soon" is not a kind of field. It can be one of: text, long text, ',
        ),
        (KIND, "kind = 7", "kind", 'field "words": "kind" is not a text in quotes.'),
        ("mind = {", "midn = {", "midn", 'field "words": "midn" means nothing here. Did you mean "mind"?'),
        (LABEL, '{ de = "Worte" }', "label", 'field "words": "label" has no English words (en).'),
        (LABEL, '{ en = " " }', "label", 'field "words": "label" has no English words (en).'),
        (
            LABEL,
            '{ en = "a", fr = "b" }',
            "label",
            'field "words": "fr" is not a language of this playbook. It can be ',
        ),
        (LABEL, "7", "label", 'field "words": "label" is not a text, or a table of languages.'),
        (
            LABEL,
            "{ en = 7 }",
            "label",
            'field "words": "label" is a text, or a table of languages like { en = "..." }.',
        ),
        (f"label = {LABEL}", "", "[[field]]", 'field "words": "label" is missing.'),
        ('"words"', '"name"', "key", 'field "name": There is another one with the key "name" above.'),
        ('"words"', '"A b"', "key", 'field "A b": "A b" cannot be a key. Use small letters a to z, digits and _ only.'),
        ('"other"', '"othr"', "holds", 'field "words": "othr" is not a disclosure class. Did you mean "other"?'),
        ('"happened"', '"hapened"', "section", 'field "words": "hapened" is not a section. Did you mean "happened"?'),
        (
            KIND,
            f'{KIND}\nmeans = "wrds"',
            "means",
            'field "words": "wrds" is not something the program knows. Did you mean ',
        ),
        (KIND, f'{KIND}\nmeans = "when"', "kind", 'field "words": What means "when" is of the kind "moment".'),
        (KIND, f"{KIND}\nother = true", "[[field]]", 'field "words": A field of the kind "long text" has no choices.'),
        (
            KIND,
            'kind = "choices"',
            "[[field]]",
            'field "words": "choices" is missing: there is nothing to choose from.',
        ),
    ],
)
def test_a_mistake_in_a_field_is_named_with_its_line(old: str, new: str, line: str, said: str) -> None:
    before, field = INTAKE[: INTAKE.rindex("[[field]]")], INTAKE[INTAKE.rindex("[[field]]") :]
    assert old in field
    field = field.replace(old, new, 1)
    found = mistake({**SMALL, "intake.toml": before + field})
    number = before.count("\n") + line_of(field, line)
    assert str(found.mistakes[0]).startswith(f"intake.toml, line {number}, {said}")
    assert (found.file, found.line, found.reason) == ("intake.toml", number, found.mistakes[0].reason)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'kind = "yes/no/maybe/unknown"',
            'kind = "text"',
            'What means "danger" is of the kind "yes/no/maybe/unknown".',
        ),
        ('kind = "choice"', 'kind = "text"', 'A field of the kind "text" has no choices.'),
        ('kind = "text"', 'kind = "number"', 'What holds "name" is written, not chosen: use the kind "text".'),
        ('key = "hall"', 'key = "room"', 'choices, room: There is another one with the key "room" above.'),
        ('label = "Hall"', 'lable = "Hall"', 'choices, hall: "label" is missing.'),
        ('{ key = "hall", label = "Hall" },', '"hall",', '"choices" is a list of tables like { key = "..." }.'),
        (
            'each = "person"',
            'each = "persons"',
            '"persons" is not something a section is asked for. Did you mean "person"?',
        ),
        ('each = "person"', "", 'One section, and only one, says each = "person".'),
        (LABEL, f'{LABEL}\nmeans = "danger"', '"danger" means "danger" already; only one field can.'),
        ("[[section]]", "[section]", "It is not written as TOML: "),
    ],
)
def test_a_mistake_anywhere_in_the_intake_is_named(old: str, new: str, said: str) -> None:
    reasons = [one.reason for one in mistake(changed("intake.toml", old, new)).mistakes]
    assert any(reason.startswith(said) for reason in reasons), reasons


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "playbook",
            '"1 h"',
            '"soon"',
            '16, step "safe": "soon" is not a time. Write it as "1 h", "2 weeks", "same shift".',
        ),
        (
            "playbook",
            '"2 years"',
            '"ages"',
            '29, retention "warning": "ages" is not a time. Write it as "6 months" or ',
        ),
        (
            "playbook",
            'stage = "received"',
            'stage = "x"',
            '14, step "safe": "x" is not a stage. It can be one of: received.',
        ),
        ("playbook", "version = 2", "version = 0", '3, playbook "small": "version" is a whole number from 1 up.'),
        ("playbook", "version = 2", "version = true", '3, playbook "small": "version" is not a whole number.'),
        (
            "playbook",
            '["en", "de"]',
            '["de"]',
            '5, playbook "small": "languages" lists codes such as "en" and "de", and ',
        ),
        (
            "playbook",
            '"with consent"',
            '"x"',
            '6, playbook "small": "x" is not a way to treat private incidents. It can be ',
        ),
        (
            "playbook",
            "[[outcome]]",
            "[[outcomes]]",
            '23: "outcomes" is not a block of this file. Did you mean "outcome"?',
        ),
        (
            "playbook",
            "[[outcome]]",
            "[outcome]",
            "23: Write each outcome as a block of its own that starts with [[outcome]].",
        ),
        (
            "profiles",
            '"all"',
            '["adress"]',
            '19, profile "full": "adress" is not a disclosure class. It can be one of: name,',
        ),
        ("profiles", '"all"', "[7]", '19, profile "full": "allows" is a list of texts in quotes.'),
        ("profiles", '"all"', "7", '19, profile "full": "allows" is not a list of texts.'),
    ],
)
def test_a_mistake_in_the_other_files_is_named(file: str, old: str, new: str, said: str) -> None:
    assert str(mistake(changed(f"{file}.toml", old, new)).mistakes[0]).startswith(f"{file}.toml, line {said}")


def test_a_playbook_without_its_head_or_without_an_identifying_class_is_refused() -> None:
    assert mistake(changed("playbook.toml", "[playbook]", "[playbok]")).reason.startswith("It has no block [playbook]")
    found = mistake(changed("profiles.toml", '"badge"', '"badges"'))
    assert str(found.mistakes[-1]).startswith('profiles.toml: It has no [[class]] "badge".')


@pytest.mark.parametrize(
    ("shown_when", "said"),
    [
        ('{ field = "plaze", is = ["room"] }', '"plaze" is not a field of this playbook. Did you mean "place"?'),
        ('{ field = "place", is = ["rom"] }', '"rom" is not an answer to "place". Did you mean "room"?'),
        ('{ field = "place", is = ["other"] }', '"other" is not an answer to "place". It can be one of: room, hall, '),
        ('{ field = "danger", is = ["perhaps"] }', '"perhaps" is not an answer to "danger". It can be one of: yes, '),
        ('{ field = "words", is = ["a"] }', "It would never show: it waits for itself (words → words)."),
        (
            '{ field = "name", is = ["a"] }',
            "A field asked of each person and one asked once cannot depend on each other.",
        ),
        ('{ field = "place", is = "room" }', 'shown_when: "is" is not a list of texts.'),
        ('{ field = "place", is = ["room"], not = ["a"] }', 'shown_when: "not" means nothing here.'),
        ('{ field = "place" }', 'shown_when: "is" is missing.'),
        ('"place"', '"shown_when" is not a table.'),
    ],
)
def test_a_condition_that_leads_nowhere_is_named(shown_when: str, said: str) -> None:
    found = mistake(changed("intake.toml", "mind = {", f"shown_when = {shown_when}\nmind = {{"))
    line = line_of(INTAKE, "mind")
    assert str(found).startswith(f'intake.toml, line {line}, field "words": {said}')


@pytest.mark.parametrize("answer", ["room", "unknown", "not asked", "declined"])
def test_a_field_can_wait_for_any_answer_of_another(answer: str) -> None:
    text = f'shown_when = {{ field = "place", is = ["{answer}"] }}\nmind = {{'
    assert load_texts(changed("intake.toml", "mind = {", text)).form.fields["words"].shown_when == (
        "place",
        frozenset({answer}),
    )


def test_fields_that_wait_for_each_other_are_named() -> None:
    files = changed(
        "intake.toml", 'label = "Place"', 'label = "Place"\nshown_when = { field = "danger", is = ["yes"] }'
    )
    old = 'means = "danger"'
    files["intake.toml"] = files["intake.toml"].replace(
        old, f'{old}\nshown_when = {{ field = "place", is = ["room"] }}'
    )
    assert [str(one).partition("field ")[2] for one in mistake(files).mistakes] == [
        '"danger": It would never show: it waits for itself (danger → place → danger).',
        '"place": It would never show: it waits for itself (place → danger → place).',
    ]


def test_what_was_written_cannot_be_waited_for() -> None:
    files = changed("intake.toml", 'label = "Place"', 'label = "Place"\nshown_when = { field = "words", is = ["a"] }')
    assert mistake(files).reason == '"words" is written, not chosen, so no field can depend on it.'


def test_several_mistakes_are_counted_and_all_kept() -> None:
    files = changed("intake.toml", 'kind = "long text"', 'kind = "soon"\nicno = "a"')
    files["playbook.toml"] = files["playbook.toml"].replace('"1 h"', '"never"')
    found = mistake(files)
    assert [(one.file, one.field) for one in found.mistakes] == [
        ("playbook.toml", "safe"),
        ("intake.toml", "words"),
        ("intake.toml", "words"),
    ]
    assert (found.file, found.field) == ("playbook.toml", "safe")
    assert str(found).endswith("And 2 more mistakes.")


@pytest.mark.parametrize("name", SMALL)
def test_a_file_that_is_not_there_is_named(name: str, tmp_path: Path) -> None:
    texts = {key: text for key, text in SMALL.items() if key != name}
    assert str(mistake(texts)) == f"{name}: This file is not there."
    for key, text in texts.items():
        (tmp_path / key).write_text(text, "utf-8")
    with pytest.raises(PlaybookMistake, match=f"{name}: It cannot be read: No such file"):
        load(tmp_path)


def test_a_line_that_is_no_toml_is_named() -> None:
    found = mistake(changed("intake.toml", 'each = "person"', "each = person"))
    assert re.match(r"intake.toml, line 4: It is not written as TOML: ", str(found))


def test_a_file_that_ends_too_early_is_named_at_its_end() -> None:
    found = mistake({**SMALL, "intake.toml": INTAKE + '[[field]]\nkey = "a'})
    assert (found.file, found.line) == ("intake.toml", INTAKE.count("\n") + 2)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    for name, text in SMALL.items():
        (tmp_path / name).write_bytes(text.replace("Hall", "Häll").encode("latin-1"))
    line = line_of(INTAKE, '    { key = "hall"')
    with pytest.raises(PlaybookMistake, match=f"intake.toml, line {line}: It is not a text in UTF-8."):
        load(tmp_path)


def test_a_file_above_the_limit_is_refused_with_the_limit(tmp_path: Path) -> None:
    large = {**SMALL, "profiles.toml": PROFILES + "#" * MOST_BYTES}
    assert str(mistake(large)) == "profiles.toml: It is larger than a playbook file can be: 500 kB."
    for name, text in large.items():
        (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(PlaybookMistake, match="500 kB"):
        load(tmp_path)


def test_a_file_full_of_mistakes_is_refused_without_a_wait() -> None:
    start = perf_counter()
    found = mistake({**SMALL, "intake.toml": '[[field]]\nkey = "a"\n' * (MOST_BYTES // 20)})
    assert 100 <= len(found.mistakes) < 110
    assert perf_counter() - start < 10


def test_a_file_nested_beyond_reason_is_refused() -> None:
    deep = "a = " + "[" * sys.getrecursionlimit() * 3
    assert mistake({**SMALL, "intake.toml": deep}).file == "intake.toml"
