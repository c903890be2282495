"""JSON as it is stored, received and posted: every press is read and written as JSON several times.

orjson takes a small part of the time. What it refuses (half of a surrogate pair, in writing a number of more than 64
bits, nesting that is deep) goes the way of the standard library, so that no update is lost for it.
"""

import json
from typing import Any

import orjson

# As the standard library: these are no JSON, and whoever hands them over is to hear of it.
STRICT = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS


def encoded(value: Any) -> bytes:
    """Raises TypeError for what is no JSON."""
    try:
        return orjson.dumps(value, option=STRICT)
    except TypeError:
        return json.dumps(value).encode()


def encoded_text(value: Any) -> str:
    """The same for a column."""
    return encoded(value).decode()


def decoded(body: bytes | str) -> Any:
    """Raises ValueError.

    Bytes that are no UTF-8 become signs that say so; whole numbers of more than 64 bits, which the Bot API does not
    have, lose their last digits.
    """
    try:
        return orjson.loads(body)
    except ValueError:
        return json.loads(body.decode(errors="replace") if isinstance(body, bytes) else body)
