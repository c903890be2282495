"""Keeps the catalogues in step with the sentences in the code: `python -m locales.catalogues [--check]`."""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
LANGUAGES = ("es", "pt", "ca", "en")
FOLDERS = ("texts", "actions")
# How a Translator is asked for words; `count` takes one and many.
KEYWORDS: dict[str, tuple[int, ...] | None] = {"say": None, "label": None, "plain": None, "count": (1, 2)}
PLURALS = {"pt": "nplurals=2; plural=(n > 1);"}

_GAP = re.compile(r"\{(\w*)\}")
_TAG = re.compile(r"</?[a-z][^>]*>")


def sentences() -> Catalog:
    """All sentences that the code says."""
    template = Catalog(project="Microrredes", fuzzy=False)
    for folder in FOLDERS:
        found = extract_from_dir(ROOT / folder, [("**.py", "python")], {}, KEYWORDS)
        for file, _line, sentence, _comments, _context in found:
            template.add(sentence, locations=[(f"{folder}/{file}", 0)])
    return template


def catalogue_path(language: str) -> Path:
    """Where a language's catalogue is."""
    return ROOT / "locales" / language / "LC_MESSAGES" / "messages.po"


def read_catalogue(language: str) -> Catalog:
    """A language's catalogue as it is in the file, empty when there is none."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str, template: Catalog) -> Catalog:
    """The catalogue with new sentences added and those that nobody says any more left out."""
    old = read_catalogue(language)
    new = Catalog(locale="pt_BR" if language == "pt" else language, project="Microrredes", fuzzy=False)
    for message in template:
        if not message.id:
            continue
        known = old.get(message.id)
        said = known.string if known is not None else ""
        if language == "en":
            said = message.id  # the sentences in the code are the English ones
        new.add(message.id, said, locations=message.locations)
    return new


def write_catalogue(language: str, catalogue: Catalog) -> None:
    """Writes it so that an unchanged catalogue gives an unchanged file."""
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = BytesIO()
    write_po(buffer, catalogue, width=100, omit_header=True, include_lineno=False, sort_by_file=True)
    plural = PLURALS.get(language, "nplurals=2; plural=(n != 1);")
    header = (
        'msgid ""\nmsgstr ""\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Content-Transfer-Encoding: 8bit\\n"\n"Language: {language}\\n"\n"Plural-Forms: {plural}\\n"\n\n'
    )
    path.write_text(header + buffer.getvalue().decode(), encoding="utf-8")


def problems(language: str, template: Catalog) -> Iterator[str]:
    """What keeps a catalogue from being whole: missing, fuzzy, unused, gaps or tags that differ."""
    catalogue = read_catalogue(language)
    for message in template:
        if not message.id:
            continue
        known = catalogue.get(message.id)
        if known is None or not _forms(known.string) or not all(_forms(known.string)):
            yield f"{language}: not translated: {_first(message)!r}"
        elif known.fuzzy:
            yield f"{language}: fuzzy: {_first(message)!r}"
        else:
            yield from _differences(language, message, known)
    for message in catalogue:
        if message.id and template.get(message.id) is None:
            yield f"{language}: nobody says: {_first(message)!r}"


def _differences(language: str, message: Message, known: Message) -> Iterator[str]:
    source, said = _forms(message.id), _forms(known.string)
    if len(source) != len(said):
        yield f"{language}: plural forms missing: {_first(message)!r}"
    for form in said:
        if not any(_gaps(form) == _gaps(one) for one in source) or not _gaps(form) <= _gaps(source[-1]):
            yield f"{language}: gaps differ: {_first(message)!r}"
        if sorted(_TAG.findall(form)) not in [sorted(_TAG.findall(one)) for one in source]:
            yield f"{language}: tags differ: {_first(message)!r}"


def _forms(text: object) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())  # type: ignore[arg-type]


def _gaps(text: str) -> set[str]:
    return set(_GAP.findall(text))


def _first(message: Message) -> str:
    return _forms(message.id)[0]


def main(arguments: list[str]) -> int:
    """Updates the catalogues, or with --check only tells what is wrong with them."""
    template = sentences()
    if "--check" not in arguments:
        for language in LANGUAGES:
            write_catalogue(language, updated(language, template))
    found = [problem for language in LANGUAGES for problem in problems(language, template)]
    sys.stdout.write("".join(f"{problem}\n" for problem in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
