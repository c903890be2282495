"""The picture as lists of lines, dots and words, all in points of a page of 1080 by 1350."""

from collections import defaultdict
from typing import Any

from reports.ledger.places import Arranged, Spot
from store.models import AdoptionState
from texts.adoptions import picture as texts
from texts.adoptions.picture import Ledger
from texts.cities import short_city
from texts.message import excerpt
from texts.translator import Translator

WIDTH, HEIGHT, MARGIN = 1080, 1350, 40
LEFT, RIGHT = 396, 684  # where the dots of the two sides stand
NAME = 38  # characters of a city: two lines
SIZES = ((100.0, 36), (66.0, 30), (0.0, 23))  # of the letters of names, by the room that their two lines have
LEGEND_FROM, LEGEND_LINE = 1158, 46
HEAD = 14.0
FEW, SOME = 40, 150  # links
FAINT = ("40", "80", "")  # the opacity of an arrow by how many of its ends have a name

# Told apart by everybody, also by who does not tell red from green: each has its own stroke besides.
COLOURS = {
    AdoptionState.WORKED: "#007f5f",
    AdoptionState.ADAPTED: "#0068ad",
    AdoptionState.FAILED: "#c2410c",
    AdoptionState.NOT_YET: "#6b7280",
    AdoptionState.PLANNED: "#a16207",
}
STROKES = {
    AdoptionState.WORKED: "solid",
    AdoptionState.ADAPTED: "solid",
    AdoptionState.FAILED: "dotted",
    AdoptionState.NOT_YET: "dashed",
    AdoptionState.PLANNED: "dash-dotted",
}


def drawn(t: Translator, shown: Ledger, places: Arranged) -> dict[str, Any]:
    """For the template, which knows nothing of cities."""
    words, size = texts.words(t, shown, places.unnamed), size_of_names(places)
    return {
        "language": t.language,
        "width": WIDTH,
        "height": HEIGHT,
        "lines": [*_arrows(shown, places), *_legend_lines(t, shown)],
        "dots": [dot_at(LEFT, spot) for spot in places.givers.values()]
        + [dot_at(RIGHT, spot) for spot in places.takers.values()],
        "words": [
            *headings(words),
            *(name_at(spot, MARGIN, "right", size) for spot in places.givers.values() if spot.room),
            *(name_at(spot, RIGHT + 20, "left", size) for spot in places.takers.values() if spot.room),
            *_legend_words(t, shown),
            words_at(words["note"], MARGIN, 1306, WIDTH - 2 * MARGIN, 36, size=26, colour="#444444"),
        ],
    }


def headings(words: dict[str, str]) -> list[dict[str, Any]]:
    """What the picture is of, and what stands on which side."""
    whole, half = WIDTH - 2 * MARGIN, LEFT - 20 - MARGIN
    return [
        words_at(words["title"], MARGIN, 36, whole, 56, size=46, bold=True),
        words_at(excerpt(words["network"], 60), MARGIN, 94, whole, 44, size=32, colour="#444444"),
        words_at(words["gave"], MARGIN, 168, half, 40, size=28, colour="#444444", to="right", bold=True),
        words_at("→", LEFT, 168, RIGHT - LEFT, 40, size=34, colour="#444444", to="center"),
        words_at(words["took"], RIGHT + 20, 168, half, 40, size=28, colour="#444444", bold=True),
    ]


def size_of_names(places: Arranged) -> int:
    """Of the letters of all names: as the fuller side has room."""
    rooms = [spot.room for spot in (*places.givers.values(), *places.takers.values()) if spot.room]
    return next(size for room, size in SIZES if min(rooms) >= room)


def name_at(spot: Spot, x: float, to: str, size: int) -> dict[str, Any]:
    """Of a city, beside its dot."""
    city = short_city(spot.city)
    if len(city) > NAME:
        city = f"{excerpt(spot.city.name, NAME - 5)} ({spot.city.country})"
    return words_at(city, x, spot.y - spot.room / 2, LEFT - 20 - MARGIN, spot.room, size=size, to=to)


def words_at(
    text: str,
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    size: int,
    colour: str = "#111111",
    to: str = "left",
    bold: bool = False,
) -> dict[str, Any]:
    """A box of words."""
    box = {"x": round(x, 1), "y": round(y, 1), "width": width, "height": round(height, 1)}
    return box | {"text": text, "size": size, "colour": colour, "to": to, "bold": bold}


def dot_at(x: float, spot: Spot) -> dict[str, Any]:
    """Where arrows of a city begin or end."""
    return {"x": x, "y": round(spot.y, 1), "radius": 8 if spot.room else 2.5}


def _arrows(shown: Ledger, places: Arranged) -> list[dict[str, Any]]:
    """Of two cities one arrow for each of how it stands, side by side; the more things, the wider."""
    between = defaultdict[tuple[int, int], list[tuple[AdoptionState, float]]](list)
    for link in shown.links:
        width = _unit(len(shown.links)) * min(4, link.number)
        between[link.origin_id, link.city_id].append((link.state, width))
    arrows = []
    for (origin_id, city_id), strands in between.items():
        beside = -sum(width for _, width in strands) / 2
        for state, width in strands:
            shift = beside + width / 2
            arrows.append(_arrow(places.givers[origin_id], places.takers[city_id], shift, state, width))
            beside += width
    return sorted(arrows, key=lambda arrow: len(arrow["colour"]), reverse=True)  # the faint ones below the others


def _unit(number: int) -> float:
    """The width of an arrow that stands for one thing."""
    return 6.0 if number <= FEW else 3.0 if number <= SOME else 1.2


def _arrow(giver: Spot, taker: Spot, shift: float, state: AdoptionState, width: float) -> dict[str, Any]:
    ends = {
        "x": LEFT + 8,
        "y": round(giver.y + shift, 1),
        "to_x": RIGHT - 8,
        "to_y": round(taker.y + shift, 1),
        "head": round(HEAD * max(0.4, min(1.5, width / 6)) + width / 2, 1),
    }
    return ends | _stroke(state, width, FAINT[bool(giver.room) + bool(taker.room)])


def _stroke(state: AdoptionState, width: float, faint: str = "") -> dict[str, Any]:
    return {"colour": COLOURS[state] + faint, "dash": STROKES[state], "width": round(width, 1)}


def _legend_lines(t: Translator, shown: Ledger) -> list[dict[str, Any]]:
    return [
        {"x": x, "y": y, "to_x": x + 70, "to_y": y, "head": 16.0} | _stroke(state, 6)
        for (state, _), (x, y) in zip(texts.legend(t, shown), _legend_places(), strict=False)
    ]


def _legend_words(t: Translator, shown: Ledger) -> list[dict[str, Any]]:
    return [
        words_at(words, x + 86, y - LEGEND_LINE / 2, 400, LEGEND_LINE, size=31)
        for (_, words), (x, y) in zip(texts.legend(t, shown), _legend_places(), strict=False)
    ]


def _legend_places() -> list[tuple[float, float]]:
    """Two beside each other."""
    columns = (MARGIN, WIDTH / 2 + 10)
    return [(columns[place % 2], LEGEND_FROM + LEGEND_LINE * (place // 2)) for place in range(len(AdoptionState))]
