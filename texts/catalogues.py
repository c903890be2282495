"""Reads the catalogues in the form in which `locales/catalogues.py` writes them.

Babel reads all that such files may hold, and takes many times as long; a start waits for the first of them.
"""

import re
from collections.abc import Iterator
from pathlib import Path

Forms = tuple[str, ...]  # a sentence; or one for one thing and one for several

_SAID = rb'(?:".*"\n)+'
_ENTRY = re.compile(
    rb"(?P<remarks>(?:^#.*\n)*)^msgid (?P<one>%b)(?:msgid_plural (?P<many>%b))?(?P<said>(?:msgstr(?:\[\d\])? %b)+)"
    % (_SAID, _SAID, _SAID),
    re.MULTILINE,
)
_FORM = re.compile(rb"msgstr(?:\[\d\])? (%b)" % _SAID)
_ESCAPED = re.compile(rb"\\(.)")
_FUZZY = re.compile(rb"^#,.*\bfuzzy\b", re.MULTILINE)
_MEANT = {b"n": b"\n", b"t": b"\t", b"r": b"\r"}


def read_catalogue(path: Path) -> Iterator[tuple[Forms, Forms]]:
    """Each sentence in English and in the file's language, but for those that nobody has looked at (fuzzy).

    ValueError when the file has entries of another form.
    """
    whole = path.read_bytes() + b"\n"
    number = 0
    for entry in _ENTRY.finditer(whole):
        number += 1
        written = [entry["one"], *filter(None, [entry["many"]])]
        if not _FUZZY.search(entry["remarks"]) and written != [b'""\n']:
            yield tuple(map(_plain, written)), tuple(map(_plain, _FORM.findall(entry["said"])))
    if number != len(re.findall(rb"^msgid ", whole, re.MULTILINE)):
        raise ValueError("it has entries that cannot be read")


def _plain(quoted: bytes) -> str:
    """Without quotes, over all its lines."""
    joined = quoted[1:-2].replace(b'"\n"', b"")
    if b"\\" in joined:
        joined = _ESCAPED.sub(lambda found: _MEANT.get(found[1], found[1]), joined)
    return joined.decode()
