"""The picture, drawn as the ledger is: who offers on the left, who needs on the right, and below what nobody offers."""

from typing import Any

from reports.ledger.drawing import (
    HEIGHT,
    LEFT,
    MARGIN,
    RIGHT,
    WIDTH,
    dot_at,
    headings,
    name_at,
    size_of_names,
    words_at,
)
from reports.ledger.places import Arranged, Spot, arranged
from texts.needs import picture as texts
from texts.needs.picture import NeedsPicture
from texts.needs.shown import Arc
from texts.translator import Translator

COLOUR = "#0068ad"
BELOW = 1140
LINE = 40


def drawn(t: Translator, shown: NeedsPicture) -> dict[str, Any]:
    """For the template, which knows nothing of cities."""
    places = arranged(shown) if shown.links else Arranged({}, {}, 0)
    words = texts.words(t, shown, places.unnamed)
    return {
        "language": t.language,
        "width": WIDTH,
        "height": HEIGHT,
        "lines": [_arrow(places.givers[arc.origin_id], places.takers[arc.city_id], arc) for arc in shown.links],
        "dots": [dot_at(LEFT, spot) for spot in places.givers.values()]
        + [dot_at(RIGHT, spot) for spot in places.takers.values()],
        "words": [
            *headings(words),
            *_names(places),
            *_below(t, shown, words),
            words_at(words["note"], MARGIN, 1306, WIDTH - 2 * MARGIN, 36, size=26, colour="#444444"),
        ],
    }


def _names(places: Arranged) -> list[dict[str, Any]]:
    if not places.givers:
        return []
    size = size_of_names(places)
    given = [name_at(spot, MARGIN, "right", size) for spot in places.givers.values() if spot.room]
    return given + [name_at(spot, RIGHT + 20, "left", size) for spot in places.takers.values() if spot.room]


def _arrow(giver: Spot, taker: Spot, arc: Arc) -> dict[str, Any]:
    width = 6.0 * min(arc.number, 3)
    return {
        "x": LEFT + 8,
        "y": round(giver.y, 1),
        "to_x": RIGHT - 8,
        "to_y": round(taker.y, 1),
        "head": 14.0 + width / 2,
        "colour": COLOUR,
        "dash": "solid",
        "width": width,
    }


def _below(t: Translator, shown: NeedsPicture, words: dict[str, str]) -> list[dict[str, Any]]:
    said, whole = texts.alone(t, shown), WIDTH - 2 * MARGIN
    if not said:
        return []
    heading = words_at(words["alone"], MARGIN, BELOW - 6, whole, LINE, size=30, colour="#444444", bold=True)
    rest = (words_at(each, MARGIN, BELOW + LINE * place, whole, LINE, size=29) for place, each in enumerate(said, 1))
    return [heading, *rest]
