"""JSON by the fast way and, for what it refuses, by the slow one."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.encoding import decoded, encoded, encoded_text

any_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(any_json)
def test_it_is_json_for_everybody(value: Any) -> None:
    assert json.loads(encoded(value)) == value
    assert encoded_text(value).encode() == encoded(value)


@given(any_json)
def test_what_others_have_written_is_read(value: Any) -> None:
    assert decoded(json.dumps(value)) == value


def test_large_number_is_written_whole() -> None:
    assert encoded([2**70]) == b"[1180591620717411303424]"


@pytest.mark.parametrize("text", ["\ud83d", "a\udc00b"])
def test_half_of_a_surrogate_pair_goes_both_ways(text: str) -> None:
    assert decoded(encoded({"text": text})) == {"text": text}


@pytest.mark.parametrize("body", [b"", b"{", b"<html>", b"nul"])
def test_what_is_no_json_is_told(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        decoded(body)


def test_bytes_that_are_no_text_become_signs_that_say_so() -> None:
    assert decoded(b'{"text": "a\xff"}') == {"text": "a\N{REPLACEMENT CHARACTER}"}


@dataclass
class _Thing:
    name: str


@pytest.mark.parametrize("value", [datetime(2026, 11, 27, tzinfo=UTC), _Thing("x"), {1, 2}, b"bytes"])
def test_only_json_is_written(value: Any) -> None:
    with pytest.raises(TypeError):
        encoded({"value": value})
