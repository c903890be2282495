"""What a record is about, in a line."""

from collections.abc import Sequence

from store.frozen import frozen
from texts.message import Html
from texts.translator import Translator


@frozen
class ShownTheme:
    """A theme in the reader's words. sdgs: Sustainable Development Goals; is_on: the record is about it."""

    id: str
    name: str
    sdgs: tuple[int, ...]
    is_on: bool = True


def line(t: Translator, themes: Sequence[ShownTheme]) -> Html | None:
    """On the page of a record."""
    if not themes:
        return None
    goals = sorted({goal for theme in themes for goal in theme.sdgs})
    return t.say(
        "🏷 Themes: {themes} (SDG {goals})",
        themes=" · ".join(theme.name for theme in themes),
        goals=", ".join(map(str, goals)),
    )
