"""What other networks share with all."""

from collections.abc import Sequence

from store.proposals import Listed, kind_of
from texts.dates import day_of
from texts.lists import PAGE, arrows, number_buttons, pages_for
from texts.menu import back_button
from texts.message import Button, Html, Message, lines, paragraphs
from texts.proposals.presses import ElsewhereListed
from texts.search.kinds import EMOJI
from texts.search.presses import RecordOpened
from texts.sharing import whose_in_short
from texts.translator import Translator


def elsewhere_key(t: Translator) -> Button:
    """Below the lists of one's own network."""
    return Button(t.label("🌍 From other networks"), ElsewhereListed(0))


def elsewhere(t: Translator, listed: Sequence[Listed], *, number: int, page: int) -> Message:
    """A page, the latest first."""
    pages = pages_for(number)
    return Message(
        paragraphs(
            t.say("🌍 <b>From other networks</b>"),
            *(_line(t, place, one) for place, one in enumerate(listed, start=1)),
            None if listed else t.say("Other networks share nothing with all at present."),
            t.say("Page {page} of {pages}", page=page + 1, pages=pages) if number > PAGE else None,
        ),
        tuple(
            row
            for row in (
                number_buttons([RecordOpened(kind_of(one.record), one.record.id) for one in listed]),
                arrows(t, page, pages, ElsewhereListed),
                (back_button(t),),
            )
            if row
        ),
    )


def _line(t: Translator, place: int, one: Listed) -> Html:
    title = str((one.proposal.said or {}).get("title", ""))
    return lines(
        t.say("<b>{number}.</b> {emoji} {title}", number=place, emoji=EMOJI[kind_of(one.record)], title=title),
        t.say(
            "{city} · {network} · {day}",
            city=whose_in_short(t, one.city),
            network=one.network.name,
            day=day_of(t, one.proposal.opened_at or one.proposal.proposed_at),
        ),
    )
