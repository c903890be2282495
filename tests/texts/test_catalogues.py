"""Our catalogues are read past Babel, and as Babel does."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from texts.catalogues import Forms, read_catalogue
from texts.translator import catalogue, catalogue_path

SAID = (
    'msgid ""\nmsgstr ""\n"Language: es\\n"\n\n'
    '#: texts/fuzzy.py\nmsgid "Say \\"{word}\\""\nmsgstr "Decir «{word}»"\n\n'
    '#, fuzzy\nmsgid "Perhaps"\nmsgstr "Tal vez"\n\n'
    'msgid ""\n"one\\n"\n"two"\nmsgid_plural "many"\nmsgstr[0] ""\n"uno\\n"\n"dos"\nmsgstr[1] "varios"'
)


def test_catalogue_is_read_as_babel_reads_it() -> None:
    path = catalogue_path("pt")

    with path.open("rb") as file:
        expected = [(_forms(entry.id), _forms(entry.string)) for entry in read_po(file) if entry.id]

    assert list(read_catalogue(path)) == expected


def _forms(said: object) -> Forms:
    return (said,) if isinstance(said, str) else tuple(said)  # type: ignore[arg-type]


def test_quotes_lines_and_plurals_are_read_and_what_is_in_doubt_is_not(tmp_path: Path) -> None:
    (tmp_path / "messages.po").write_text(SAID, encoding="utf-8")

    assert list(read_catalogue(tmp_path / "messages.po")) == [
        (('Say "{word}"',), ("Decir «{word}»",)),
        (("one\ntwo", "many"), ("uno\ndos", "varios")),
    ]


def test_catalogue_of_another_form_is_refused(tmp_path: Path) -> None:
    (tmp_path / "messages.po").write_text(SAID + '\n\nmsgid "Lost"\n\nmsgstr "Perdido"\n', encoding="utf-8")

    with pytest.raises(ValueError, match="cannot be read"):
        list(read_catalogue(tmp_path / "messages.po"))


def test_what_reads_as_in_english_is_said_by_the_code() -> None:
    assert catalogue("en").one("◀️ Back") == "◀️ Back"
    assert ("◀️ Back" in catalogue("en"), "◀️ Back" in catalogue("es")) == (False, True)
