"""What stops the build: a sentence that is missing, doubtful or unused, or whose gaps or tags differ."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from locales import catalogues

HEADER = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
SOUND = (
    'msgid "<b>{name}</b> comes"\nmsgstr "Viene <b>{name}</b>"\n\n'
    'msgid "{n} answer"\nmsgid_plural "{n} answers"\nmsgstr[0] "{n} respuesta"\nmsgstr[1] "{n} respuestas"\n'
)


@pytest.fixture
def template() -> Catalog:
    """Two sentences that the code says."""
    said = Catalog()
    said.add("<b>{name}</b> comes")
    said.add(("{n} answer", "{n} answers"))
    return said


def problems(folder: Path, entries: str, template: Catalog, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the check says about a Spanish catalogue with these entries."""
    monkeypatch.setattr(catalogues, "ROOT", folder)
    path = catalogues.catalogue_path("es")
    path.parent.mkdir(parents=True)
    path.write_text(HEADER + entries, encoding="utf-8")
    return list(catalogues.problems("es", template))


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ("Viene", "Viene", []),
        ("Viene <b>{name}</b>", "", ["es: not translated: '<b>{name}</b> comes'"]),
        ('msgid "<b>', '#, fuzzy\nmsgid "<b>', ["es: fuzzy: '<b>{name}</b> comes'"]),
        ("Viene <b>{name}", "Viene <b>{nombre}", ["es: gaps differ: '<b>{name}</b> comes'"]),
        ("Viene <b>{name}</b>", "Viene <b>alguien</b>", ["es: gaps differ: '<b>{name}</b> comes'"]),
        ("Viene <b>{name}</b>", "Viene {name}", ["es: tags differ: '<b>{name}</b> comes'"]),
        ('msgstr[1] "{n} respuestas"', 'msgstr[1] ""', ["es: not translated: '{n} answer'"]),
        ('"{n} respuestas"', '"respuestas"', ["es: gaps differ: '{n} answer'"]),
        (SOUND, SOUND + '\nmsgid "Once"\nmsgstr "Antes"\n', ["es: nobody says: 'Once'"]),
    ],
)
def test_fault_of_a_translation_is_named(
    tmp_path: Path, template: Catalog, monkeypatch: pytest.MonkeyPatch, written: str, instead: str, said: list[str]
) -> None:
    assert written in SOUND

    assert problems(tmp_path, SOUND.replace(written, instead), template, monkeypatch) == said
