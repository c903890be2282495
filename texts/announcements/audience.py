"""The screens on which it is chosen to whom an announcement goes, and the list of them."""

from collections.abc import Sequence

from store.audiences import Listed
from store.frozen import frozen
from store.models import Narrowing, Network
from texts.announcements.narrowed import Narrowed, called, told_narrowed
from texts.announcements.presses import StandingOpened
from texts.lists import arrows, in_rows, page_within, pages_for
from texts.message import Button, Html, Message, Rows, excerpt, lines, paragraphs
from texts.presses import Press, press
from texts.translator import Translator

CHOICES = 8  # on one page
PEOPLE = 20
NAME = 60


@press("ana")
@frozen
class AudienceOpened(Press):
    """To whom does it go?"""

    announcement_id: int


@press("anb")
@frozen
class NarrowingOpened(Press):
    """A page of what it can be narrowed to."""

    announcement_id: int
    by: Narrowing
    page: int = 0


@press("anc")
@frozen
class AudienceNarrowed(Press):
    """One of these is wanted, or no longer."""

    announcement_id: int
    by: Narrowing
    value: str
    is_wanted: bool
    page: int


@press("and")
@frozen
class AudienceWidened(Press):
    """To everybody again."""

    announcement_id: int


@press("ane")
@frozen
class RecipientsListed(Press):
    """A page of the people by name."""

    announcement_id: int
    page: int


@press("anf")
@frozen
class AudienceNetworksOpened(Press):
    """A page of the networks that it may go to."""

    announcement_id: int
    page: int


@press("ang")
@frozen
class AudienceNetworkChosen(Press):
    """A network is wanted, or no longer."""

    announcement_id: int
    network_id: int
    is_wanted: bool
    page: int


@frozen
class Count:
    """How many it is for, of these how many cannot be reached, and how many groups get it."""

    people: int
    away: int
    groups: int


def audience_key(t: Translator, announcement_id: int) -> Button:
    """Below the preview."""
    return Button(t.label("👥 Who gets it"), AudienceOpened(announcement_id))


def audience(t: Translator, number: int, narrowed: Narrowed, count: Count, *, has_networks: bool) -> Message:
    """Who gets it, and by what it can be narrowed. `has_networks`: there are several to choose from."""
    keys = [
        Button(t.label("🎭 By role"), NarrowingOpened(number, Narrowing.ROLE)),
        Button(t.label("🏙 By city"), NarrowingOpened(number, Narrowing.CITY)),
        Button(t.label("🌎 By country"), NarrowingOpened(number, Narrowing.COUNTRY)),
        Button(t.label("🗣 By language"), NarrowingOpened(number, Narrowing.LANGUAGE)),
        Button(t.label("🙋 By attendance"), NarrowingOpened(number, Narrowing.ATTENDED)),
    ]
    if has_networks:
        keys.append(Button(t.label("🕸 By network"), AudienceNetworksOpened(number, 0)))
    see = ((Button(t.label("📋 See the list"), RecipientsListed(number, 0)),),) if count.people else ()
    widen = () if narrowed.is_everybody else ((Button(t.label("↩️ To everybody again"), AudienceWidened(number)),),)
    return Message(
        paragraphs(
            t.say("👥 <b>Who gets the announcement?</b>"),
            lines(*_counted(t, count), *told_narrowed(t, narrowed)),
            t.say("Several conditions count together. With any of them it goes to people only, not to the groups."),
        ),
        (*in_rows(keys), *see, *widen, _back(t, number)),
    )


def choices(
    t: Translator, number: int, by: Narrowing, values: Sequence[str], narrowed: Narrowed, count: Count, page: int
) -> Message:
    """What it can be narrowed to, with the number of people at each press."""
    page = page_within(page, len(values), CHOICES)
    chosen = narrowed.chosen.get(by, ())
    keys = [
        (
            Button(
                _ticked(called(t, by, value, narrowed.cities), is_chosen=value in chosen),
                AudienceNarrowed(number, by, value, value not in chosen, page),
            ),
        )
        for value in values[page * CHOICES : page * CHOICES + CHOICES]
    ]
    turning = arrows(t, page, pages_for(len(values), CHOICES), lambda to: NarrowingOpened(number, by, to))
    text = paragraphs(_asked(t, by), lines(*_counted(t, count)))
    return Message(text, _rows(t, number, keys, turning))


