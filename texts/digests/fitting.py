"""As much of everything as a digest has room for."""

from collections.abc import Iterable, Sequence

from texts.digests.parts import Section
from texts.message import Html
from texts.translator import Translator


def fitted(t: Translator, sections: Sequence[Section], room: int) -> list[Html]:
    """All lines, or as many of every kind as there is room for."""
    if len(sections) > room:
        shown, rest = sections[: max(room - 1, 0)], sections[max(room - 1, 0) :]
        over = sum(len(section.lines) for section in rest)
        return [*(line for section in shown for line in _cut(t, section, 1)), further(t, over)]
    shares = shares_out([len(section.lines) for section in sections], room)
    return [line for section, share in zip(sections, shares, strict=True) for line in _cut(t, section, share)]


def _cut(t: Translator, section: Section, room: int) -> list[Html]:
    number = len(section.lines)
    if number <= room:
        return section.lines
    if room == 1:
        return [section.counted(number)]
    return [*section.lines[: room - 1], further(t, number - room + 1)]


def further(t: Translator, n: int) -> Html:
    return t.count("➕ and {n} more", "➕ and {n} more", n)


def shares_out(wanted: Iterable[int], room: int) -> list[int]:
    """Shares out `room`, one by one in turn, to those who want more."""
    wants = list(wanted)
    shares = [0] * len(wants)
    while room > 0 and any(share < want for share, want in zip(shares, wants, strict=True)):
        for place, want in enumerate(wants):
            if room > 0 and shares[place] < want:
                shares[place] += 1
                room -= 1
    return shares
