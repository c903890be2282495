"""Lists of experiences."""

from collections.abc import Sequence

from store.experiences import ExperiencesShown, ListedExperience
from store.models import Network
from texts.behalf.words import with_mark
from texts.dates import day_of
from texts.experiences.presses import ExperienceOpened, ExperiencesListed
from texts.experiences.words import share_button
from texts.lists import PAGE, arrows, number_buttons, pages_for
from texts.menu import back_button
from texts.message import Button, Html, Message, lines, paragraphs
from texts.sharing import whose_in_short
from texts.translator import Translator


def which_network(t: Translator, networks: Sequence[Network]) -> Message:
    """Of which network the list should be."""
    rows = tuple(
        (Button(network.name, ExperiencesListed(network.id, ExperiencesShown.ALL, 0)),) for network in networks
    )
    return Message(t.say("The experiences of which network?"), (*rows, (back_button(t),)))


def experience_list(
    t: Translator,
    network: Network,
    shown: ExperiencesShown,
    listed: Sequence[ListedExperience],
    *,
    number: int,
    page: int,
    may_contribute: bool,
) -> Message:
    """A page of experiences."""
    pages = pages_for(number)
    return Message(
        paragraphs(
            _list_heading(t, network, shown),
            *(_line(t, place, one) for place, one in enumerate(listed, start=1)),
            None if listed else t.say("Nothing has been shared yet. It takes a minute."),
            t.say("Page {page} of {pages}", page=page + 1, pages=pages) if number > PAGE else None,
        ),
        tuple(
            row
            for row in (
                number_buttons([ExperienceOpened(one.experience.id, shown, page) for one in listed]),
                arrows(t, page, pages, lambda other: ExperiencesListed(network.id, shown, other)),
                (_other_list(t, network, shown),),
                (share_button(t, network.id),) if may_contribute else (),
                (back_button(t),),
            )
            if row
        ),
    )


def _list_heading(t: Translator, network: Network, shown: ExperiencesShown) -> Html:
    if shown is ExperiencesShown.MINE:
        return t.say("🌱 <b>My experiences</b> · {network}", network=network.name)
    return t.say("🌱 <b>Experiences</b> · {network}", network=network.name)


def _line(t: Translator, place: int, one: ListedExperience) -> Html:
    return lines(
        with_mark(
            t.say("<b>{number}.</b> {title}", number=place, title=one.experience.title),
            is_noted=one.experience.noted_by is not None,
        ),
        t.say(
            "{city} · {day}",
            city=whose_in_short(t, one.city),
            day=day_of(t, one.experience.published_at),
        ),
    )


def _other_list(t: Translator, network: Network, shown: ExperiencesShown) -> Button:
    if shown is ExperiencesShown.MINE:
        return Button(t.label("Everybody's"), ExperiencesListed(network.id, ExperiencesShown.ALL, 0))
    return Button(t.label("My own"), ExperiencesListed(network.id, ExperiencesShown.MINE, 0))
