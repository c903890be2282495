"""Hours and days off of cities, as coordinators see and set them."""

from datetime import date
from zoneinfo import ZoneInfo

from actions import city_calendars as actions
from actions.access import access_coordinating
from actions.fairness import regions_of
from actions.refusals import StepPassed, TextWanted
from handlers import form
from handlers.feature import Feature
from handlers.form import Answers, Form, Step, number_in
from handlers.turn import Turn
from store.models import City, Draft, Network
from store.programme import cities_of_network
from texts.city_calendars import words as texts
from texts.city_calendars.presses import (
    CityCalendarOpened,
    CityCalendarsOpened,
    CityDaysBegun,
    CityDaysRemoved,
    CityHoursBegun,
    CityRegionChosen,
    CityRegionsOpened,
)
from texts.city_calendars.words import DAYS, HOURS, NAME, Calendar
from texts.message import Message
from texts.one_line import one_line

TYPED_LIMIT = 60


def show_cities(turn: Turn, press: CityCalendarsOpened) -> Message:
    """All cities of a network."""
    network = access_coordinating(turn.session, turn.member, press.network_id)
    return texts.cities(turn.translator, network, cities_of_network(turn.session, network.id))


def open_city(turn: Turn, press: CityCalendarOpened) -> Message:
    """One of them."""
    return _page(turn, press.network_id, press.city_id)


def begin_hours(turn: Turn, press: CityHoursBegun) -> Message:
    """Asks from when to when it works."""
    return form.restart(turn, SET_HOURS, f"{press.network_id}-{press.city_id}")


def begin_days(turn: Turn, press: CityDaysBegun) -> Message:
    """Asks when it is closed."""
    return form.restart(turn, ADD_DAYS, f"{press.network_id}-{press.city_id}")


def remove_days(turn: Turn, press: CityDaysRemoved) -> Message:
    """It is open after all."""
    actions.do_remove_days(turn.session, turn.member, press.network_id, press.city_id, press.day_id, now=turn.now)
    turn.toast = texts.saved(turn.translator)
    return _page(turn, press.network_id, press.city_id)


def show_regions(turn: Turn, press: CityRegionsOpened) -> Message:
    """Those of its country."""
    city, network = actions.access_coordinated_city(turn.session, turn.member, press.network_id, press.city_id)
    return texts.regions(turn.translator, network, Calendar(city, regions_of(city.country)), press.page)


def choose_region(turn: Turn, press: CityRegionChosen) -> Message:
    """That one."""
    region = "" if press.region == texts.NONE else press.region
    actions.do_set_region(turn.session, turn.member, press.network_id, press.city_id, region, now=turn.now)
    turn.toast = texts.saved(turn.translator)
    return _page(turn, press.network_id, press.city_id)


def _page(turn: Turn, network_id: int, city_id: int) -> Message:
    city, network = actions.access_coordinated_city(turn.session, turn.member, network_id, city_id)
    calendar = Calendar(
        city,
        regions_of(city.country),
        actions.holidays_ahead(city, turn.now, turn.translator.language),
        actions.own_days_ahead(turn.session, city, turn.now),
    )
    return texts.page(turn.translator, network, calendar)


def _known(turn: Turn, argument: str) -> Answers:
    _city(turn, {"argument": argument})
    return {}


def _city(turn: Turn, answers: Answers) -> tuple[City, Network]:
    network_id, _, city_id = answers["argument"].partition("-")
    return actions.access_coordinated_city(turn.session, turn.member, number_in(network_id), number_in(city_id))


def _ask_hours(turn: Turn, draft: Draft) -> Message:
    return texts.hours_question(turn.translator, draft.id, _city(turn, draft.answers)[0])


def _take_hours(turn: Turn, _answers: Answers) -> str:
    typed = turn.text(TYPED_LIMIT)
    actions.read_hours(typed)
    return typed


def _choose_hours(_turn: Turn, _answers: Answers, value: str) -> str:
    for usual in texts.USUAL_HOURS:
        if value == usual.replace(":", ""):
            return usual
    raise StepPassed


def _finish_hours(turn: Turn, answers: Answers) -> Message:
    city, network = _city(turn, answers)
    hours = actions.read_hours(answers[HOURS])
    actions.do_set_hours(turn.session, turn.member, network.id, city.id, hours, now=turn.now)
    turn.toast = texts.saved(turn.translator)
    return _page(turn, network.id, city.id)


def _ask_days(turn: Turn, draft: Draft) -> Message:
    return texts.days_question(turn.translator, _city(turn, draft.answers)[0])


def _take_days(turn: Turn, answers: Answers) -> list[str]:
    today = turn.now.astimezone(ZoneInfo(_city(turn, answers)[0].zone)).date()
    return [day.isoformat() for day in actions.read_days(turn.text(TYPED_LIMIT), today)]


def _ask_name(turn: Turn, draft: Draft) -> Message:
    return texts.name_question(turn.translator, _city(turn, draft.answers)[0], *_span(draft.answers))


def _take_name(turn: Turn, _answers: Answers) -> str:
    name = one_line(turn.text(actions.NAME_LIMIT))
    if not name:
        raise TextWanted
    return name


def _finish_days(turn: Turn, answers: Answers) -> Message:
    city, network = _city(turn, answers)
    span, name = _span(answers), answers[NAME]
    actions.do_add_days(turn.session, turn.member, network.id, city.id, span, name, now=turn.now)
    turn.toast = texts.saved(turn.translator)
    return _page(turn, network.id, city.id)


def _span(answers: Answers) -> tuple[date, date]:
    first, last = answers[DAYS]
    return date.fromisoformat(first), date.fromisoformat(last)


SET_HOURS = Form(
    "city-hours",
    texts.hours_title,
    (Step(HOURS, _ask_hours, take=_take_hours, choose=_choose_hours),),
    _finish_hours,
    known=_known,
)
ADD_DAYS = Form(
    "city-days",
    texts.days_title,
    (Step(DAYS, _ask_days, take=_take_days), Step(NAME, _ask_name, take=_take_name)),
    _finish_days,
    known=_known,
)
FEATURE = Feature(
    presses={
        CityCalendarsOpened: show_cities,
        CityCalendarOpened: open_city,
        CityHoursBegun: begin_hours,
        CityDaysBegun: begin_days,
        CityDaysRemoved: remove_days,
        CityRegionsOpened: show_regions,
        CityRegionChosen: choose_region,
    },
    forms=(SET_HOURS, ADD_DAYS),
)
