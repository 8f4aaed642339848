"""The catalogues: each translation holds what its sentence holds, and the program reads what translators wrote."""

import ast
import importlib.util
import re
from collections.abc import Iterator
from gettext import GNUTranslations
from pathlib import Path
from string import Formatter
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message

ROOT = Path(__file__).parents[2]


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("words", ROOT / "packaging" / "words.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


words = script()
CATALOGUES = sorted(words.LOCALES.glob("*/LC_MESSAGES/coc_desk.po"))
SOURCE = ROOT / "coc_desk"

for_each_catalogue = pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.parent.parent.name)


def said(message: Message) -> list[tuple[str, str]]:
    """Return the forms of a translated sentence, each with the English it stands for."""
    asked = message.id if isinstance(message.id, tuple) else (message.id,)
    given = message.string if isinstance(message.string, tuple) else (message.string,)
    return [(str(asked[min(at, len(asked) - 1)]), str(one)) for at, one in enumerate(given) if one]


def translated(catalogue: Catalog) -> Iterator[Message]:
    yield from (message for message in catalogue if message.id and said(message))


def places(text: str) -> set[str]:
    """Return the names in braces, with the way they are written."""
    return {f"{name}:{written}" for _before, name, written, _as in Formatter().parse(text) if name is not None}


def blanks(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def test_there_is_a_catalogue() -> None:
    assert [file.parent.parent.name for file in CATALOGUES] == ["de"]


@for_each_catalogue
def test_a_translation_holds_the_places_of_its_sentence_and_no_others(file: Path) -> None:
    wrong = [
        given
        for message in translated(words.loaded(file))
        for asked, given in said(message)
        if places(given) != places(asked)
    ]
    assert not wrong


@for_each_catalogue
def test_a_translation_begins_and_ends_with_the_blanks_of_its_sentence(file: Path) -> None:
    wrong = [
        given
        for message in translated(words.loaded(file))
        for asked, given in said(message)
        if blanks(given) != blanks(asked)
    ]
    assert not wrong


@for_each_catalogue
def test_a_letter_that_chooses_is_marked_once_wherever_english_marks_one(file: Path) -> None:
    wrong = [
        given
        for message in translated(words.loaded(file))
        for asked, given in said(message)
        if len(re.findall(r"&\w", given)) != len(re.findall(r"&\w", asked))
    ]
    assert not wrong


@for_each_catalogue
def test_a_counted_sentence_has_all_its_forms_or_none(file: Path) -> None:
    catalogue = words.loaded(file)
    counted = [message for message in translated(catalogue) if isinstance(message.id, tuple)]
    assert counted
    assert not [one.string for one in counted if len(said(one)) != catalogue.num_plurals]


@for_each_catalogue
def test_the_program_reads_what_translators_wrote(file: Path) -> None:
    assert file.with_suffix(".mo").read_bytes() == words.compiled(words.loaded(file))
    with file.with_suffix(".mo").open("rb") as content:
        assert GNUTranslations(content).gettext("Cancel") != "Cancel"


def asked_in(file: Path) -> Iterator[tuple[str | None, str]]:
    """Yield what a module asks a translation of, with its sense."""
    for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name)):
            continue
        text = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        match call.func.id, text:
            case "_", [sentence]:
                yield None, sentence
            case "ngettext", [one, _many]:
                yield None, one
            case "sense", [which, word]:
                yield which, word


def test_every_sentence_is_gathered_wherever_it_stands() -> None:
    """One within the braces of an f-string is not seen by what gathers them."""
    gathered = words.gathered()
    missed = [
        (file.name, text)
        for file in SOURCE.rglob("*.py")
        for which, text in asked_in(file)
        if gathered.get(text, context=which) is None
    ]
    assert not missed


def said_at_import(tree: ast.Module) -> Iterator[str]:
    """Yield the sentences a module says while it is read, before the language is chosen."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            waiting += [one for one in (*node.args.defaults, *node.args.kw_defaults) if one is not None]
            continue
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in words.KEYWORDS:
            yield ast.unparse(node)
        waiting += ast.iter_child_nodes(node)


def test_nothing_is_said_before_the_language_is_chosen() -> None:
    early = [
        (file.name, call)
        for file in SOURCE.rglob("*.py")
        for call in said_at_import(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert not early


@for_each_catalogue
def test_every_sentence_is_translated(file: Path) -> None:
    catalogue = words.loaded(file)
    catalogue.update(words.gathered(), no_fuzzy_matching=True)
    assert not [message.id for message in words.untranslated(catalogue)]
