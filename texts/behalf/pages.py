"""What can be noted for a city, what is noted already, and the lists on the way."""

from collections.abc import Sequence

from store.challenges import ListedChallenge
from store.frozen import frozen
from store.models import City, Meeting, Network, NotedKind, Noting
from texts.afterwards.presses import SeatOpened
from texts.behalf.presses import (
    AnswerNotingBegun,
    BehalfOpened,
    ChallengeNotingBegun,
    DatesNotingOpened,
    ExperienceNotingBegun,
    HelpsNotingBegun,
    NotedOpened,
    OutcomeNotingListed,
    SolutionNotingListed,
)
from texts.behalf.words import in_name_of
from texts.challenges.card import state
from texts.cities import city_name
from texts.commitments.presses import CommitmentOpened
from texts.dates import day_of
from texts.lists import PAGE, arrows, in_rows, number_buttons, pages_for
from texts.message import Button, Html, Message, Rows, excerpt, lines, paragraphs
from texts.network import CityOpened
from texts.offers.presses import OfferBegun
from texts.presses import Press
from texts.translator import Translator

MOST_NOTED = 8
A_ROW = 4
TITLE = 70


@frozen
class Noted:
    """One thing that is noted for a city. `title`: what it is about; `opens`: where it is read and changed.

    None: it is about something between others and the coordination.
    """

    noting: Noting
    title: str
    opens: Press | None


def open_list(t: Translator, network: Network, city: City, keys: Sequence[Button], *, has_noted: bool) -> Message:
    """What can be noted for a city now."""
    noted = ((Button(t.label("📋 What is noted so far"), NotedOpened(network.id, city.id)),),) if has_noted else ()
    long = [key for key in keys if isinstance(key.press, HelpsNotingBegun)]  # with a name
    short = [key for key in keys if key not in long]
    return Message(
        paragraphs(
            lines(in_name_of(t, city), Html.escape(network.name)),
            t.say(
                "<b>What did the city say?</b> By telephone, by mail or in the session: it is noted here, and marked "
                "as noted by coordination. Its people find it and can change it."
            ),
            t.say("How people found a session is anonymous, so that cannot be noted."),
        ),
        (*in_rows(short), *in_rows(long, 1), *noted, (Button(t.label("◀️ Back"), CityOpened(network.id, city.id)),)),
    )


def sharing_keys(t: Translator, network: Network, city: City) -> tuple[Button, Button]:
    """A challenge, an experience."""
    return (
        Button(t.label("🧩 A challenge"), ChallengeNotingBegun(network.id, city.id)),
        Button(t.label("🌱 An experience"), ExperienceNotingBegun(network.id, city.id)),
    )


def solution_key(t: Translator, network: Network, city: City) -> Button:
    """An answer to a challenge of another city."""
    return Button(t.label("💡 An answer"), SolutionNotingListed(network.id, city.id))


def outcome_key(t: Translator, network: Network, city: City) -> Button:
    """How one of its own challenges stands."""
    return Button(t.label("✅ How a challenge stands"), OutcomeNotingListed(network.id, city.id))


def dates_key(t: Translator, poll_id: int, city: City, number: int | None) -> Button:
    """Which dates suit it. `number`: of the session; None: one is to be added."""
    label = t.label("🗳 Dates") if number is None else t.label("🗳 Dates, session {number}", number=number)
    return Button(label, DatesNotingOpened(poll_id, city.id))


def answer_key(t: Translator, prompt_id: int, city: City) -> Button:
    """Its answer to the question of the month."""
    return Button(t.label("💬 Question of the month"), AnswerNotingBegun(prompt_id, city.id))


def attendance_key(t: Translator, meeting: Meeting, city: City) -> Button:
    """Whether it was in the last session."""
    return Button(t.label("🙋 Attendance, session {number}", number=meeting.number), SeatOpened(meeting.id, city.id))


def offer_key(t: Translator, meeting: Meeting, city: City) -> Button:
    """What it offers another city in that session."""
    return Button(t.label("🎁 An offer"), OfferBegun(meeting.id, 0, city.id))


def commitment_key(t: Translator, meeting: Meeting, city: City) -> Button:
    """What it takes on there."""
    return Button(t.label("🤝 A commitment"), CommitmentOpened(meeting.id, city.id))


