"""A record is opened from the results, its link passed on, or what was not found asked of the others."""

from collections.abc import Callable, Mapping

from actions.access import (
    access_archive,
    access_challenge,
    access_experience,
    access_outside,
    access_prompt_answer,
    access_solution,
)
from actions.refusals import NotFound
from actions.searches import access_search, has_three_words
from handlers import experiences, prompts, solutions
from handlers.archives import show_archive
from handlers.challenges.sharing import FORM as CHALLENGE
from handlers.challenges.sharing import share_challenge
from handlers.challenges.showing import show_shared as show_challenge
from handlers.form import start
from handlers.record_access import or_ask
from handlers.searched import argument_of
from handlers.turn import Turn, private_link
from store.models import FoundKind
from texts.message import Message
from texts.search import links as texts
from texts.search.kinds import payload_of
from texts.search.presses import LinkAsked, RecordOpened, SearchShared

SHOWN: Mapping[FoundKind, Callable[[Turn, int], Message]] = {
    FoundKind.CHALLENGE: show_challenge,
    FoundKind.EXPERIENCE: experiences.show_shared,
    FoundKind.SOLUTION: solutions.show_shared,
    FoundKind.ANSWER: prompts.show_answer,
    FoundKind.ARCHIVE: show_archive,
}
ACCESS: Mapping[FoundKind, Callable[..., object]] = {
    FoundKind.CHALLENGE: access_challenge,
    FoundKind.EXPERIENCE: access_experience,
    FoundKind.SOLUTION: access_solution,
    FoundKind.ANSWER: access_prompt_answer,
    FoundKind.ARCHIVE: access_archive,
}


def open_record(turn: Turn, press: RecordOpened) -> Message:
    """The record, with the way back to where it was found."""
    turn.check_private()
    shown = or_ask(turn, press.kind, press.about_id, lambda: SHOWN[press.kind](turn, press.about_id))
    return texts.with_way_back(turn.translator, shown, press.search_id) if press.search_id else shown


def show_link(turn: Turn, press: LinkAsked) -> Message:
    """For passing on, by whoever may read it."""
    turn.check_private()
    try:
        ACCESS[press.kind](turn.session, turn.member, press.about_id)
    except NotFound:
        access_outside(turn.session, turn.member, press.kind, press.about_id)
    url = private_link(turn.facts.bot_username, payload_of(press.kind, press.about_id))
    return texts.link(turn.translator, url, RecordOpened(press.kind, press.about_id, press.search_id))


def share(turn: Turn, press: SearchShared) -> Message:
    """What was not found becomes the problem of a challenge, with its words in hand where they are a sentence."""
    turn.check_private()
    kept = access_search(turn.session, turn.member, press.search_id)
    if not has_three_words(kept.words):
        return share_challenge(turn)
    return start(turn, CHALLENGE, argument_of(kept.id), brings_text=True)