def networks(
    t: Translator, number: int, everything: Sequence[Network], chosen: Sequence[int], count: Count, page: int
) -> Message:
    """Which networks it goes to."""
    page = page_within(page, len(everything), CHOICES)
    keys = [
        (
            Button(
                _ticked(network.name, is_chosen=network.id in chosen),
                AudienceNetworkChosen(number, network.id, network.id not in chosen, page),
            ),
        )
        for network in everything[page * CHOICES : page * CHOICES + CHOICES]
    ]
    turning = arrows(t, page, pages_for(len(everything), CHOICES), lambda to: AudienceNetworksOpened(number, to))
    text = paragraphs(t.say("🕸 <b>To which networks?</b>"), lines(*_counted(t, count)))
    return Message(text, _rows(t, number, keys, turning))


def people(t: Translator, number: int, shown: Sequence[Listed], count: Count, page: int) -> Message:
    """By name, with their cities, before anything is sent."""
    turning = arrows(t, page, pages_for(count.people, PEOPLE), lambda to: RecipientsListed(number, to))
    back = (Button(t.label("◀️ Back"), AudienceOpened(number)),)
    text = paragraphs(
        t.say("📋 <b>Who gets it</b>"), lines(*_counted(t, count)), lines(*(_listed(t, one) for one in shown))
    )
    return Message(text, (turning, back) if turning else (back,))


def only_network(t: Translator) -> Html:
    """The last network that was ticked."""
    return t.say("It has to go to at least one network.")


def _listed(t: Translator, one: Listed) -> Html:
    name = excerpt(one.name, NAME) or "—"
    mark = "" if one.is_reachable else "🔕 "
    if not one.cities:
        return t.say("{mark}{name}", mark=mark, name=name)
    return t.say("{mark}{name} · {cities}", mark=mark, name=name, cities=", ".join(one.cities))


def _counted(t: Translator, count: Count) -> tuple[Html | None, ...]:
    away = t.count(
        "🔕 {n} of them does not get messages: the bot is blocked or was never started.",
        "🔕 {n} of them do not get messages: the bot is blocked or was never started.",
        count.away,
    )
    return (
        t.count("It is for {n} person.", "It is for {n} people.", count.people),
        away if count.away else None,
        t.count("And for {n} group.", "And for {n} groups.", count.groups) if count.groups else None,
    )


def _asked(t: Translator, by: Narrowing) -> Html:
    match by:
        case Narrowing.ROLE:
            return t.say("🎭 <b>In which role?</b> With none ticked, in any.")
        case Narrowing.CITY:
            return t.say("🏙 <b>Of which cities?</b> With none ticked, of any.")
        case Narrowing.COUNTRY:
            return t.say("🌎 <b>Of which countries?</b> With none ticked, of any.")
        case Narrowing.LANGUAGE:
            return t.say("🗣 <b>Who reads in which language?</b> With none ticked, in any.")
        case Narrowing.ATTENDED:
            return t.say(
                "🙋 <b>By attendance</b>, as it stands when it is sent. Absent is also of whom nobody has said "
                "that they were there."
            )


def _ticked(words: str, *, is_chosen: bool) -> str:
    return ("✅ " if is_chosen else "⬜ ") + words


def _rows(t: Translator, number: int, keys: Sequence[tuple[Button, ...]], turning: tuple[Button, ...]) -> Rows:
    back = (Button(t.label("◀️ Back"), AudienceOpened(number)),)
    return (*keys, turning, back) if turning else (*keys, back)


def _back(t: Translator, number: int) -> tuple[Button, ...]:
    return (Button(t.label("◀️ Back"), StandingOpened(number)),)
