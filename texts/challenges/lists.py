"""Lists of challenges."""

from collections.abc import Sequence

from store.challenges import ChallengesShown, ListedChallenge
from store.models import Network
from texts.behalf.words import with_mark
from texts.challenges.card import state
from texts.challenges.presses import ChallengesListed
from texts.challenges.questions import share_button
from texts.lists import PAGE, arrows, number_buttons, pages_for
from texts.menu import back_button
from texts.message import Button, Html, Message, lines, paragraphs
from texts.presses import Press
from texts.sharing import whose_in_short
from texts.translator import Translator


def which_network(t: Translator, networks: Sequence[Network], shown: ChallengesShown) -> Message:
    """Of which network the list should be."""
    rows = tuple((Button(network.name, ChallengesListed(network.id, shown, 0)),) for network in networks)
    return Message(t.say("The challenges of which network?"), (*rows, (back_button(t),)))


def challenge_list(
    t: Translator,
    network: Network,
    shown: ChallengesShown,
    listed: Sequence[ListedChallenge],
    *,
    number: int,
    page: int,
    may_contribute: bool,
    presses: Sequence[Press],
) -> Message:
    """A page of challenges; `presses` are behind the numbers."""
    pages = pages_for(number)
    return Message(
        paragraphs(
            _list_heading(t, network, shown),
            *(_line(t, place, one) for place, one in enumerate(listed, start=1)),
            None if listed else _empty_list(t, shown),
            t.say("Page {page} of {pages}", page=page + 1, pages=pages) if number > PAGE else None,
        ),
        tuple(
            row
            for row in (
                number_buttons(presses),
                arrows(t, page, pages, lambda other: ChallengesListed(network.id, shown, other)),
                _other_lists(t, network, shown),
                (share_button(t, network.id),) if may_contribute else (),
                (back_button(t),),
            )
            if row
        ),
    )


def _list_heading(t: Translator, network: Network, shown: ChallengesShown) -> Html:
    match shown:
        case ChallengesShown.OPEN:
            return t.say("🧩 <b>Open challenges</b> · {network}", network=network.name)
        case ChallengesShown.SOLVED:
            return t.say("✅ <b>Solved challenges</b> · {network}", network=network.name)
        case ChallengesShown.MINE:
            return t.say("🧩 <b>My challenges</b> · {network}", network=network.name)
        case ChallengesShown.OTHERS:
            return t.say("💡 <b>Which challenge should be answered?</b> · {network}", network=network.name)


def _empty_list(t: Translator, shown: ChallengesShown) -> Html:
    match shown:
        case ChallengesShown.SOLVED:
            return t.say("None has been marked as solved yet.")
        case ChallengesShown.MINE:
            return t.say("Nothing has been shared yet. It takes a minute.")
        case ChallengesShown.OPEN | ChallengesShown.OTHERS:
            return t.say("There is no open challenge at present.")


def _line(t: Translator, place: int, one: ListedChallenge) -> Html:
    return lines(
        with_mark(
            t.say("<b>{number}.</b> {title}", number=place, title=one.challenge.title),
            is_noted=one.challenge.noted_by is not None,
        ),
        t.say(
            "{city} · {state}",
            city=whose_in_short(t, one.city),
            state=with_mark(
                state(t, one.challenge.outcome, one.answers), is_noted=one.challenge.outcome_noted_by is not None
            ),
        ),
    )


def _other_lists(t: Translator, network: Network, shown: ChallengesShown) -> tuple[Button, ...]:
    labels = {
        ChallengesShown.OPEN: t.label("Open ones"),
        ChallengesShown.SOLVED: t.label("Solved ones"),
        ChallengesShown.MINE: t.label("Mine"),
    }
    return tuple(
        Button(label, ChallengesListed(network.id, other, 0)) for other, label in labels.items() if other is not shown
    )
