"""A search is narrowed, with the thumb."""

from actions.searches import access_search, do_drop_narrowings, do_narrow, filters_of
from handlers.search.finding import page_of, results
from handlers.search.narrowed import chosen_in, narrowed_to, offered
from handlers.turn import Turn
from store.models import Search
from texts.message import Message
from texts.search import narrowing as texts
from texts.search import results as result_texts
from texts.search.presses import NarrowingChosen, NarrowingOpened, NarrowingsDropped, NarrowingsOpened


def open_narrowings(turn: Turn, press: NarrowingsOpened) -> Message:
    """By what."""
    kept = access_search(turn.session, turn.member, press.search_id)
    return texts.narrowings(turn.translator, kept.id, kept.words, narrowed_to(turn, filters_of(kept)))


def open_narrowing(turn: Turn, press: NarrowingOpened) -> Message:
    """All choices of one."""
    kept = access_search(turn.session, turn.member, press.search_id)
    there = [choice for choice, _ in offered(turn, press.by)]
    is_set = any(one.by is press.by for one in narrowed_to(turn, filters_of(kept)))
    return texts.choices(turn.translator, kept.id, press.by, there, press.page, is_set=is_set)


def narrow(turn: Turn, press: NarrowingChosen) -> Message:
    """At once, and says how much that leaves."""
    kept = access_search(turn.session, turn.member, press.search_id)
    do_narrow(kept, press.by, chosen_in(turn, press.by, press.value), now=turn.now)
    return _results(turn, kept)


def drop_narrowings(turn: Turn, press: NarrowingsDropped) -> Message:
    """Everything is looked through again."""
    kept = access_search(turn.session, turn.member, press.search_id)
    do_drop_narrowings(kept, now=turn.now)
    return _results(turn, kept)


def _results(turn: Turn, kept: Search) -> Message:
    shown = page_of(turn, kept, 0)
    turn.toast = result_texts.told_number(turn.translator, shown)
    return results(turn, kept, shown)
