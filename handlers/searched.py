"""What somebody looked for and did not find, as it becomes the problem of a challenge."""

import re

from actions.searches import access_search
from handlers.form import number_in
from handlers.turn import Turn

_OF_SEARCH = re.compile("search-([0-9]{1,9})")


def argument_of(search_id: int) -> str:
    """With which the form of a challenge begins that has the words in hand."""
    return f"search-{search_id}"


def words_given(turn: Turn, argument: str) -> str | None:
    """What was looked for; None: the argument is of another kind."""
    of_search = _OF_SEARCH.fullmatch(argument)
    if of_search is None:
        return None
    return access_search(turn.session, turn.member, number_in(of_search[1])).words
