"""A page of what was found, with the rights of whoever looks at it now."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from actions.access import contributing_networks
from actions.search import Hit, Results, search
from actions.searches import access_search, do_turn_to, filters_of, has_three_words
from handlers.search.narrowed import narrowed_to
from handlers.turn import Turn
from store.database import rows_by_id
from store.models import FoundKind, Network, Search
from store.searches import prompt_behind
from texts.lists import PAGE, page_within
from texts.message import Message
from texts.questions import words_of
from texts.search import results as texts
from texts.search.presses import SearchPaged, SearchReturned
from texts.search.shown import Line, Shown
from texts.translator import Translator

MOST_PAGES = 1000  # beyond which only a made-up key asks


def open_page(turn: Turn, press: SearchPaged) -> Message:
    """Another page."""
    return show_page(turn, access_search(turn.session, turn.member, press.search_id), press.page)


def return_to_results(turn: Turn, press: SearchReturned) -> Message:
    """The page that was left."""
    kept = access_search(turn.session, turn.member, press.search_id)
    return show_page(turn, kept, kept.page)


def show_page(turn: Turn, kept: Search, page: int) -> Message:
    """A page of a search; where it has become shorter, the last one."""
    return results(turn, kept, page_of(turn, kept, page))


def results(turn: Turn, kept: Search, shown: Shown) -> Message:
    """The page as a message; where nothing was found, with what can be done about it."""
    may_share = bool(contributing_networks(turn.session, turn.member))
    return texts.results(turn.translator, shown, may_share=may_share, has_three_words=has_three_words(kept.words))


def page_of(turn: Turn, kept: Search, page: int) -> Shown:
    """What stands on it."""
    page = max(page, 0)
    found = _find(turn, kept, page)
    if not found.hits and found.number:
        page = page_within(page, found.number)
        found = _find(turn, kept, page)
    do_turn_to(kept, page, now=turn.now)
    return Shown(
        kept.id,
        kept.words,
        _lines(turn, found.hits),
        found.number,
        page,
        found.is_more,
        found.read_as,
        narrowed_to(turn, filters_of(kept)),
    )


def _lines(turn: Turn, hits: Sequence[Hit]) -> list[Line]:
    """Where they are of several networks, each says of which."""
    networks = rows_by_id(turn.session, Network, (hit.network_id for hit in hits if hit.network_id is not None))
    is_told = len(networks) > 1
    return [
        replace(line_of(turn, hit), field=networks[hit.network_id].field if is_told and hit.network_id else None)
        for hit in hits
    ]


def line_of(turn: Turn, hit: Hit) -> Line:
    """What is told of a record."""
    return Line(
        hit.kind,
        hit.about_id,
        title_of(turn, hit),
        hit.city,
        hit.years_told(turn.translator.zone),
        hit.outcome,
        [(piece.text, piece.is_found) for piece in hit.passage],
    )


def title_of(turn: Turn, hit: Hit) -> str:
    """What it is called; an answer to the question of the month by the question."""
    return hit.title or asked_behind(turn.session, hit, turn.translator)


def asked_behind(session: Session, hit: Hit, t: Translator) -> str:
    """The question that was answered."""
    prompt = prompt_behind(session, hit.about_id) if hit.kind is FoundKind.ANSWER else None
    return "" if prompt is None else words_of(t, prompt).question


def _find(turn: Turn, kept: Search, page: int) -> Results:
    return search(
        turn.session,
        turn.member,
        kept.words,
        filters_of(kept),
        now=turn.now,
        offset=min(page, MOST_PAGES) * PAGE,
        limit=PAGE,
    )
