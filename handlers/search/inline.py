"""`@bot words` in any chat: offered to whoever takes part, as they may see it now. Reads, and changes nothing."""

import re

from actions.search import Filters, Results, newest, search
from handlers.search.finding import asked_behind
from handlers.turn import InlineTurn
from store.memberships import networks_of
from store.models import Person
from store.searches import confidential_among
from texts.search import inline as texts
from texts.search.inline import InlineAnswer
from texts.search.shown import Line

MOST = 20  # Telegram takes 50 at a time; each keystroke asks
LONGEST = 200  # characters that are read


def offer(turn: InlineTurn) -> InlineAnswer:
    """A page; without words what is newest."""
    if turn.person is None or not networks_of(turn.session, turn.person.id):
        return texts.to_stranger(turn.translator)
    offset, words = _offset(turn.asked.offset), turn.asked.text[:LONGEST].strip()
    found = _found(turn, turn.person, words, offset)
    private = confidential_among(turn.session, {(hit.kind, hit.about_id) for hit in found.hits})
    shown = [hit for hit in found.hits if (hit.kind, hit.about_id) not in private]
    if not shown and offset == 0 and found.number <= MOST:
        return texts.nothing(turn.translator)
    lines = [
        Line(
            hit.kind,
            hit.about_id,
            hit.title or asked_behind(turn.session, hit, turn.translator),
            hit.city,
            hit.years_told(turn.translator.zone),
            hit.outcome,
            (),
        )
        for hit in shown
    ]
    further = str(offset + MOST) if found.number > offset + MOST else ""
    return InlineAnswer([texts.offered(turn.translator, line) for line in lines], further)


def _found(turn: InlineTurn, person: Person, words: str, offset: int) -> Results:
    if not words:
        return newest(turn.session, person, offset=offset, limit=MOST)
    return search(turn.session, person, words, Filters(), now=turn.now, offset=offset, limit=MOST, is_begun=True)


def _offset(given: str) -> int:
    """Of ours; anything else is the beginning."""
    return int(given) if re.fullmatch("[0-9]{1,4}", given) else 0