def which_challenge(
    t: Translator,
    network: Network,
    city: City,
    listed: Sequence[ListedChallenge],
    presses: Sequence[Press],
    *,
    number: int,
    page: int,
    is_own: bool,
) -> Message:
    """Which challenge it is about: the city's own, or those of the others. `presses` are behind the numbers."""
    kind = OutcomeNotingListed if is_own else SolutionNotingListed
    turning = arrows(t, page, pages_for(number), lambda to: kind(network.id, city.id, to))
    rows: Rows = (number_buttons(presses), turning, (Button(t.label("◀️ Back"), BehalfOpened(network.id, city.id)),))
    return Message(
        paragraphs(
            in_name_of(t, city),
            t.say("<b>Which challenge is it about?</b>") if listed else t.say("There is no open challenge at present."),
            *(_line(t, place, one) for place, one in enumerate(listed, start=1)),
            t.say("Page {page} of {pages}", page=page + 1, pages=pages_for(number)) if number > PAGE else None,
        ),
        tuple(row for row in rows if row),
    )


def noted_list(t: Translator, network: Network, city: City, noted: Sequence[Noted], *, is_own: bool) -> Message:
    """What is noted for a city. `is_own`: one of its people reads."""
    back = CityOpened(network.id, city.id) if is_own else BehalfOpened(network.id, city.id)
    opened = [one for one in noted if one.opens is not None]
    numbers = number_buttons([one.opens for one in opened if one.opens is not None])
    return Message(
        paragraphs(
            t.say("✍️ <b>Noted by coordination for {city}</b>", city=city_name(t, city)),
            lines(
                *(_noted_line(t, place, one) for place, one in enumerate(opened, start=1)),
                *(_confidential_line(t, one) for one in noted if one.opens is None),
            )
            if noted
            else t.say("Nothing is noted at present."),
            t.say("A number opens it: it can be read, changed and made the city’s own.") if opened and is_own else None,
        ),
        (*(row for row in (numbers[:A_ROW], numbers[A_ROW:]) if row), (Button(t.label("◀️ Back"), back),)),
    )


def noted_key(t: Translator, network: Network, city: City) -> Button:
    """For the people of a city, on its page."""
    return Button(t.label("✍️ Noted for us"), NotedOpened(network.id, city.id))


def _line(t: Translator, place: int, one: ListedChallenge) -> Html:
    return lines(
        t.say("<b>{number}.</b> {title}", number=place, title=one.challenge.title),
        state(t, one.challenge.outcome, one.answers),
    )


def _confidential_line(t: Translator, one: Noted) -> Html:
    return Html("{} · {}").format(
        t.say("🔒 About something that only the coordination reads"), day_of(t, one.noting.noted_at)
    )


def _noted_line(t: Translator, place: int, one: Noted) -> Html:
    return Html("{}. {} · {}").format(
        place, _what(t, one.noting.kind, excerpt(one.title, TITLE)), day_of(t, one.noting.noted_at)
    )


def _what(t: Translator, kind: NotedKind, title: str) -> Html:
    match kind:
        case NotedKind.CHALLENGE:
            return t.say("🧩 Challenge: {title}", title=title)
        case NotedKind.OUTCOME:
            return t.say("✅ How a challenge stands: {title}", title=title)
        case NotedKind.EXPERIENCE:
            return t.say("🌱 Experience: {title}", title=title)
        case NotedKind.SOLUTION:
            return t.say("💡 Answer to “{title}”", title=title)
        case NotedKind.ANSWER:
            return t.say("💬 Answer to the question of the month")
        case NotedKind.DATES:
            return t.say("🗳 Dates for a session")
        case NotedKind.QUESTIONS:
            return t.say("❓ Questions for the case")
        case NotedKind.SWAP:
            return t.say("🔁 A question to swap turns")
        case NotedKind.TAKEAWAY:
            return t.say("🎒 What the city takes with it: {title}", title=title)
        case NotedKind.HELPS:
            return t.say("🤝 What {name} offers and needs", name=title)
        case NotedKind.COMMITMENT:
            return t.say("🤝 Commitment: {title}", title=title)
        case NotedKind.OFFER:
            return t.say("🎁 Offer: {title}", title=title)
        case NotedKind.ADOPTION:
            return t.say("🌱 What the city tries: {title}", title=title)
