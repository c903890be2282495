"""JSON as the server writes it: every answer and every update, so it may cost the bot beside it little."""

import json
from typing import Any

import orjson


def encoded(value: Any) -> bytes:
    """As few bytes as there can be. Half of a surrogate pair, which is no UTF-8, becomes a question mark."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
