"""The picture: for each field three bars, one below the other: who wishes for it, what is needed, what is offered."""

from collections.abc import Iterator
from typing import Any

from reports.ledger.drawing import HEIGHT, MARGIN, WIDTH, words_at
from texts.consultations import picture as texts
from texts.consultations.picture import Bars, ResultsPicture
from texts.message import excerpt
from texts.translator import Translator

TOP, LEGEND = 150, 1120
LONGEST = 830.0
TALLEST = 150.0
NAME, NAME_SIZE = 0.36, 30  # of a field's room
FIRST, WISHES, NEED, OFFER = "#004a7c", "#8dbfe0", "#c2410c", "#007f5f"
LEGEND_LINE = 44
GREY = "#444444"


def drawn(t: Translator, shown: ResultsPicture) -> dict[str, Any]:
    """For the template, which knows nothing of fields. Each bar is a broad line."""
    words = texts.words(t, shown)
    rows = list(_rows(shown))
    return {
        "language": t.language,
        "width": WIDTH,
        "height": HEIGHT,
        "lines": [*(line for row in rows for line in row.lines()), *_legend_lines()],
        "dots": [],
        "words": [
            words_at(excerpt(words["title"], 44), MARGIN, 36, WIDTH - 2 * MARGIN, 56, size=44, bold=True),
            words_at(words["rate"], MARGIN, 94, WIDTH - 2 * MARGIN, 40, size=30, colour=GREY),
            *(word for row in rows for word in row.words(words["hidden"])),
            *_legend_words(words),
            words_at(words["note"], MARGIN, 1302, WIDTH - 2 * MARGIN, 36, size=26, colour=GREY),
        ],
    }


class _Row:
    """A field's place."""

    def __init__(self, bars: Bars, y: float, room: float, most_wishes: int, most_points: int) -> None:
        self._bars, self._y, self._room = bars, y, room
        self._per_wish, self._per_point = LONGEST / max(1, most_wishes), LONGEST / max(1, most_points)

    @property
    def _thick(self) -> float:
        return self._room * (0.92 - NAME) / 3

    def _middle(self, place: int) -> float:
        return self._y + self._room * NAME + self._thick * (place + 0.5)

    def lines(self) -> Iterator[dict[str, Any]]:
        """Its bars, as far as they are told."""
        bars = self._bars
        told = [
            (0, bars.wishes, self._per_wish, WISHES),
            (0, bars.first, self._per_wish, FIRST),
            (1, bars.need, self._per_point, NEED),
            (2, bars.offer, self._per_point, OFFER),
        ]
        for place, value, unit, colour in told:
            if value:
                yield _bar(self._middle(place), value * unit, self._thick * 0.8, colour)

    def words(self, hidden: str) -> Iterator[dict[str, Any]]:
        """Its name, and the number at the end of each bar."""
        bars, height = self._bars, self._room * NAME
        yield words_at(excerpt(bars.field, 56), MARGIN, self._y, WIDTH - 2 * MARGIN, height, size=NAME_SIZE, bold=True)
        values = ((bars.wishes, self._per_wish), (bars.need, self._per_point), (bars.offer, self._per_point))
        for place, (value, unit) in enumerate(values):
            x = MARGIN + 12 + (value or 0) * unit
            text = hidden if value is None else str(value)
            y = self._middle(place) - self._thick / 2
            yield words_at(text, x, y, 160, self._thick, size=24, colour=GREY)


def _rows(shown: ResultsPicture) -> Iterator[_Row]:
    room = min(TALLEST, (LEGEND - 20.0 - TOP) / max(1, len(shown.fields)))
    most_wishes = max((one.wishes or 0 for one in shown.fields), default=0)
    most_points = max((max(one.need or 0, one.offer or 0) for one in shown.fields), default=0)
    for place, bars in enumerate(shown.fields):
        yield _Row(bars, TOP + place * room, room, most_wishes, most_points)


def _bar(y: float, length: float, width: float, colour: str, x: float = MARGIN) -> dict[str, Any]:
    ends = {"x": x, "y": round(y, 1), "to_x": round(x + length, 1), "to_y": round(y, 1)}
    return ends | {"head": 0.0, "colour": colour, "dash": "solid", "width": round(width, 1)}


def _legend_lines() -> Iterator[dict[str, Any]]:
    for place, colour in enumerate((WISHES, FIRST, NEED, OFFER)):
        yield _bar(LEGEND + LEGEND_LINE * (place + 0.5), 60, 22, colour)


def _legend_words(words: dict[str, str]) -> Iterator[dict[str, Any]]:
    for place, name in enumerate(("wishes", "first", "need", "offer")):
        yield words_at(words[name], MARGIN + 80, LEGEND + LEGEND_LINE * place, 900, LEGEND_LINE, size=27, colour=GREY)
