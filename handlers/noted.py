"""What forms know of a city in whose name they are filled in."""

import re
from collections.abc import Callable

from actions.access import access_noting
from actions.refusals import Refused
from handlers.form import Answers, number_in
from handlers.turn import Turn
from store.memberships import membership_of
from store.models import City, Network
from texts import forms as form_texts
from texts.behalf import words as texts
from texts.message import Message

FOR_CITY = "for_city"
_FOR_CITY = re.compile("for-([0-9]{1,9})-([0-9]{1,9})")


def argument_for(about_id: int, city_id: int) -> str:
    """With which a form begins that is filled in for a city."""
    return f"for-{about_id}-{city_id}"


def numbers_in(argument: str) -> tuple[int, int] | None:
    """What it is about, and the city; None: the form is not for a city."""
    found = _FOR_CITY.fullmatch(argument)
    return None if found is None else (number_in(found[1]), number_in(found[2]))


def city_noted(turn: Turn, network_id: int, answers: Answers) -> City | None:
    """The city in whose name a form is filled in, looked up with the right to note; None: it is for oneself."""
    city_id = answers.get(FOR_CITY)
    return None if city_id is None else access_noting(turn.session, turn.member, network_id, city_id)[1]


def with_way_back(turn: Turn, network_id: int, answers: Answers, message: Message) -> Message:
    """After something was noted, or left."""
    city = city_noted(turn, network_id, answers)
    return message if city is None else texts.with_way_back(turn.translator, message, network_id, city)


def left(turn: Turn, answers: Answers, network_of: Callable[[], int]) -> Message:
    """Nothing was noted. Who may not note any more may still leave the form. `network_of`: of the city."""
    told = form_texts.cancelled(turn.translator)
    try:
        return with_way_back(turn, network_of(), answers, told)
    except Refused:
        return told


def back_to_list(turn: Turn, network: Network, city: City | None, shown: Message) -> Message:
    """After something was noted by a key: on to what else there is to note for the city, which is not one's own."""
    membership = membership_of(turn.session, turn.member.id, network.id)
    if city is None or membership is None or membership.city_id == city.id:
        return shown
    return texts.with_way_back(turn.translator, shown, network.id, city)
