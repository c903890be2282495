"""Every deed that is written into the audit log can be read there, in every language."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from store.models import NotedKind
from texts.audit.deeds import DEEDS, Gaps, deed_in_words, deeds_about
from texts.audit.presses import Topic
from texts.message import Html
from texts.translator import translator_for

ACTIONS = Path(__file__).parent.parent.parent / "actions"
GAPS = Gaps(*(Html(word) for word in ("Marta", "Rosa", "sesión 3", "Quito", "la 3")))
AFTER_A_KIND = {"proposed", "narrowed"}  # as in "challenge_proposed"
LISTED = "it needs a sentence in texts/audit/deeds.py"


def modules() -> Iterator[ast.Module]:
    for path in sorted(ACTIONS.rglob("*.py")):
        yield ast.parse(path.read_text(encoding="utf-8"))


def places_of_deeds(module: ast.Module) -> dict[str, int]:
    """Which functions of a module take a deed, and as which argument."""
    places = {}
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args]
            if "deed" in names:
                places[node.name] = names.index("deed")
    return places


def words_in(node: ast.expr) -> Iterator[str]:
    """What an argument says, as far as it is written there."""
    match node:
        case ast.Constant(value=str(word)):
            yield word
        case ast.IfExp(body=body, orelse=otherwise):
            yield from words_in(body)
            yield from words_in(otherwise)


def written_deeds() -> set[str]:
    shared: defaultdict[str, set[int]] = defaultdict(set)  # several functions have the same name
    for module in modules():
        for name, place in places_of_deeds(module).items():
            if not name.startswith("_"):
                shared[name].add(place)
    found: set[str] = set()
    for module in modules():
        own = places_of_deeds(module)
        for node in ast.walk(module):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            given = [keyword.value for keyword in node.keywords if keyword.arg == "deed"]
            places = {own[called]} if called in own else shared.get(called, set())
            for argument in (*given, *(one for place in places for one in node.args[place : place + 1])):
                found.update(words_in(argument))
    return found


def test_every_deed_has_a_sentence() -> None:
    found = written_deeds()

    assert len(found) > 70
    assert not found - set(DEEDS) - AFTER_A_KIND, LISTED
    assert not {f"{kind}_noted" for kind in NotedKind} - set(DEEDS), LISTED


@pytest.mark.parametrize("language", ["es", "pt", "ca", "en"])
def test_every_sentence_says_who(language: str) -> None:
    t = translator_for(language)

    said = {name: deed_in_words(t, name, GAPS) for name in DEEDS}

    assert [name for name, words in said.items() if "Marta" not in words] == ["meeting_dropped"]
    assert "Marta" in deed_in_words(t, "of_a_later_version", GAPS)


@pytest.mark.parametrize(
    ("language", "word"), [("es", "sesión"), ("pt", "sessão"), ("ca", "sessió"), ("en", "session")]
)
def test_no_sentence_says_twice_that_it_is_a_session(language: str, word: str) -> None:
    t = translator_for(language)
    gaps = replace(GAPS, what=Html(f"{word} 3, 18/06"), which=Html("3, 18/06"))

    said = {name: deed_in_words(t, name, gaps) for name in DEEDS}

    assert [words for words in said.values() if words.count(word) > 1] == []
    assert f"{word} 3, 18/06" in said["agenda_published"]


def test_every_deed_is_about_one_topic() -> None:
    topics = [topic for topic in Topic if topic is not Topic.ANY]

    assert sorted(name for topic in topics for name in deeds_about(topic)) == sorted(DEEDS)
