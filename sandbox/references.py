"""References to characters in Telegram's HTML: `&lt;`, `&#60;`, `&#x3c;`; an unknown `&name;` stays."""

import re

NAMED = {b"lt": 60, b"gt": 62, b"amp": 38, b"quot": 34}
REFERENCE = re.compile(rb"&(?:#x([0-9a-fA-F]{1,8})|#([0-9]{1,8})|([a-zA-Z]+));?")


def decode_reference(source: bytes, position: int) -> tuple[str, int] | None:
    """The character that a reference stands for and where the text goes on."""
    match = REFERENCE.match(source, position)
    if match is None:
        return None
    sixteen, ten, name = match.groups()
    code = NAMED.get(name, 0) if name else int(sixteen, 16) if sixteen else int(ten)
    if not 0 < code < 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return None
    return chr(code), match.end()


def unescaped(raw: bytes) -> str:
    """With the characters themselves in the place of references; what is none stays."""

    def character(match: re.Match[bytes]) -> bytes:
        found = decode_reference(match.group(), 0)
        return found[0].encode() if found else match.group()

    return REFERENCE.sub(character, raw).decode("utf-8", "replace")
