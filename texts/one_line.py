"""Names, posts and other things that stand within a sentence."""

import unicodedata

# What turns the direction of the text around it, or is seen by nobody. The joiner of emoji families stays.
_UNSEEN = frozenset({0x00AD, 0x200B, 0x200C, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x115F, 0x1160, 0x3164, 0xFFA0})
_TURNING = frozenset({*range(0x202A, 0x202F), *range(0x2066, 0x206A)})


def one_line(text: str) -> str:
    """`text` on one line, without control characters and marks that would reach beyond it; perhaps empty."""
    kept = (" " if unicodedata.category(char) in {"Cc", "Zl", "Zp"} else char for char in text if _is_seen(char))
    line = " ".join("".join(kept).split())
    return line if line.strip("\u200d\u2061\u2062\u2063\u2064") else ""


def _is_seen(char: str) -> bool:
    return ord(char) not in _UNSEEN and ord(char) not in _TURNING
