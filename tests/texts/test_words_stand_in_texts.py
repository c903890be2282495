"""The catalogues are made from `texts/` and `actions/`: a sentence elsewhere would never be translated."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SAID_BY = {"say", "label", "plain", "count"}
FILES = sorted(file for folder in ("handlers", "scheduler", "bot") for file in (ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_sentence_stands_where_no_catalogue_finds_it(file: Path) -> None:
    calls = [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)]
    said = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr in SAID_BY]

    assert [call.lineno for call in said if _has_words(call)] == []


def _has_words(call: ast.Call) -> bool:
    first = call.args[0] if call.args else None
    return isinstance(first, ast.Constant) and isinstance(first.value, str)
