"""The questions of a network in their order: moved to other days, worded in other languages, and who has answered."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions.access import access_coordinating, access_prompt
from actions.planned_prompts import access_planned, changing_planned, follow_planned
from actions.prompts import ASKED, asking_moment, days_between
from actions.quiet_hours import SATURDAY
from actions.refusals import NotFound, Refused
from store import prompts as store
from store.memberships import members_of
from store.models import Network, Person, Prompt
from store.network import cities_with_counts
from store.programme import series_of_network
from texts import prompt_calendar as texts
from texts.languages import Language
from texts.message import Html
from texts.prompt_calendar import Answering, Entry
from texts.translator import Translator

DAY = timedelta(days=1)


class NotThatDay(Refused):
    """It would come before its session, after the next, at a weekend, or in the past."""

    def sentence(self, t: Translator) -> Html:
        return texts.not_that_day(t)


def calendar_of(session: Session, coordinator: Person, network_id: int) -> tuple[Network, list[Entry]]:
    """All questions of a network that the person coordinates, the earliest first."""
    network = access_coordinating(session, coordinator, network_id)
    numbers = {meeting.id: meeting.number for meeting in series_of_network(session, network.id)}
    counts = store.count_answers(session, network.id)
    prompts = store.prompts_of_network(session, network.id)
    return network, [Entry(one, numbers.get(one.meeting_id, 0), counts.get(one.id, 0)) for one in prompts]


def answering_of(session: Session, coordinator: Person, prompt_id: int) -> Answering:
    """Which cities have answered, and which not: to who coordinates alone."""
    prompt = access_prompt(session, coordinator, prompt_id)
    network = access_coordinating(session, coordinator, prompt.network_id)
    answers = store.published_answers(session, prompt.id)
    answered = store.cities_that_answered(answers)
    there = {city.id for city in answered}
    silent = [city for city, people in cities_with_counts(session, network.id) if people and city.id not in there]
    return Answering(prompt, network, answered, silent, len(answers))


def days_around(session: Session, prompt: Prompt, network: Network, now: datetime) -> tuple[date | None, date | None]:
    """The working days before and after that on which it is to be asked, as far as it may be."""
    allowed = _allowed(session, prompt, network, now)
    present = prompt.due_at.astimezone(ZoneInfo(network.zone)).date()
    earlier, later = [day for day in allowed if day < present], [day for day in allowed if day > present]
    return max(earlier, default=None), min(later, default=None)


def _allowed(session: Session, prompt: Prompt, network: Network, now: datetime) -> list[date]:
    today = now.astimezone(ZoneInfo(network.zone)).date()
    between = days_between(session, network, prompt.meeting_id)
    return [day for day in between if day > today and day.weekday() < SATURDAY]


def do_move(
    session: Session, coordinator: Person, prompt_id: int, day: int, *, now: datetime, pressed: tuple[int, int]
) -> tuple[Prompt, Network]:
    """To another day, where it stays when sessions move, as long as it lies between them. Harmless when done twice."""
    prompt, network = changing_planned(session, coordinator, prompt_id)
    wanted = next((one for one in _allowed(session, prompt, network, now) if one.toordinal() == day), None)
    if wanted is None:
        raise NotThatDay
    if prompt.moved_to != wanted:
        prompt.moved_to, prompt.due_at = wanted, asking_moment(wanted, ZoneInfo(network.zone))
        follow_planned(session, coordinator, prompt, network, "prompt_moved", now, pressed)
    return prompt, network


def access_worded(session: Session, coordinator: Person, prompt_id: int) -> Prompt:
    """A question to come in a coordinator's own words; the library's are in all languages."""
    prompt, _ = access_planned(session, coordinator, prompt_id)
    if not prompt.own_words:
        raise NotFound
    return prompt


def readers_of_other_languages(session: Session, prompt: Prompt) -> int:
    """How many are asked in a coordinator's own words, and have none in their language."""
    if not prompt.own_words or prompt.skipped_at is not None:
        return 0
    worded = {prompt.own_language or "es", *prompt.own_translations}
    asked = [person for _, person in members_of(session, prompt.network_id, *ASKED)]
    present = [one for one in asked if one.telegram_id is not None and not one.is_paused(prompt.due_at)]
    return sum(one.language not in worded for one in present)


def do_translate(
    session: Session, coordinator: Person, prompt_id: int, language: Language, text: str, *, now: datetime
) -> Prompt:
    """The same question in one more language; what was there in it makes way."""
    prompt, network = changing_planned(session, coordinator, prompt_id)
    if not prompt.own_words:
        raise NotFound
    if prompt.own_language == language.value:
        prompt.own_words = text
    else:
        prompt.own_translations = {**prompt.own_translations, language.value: text}
    follow_planned(session, coordinator, prompt, network, "prompt_translated", now, None)
    return prompt
