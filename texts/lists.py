"""Long lists: numbered lines in the text, the numbers as buttons, arrows to the other pages."""

from collections.abc import Callable, Sequence

from texts.message import Button, Html, Rows
from texts.presses import Press
from texts.translator import Translator

PAGE = 5


def pages_for(number: int, page_size: int = PAGE) -> int:
    """How many pages so many things fill; an empty list has one."""
    return max(1, -(-number // page_size))


def page_within(page: int, number: int, page_size: int = PAGE) -> int:
    """A page that exists, for a button that was pressed after the list had become shorter."""
    return min(max(page, 0), pages_for(number, page_size) - 1)


def number_buttons(presses: Sequence[Press]) -> tuple[Button, ...]:
    """1 2 3, in the order of the lines."""
    return tuple(Button(str(number), press) for number, press in enumerate(presses, start=1))


def in_rows(keys: Sequence[Button], most: int = 2) -> Rows:
    """Each row full, but the last."""
    return tuple(tuple(keys[first : first + most]) for first in range(0, len(keys), most))


def in_even_rows(keys: Sequence[Button], most: int) -> Rows:
    """No more rows than that, and none much shorter than the others: seven are four and three, never six and one."""
    return in_rows(keys, max(1, -(-len(keys) // pages_for(len(keys), most))))


def arrows(t: Translator, page: int, pages: int, to_page: Callable[[int], Press]) -> tuple[Button, ...]:
    """To the pages before and after, as far as there are any."""
    before = (Button(t.label("◀ Previous"), to_page(page - 1)),) if page > 0 else ()
    after = (Button(t.label("Next ▶"), to_page(page + 1)),) if page < pages - 1 else ()
    return (*before, *after)


def some_of(t: Translator, names: Sequence[Html], most: int) -> Html:
    """The first of them in a sentence, and how many more there are."""
    more = len(names) - most
    return t.list_of([*names[:most], *((t.count("{n} more", "{n} more", more),) if more > 0 else ())])
