"""The program's words in other languages: gather them from the source, then make what gettext reads.

  python3 packaging/dev.py words           bring every catalogue up to date and compile it
  python3 packaging/dev.py words LANGUAGE  begin a catalogue (ISO 639-1)

A catalogue is resources/locale/LANGUAGE/LC_MESSAGES/coc_desk.po; translate it with any editor for such files.
"""

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "resources" / "locale"
LICENCE = "Under the same licence as the program."
UNKEPT = tuple(
    f'"{name}:'.encode()
    for name in (
        *("Project-Id-Version", "Report-Msgid-Bugs-To", "POT-Creation-Date", "PO-Revision-Date"),
        *("Last-Translator", "Language-Team", "Generated-By"),
    )
)
"""Lines of a catalogue's head that say nothing, or something else each time."""
NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)
KEYWORDS = {"_": None, "ngettext": (1, 2), "sense": ((1, "c"), 2)}


def main(words: Sequence[str]) -> int:
    """Bring the catalogues up to date; say of each what is missing."""
    for language in words:
        catalogue_of(language).parent.mkdir(parents=True, exist_ok=True)
        if not catalogue_of(language).exists():
            save(Catalog(locale=language, domain="coc_desk"), catalogue_of(language))
    template = gathered()
    for file in sorted(LOCALES.glob("*/LC_MESSAGES/coc_desk.po")):
        catalogue = loaded(file)
        catalogue.update(template, no_fuzzy_matching=True)
        save(catalogue, file)
        file.with_suffix(".mo").write_bytes(compiled(catalogue))
        print(f"{catalogue.locale}: {len(list(untranslated(catalogue)))} of {len(catalogue)} are not translated yet")
    return 0


def catalogue_of(language: str) -> Path:
    """Return where a language's catalogue is."""
    return LOCALES / language / "LC_MESSAGES" / "coc_desk.po"


def gathered() -> Catalog:
    """Return every sentence of the program, with the modules it stands in."""
    template = Catalog(domain="coc_desk", fuzzy=False)
    found = extract_from_dir(ROOT / "coc_desk", [("**.py", "python")], keywords=KEYWORDS)
    for file, _line, message, comments, context in found:
        template.add(message, None, [(Path(file).as_posix(), 0)], auto_comments=comments, context=context)
    return template


def loaded(file: Path) -> Catalog:
    """Read a catalogue."""
    with file.open("rb") as content:
        return read_po(content, locale=file.parent.parent.name, domain="coc_desk")


def save(catalogue: Catalog, file: Path) -> None:
    """Write a catalogue in the order of its sentences, without dates or line numbers, so that changes stay small."""
    content = BytesIO()
    catalogue.fuzzy, catalogue.header_comment = False, f"# CoC Desk: {catalogue.locale.english_name}. {LICENCE}\n#"
    write_po(content, catalogue, width=120, sort_output=True, ignore_obsolete=True, include_lineno=False)
    kept = [line for line in content.getvalue().splitlines(keepends=True) if not line.startswith(UNKEPT)]
    file.write_bytes(b"".join(kept))


def compiled(catalogue: Catalog) -> bytes:
    """Return what gettext reads: the same bytes whenever it is made from the same words."""
    content = BytesIO()
    catalogue.creation_date = NO_DATE
    write_mo(content, catalogue)
    return content.getvalue()


def untranslated(catalogue: Catalog) -> Iterator[Message]:
    """Yield the sentences that have no translation."""
    for message in catalogue:
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and not all(said):
            yield message


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
