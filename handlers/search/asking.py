"""What should be looked for: asked, written behind the command, or a text that nobody had asked for."""

from collections.abc import Iterator

from actions.refusals import NotFound, OneSessionOnly
from actions.search import newest
from actions.searches import LIMIT, do_begin, words_in
from handlers.form import Answers, Form, Step, restart
from handlers.search.finding import show_page
from handlers.turn import Turn, cleaned
from store.drafts import UNASKED
from store.models import Draft
from texts.message import Button, Message, excerpt
from texts.search import asking as texts
from texts.search.presses import SearchBegun, TextSearched

EXAMPLES = 3
SHORTEST_EXAMPLE, LONGEST_EXAMPLE = 5, 16  # letters: a key has room for so many, in callback data too
LOOKED_AT = 10  # records, for examples


def search_by_command(turn: Turn) -> Message:
    """`/buscar ferias` answers at once."""
    if turn.arguments:
        check_takes_part(turn)
        return look_for(turn, cleaned(turn.arguments, LIMIT))
    return begin(turn)


def begin(turn: Turn) -> Message:
    """The question, whatever was begun before. Left unanswered, it is nothing to go on with."""
    check_takes_part(turn)
    return restart(turn, FORM, "", **{UNASKED: True})


def open_search(turn: Turn, _press: SearchBegun) -> Message:
    """From the hub, a network's page, or other results."""
    turn.check_private()
    return begin(turn)


def search_typed(turn: Turn, _press: TextSearched) -> Message:
    """The text to which the pressed message answers; of a long one the beginning."""
    turn.check_private()
    check_takes_part(turn)
    return look_for(turn, cleaned(excerpt(turn.incoming.answered_text, LIMIT), LIMIT))


def look_for(turn: Turn, text: str) -> Message:
    """The first page of what is found."""
    return show_page(turn, do_begin(turn.session, turn.member, words_in(text), now=turn.now), 0)


def check_takes_part(turn: Turn) -> None:
    """There is something to be found by whoever takes part in a network, and a guest comes to a session only."""
    if turn.member and not turn.networks:
        raise OneSessionOnly if turn.is_guest else NotFound


def hub_key(turn: Turn) -> Button | None:
    """The way here."""
    return texts.hub_key(turn.translator) if turn.networks else None


def _ask(turn: Turn, draft: Draft) -> Message:
    return texts.words_question(turn.translator, draft.id, list(_examples(turn)))


def _examples(turn: Turn) -> Iterator[str]:
    """The longest word of what was shared last, and of what before: somebody has written it."""
    told: set[str] = set()
    for hit in newest(turn.session, turn.member, limit=LOOKED_AT).hits:
        word = max((part.strip("«»“”\"'.,:;¿?¡!()") for part in hit.title.split()), key=len, default="").lower()
        if SHORTEST_EXAMPLE <= len(word) <= LONGEST_EXAMPLE and word.isalpha() and word not in told:
            told.add(word)
            yield word
        if len(told) == EXAMPLES:
            return


def _take(turn: Turn, _answers: Answers) -> str:
    return words_in(turn.text(LIMIT))


def _choose(_turn: Turn, _answers: Answers, value: str) -> str:
    return words_in(cleaned(value, LIMIT))


def _finish(turn: Turn, answers: Answers) -> Message:
    check_takes_part(turn)
    return look_for(turn, answers[texts.WORDS])


FORM = Form("search", texts.form_title, (Step(texts.WORDS, _ask, take=_take, choose=_choose),), _finish)
