"""The monthly question: when each network is asked which, who is asked in private, and what becomes of the answers."""

from datetime import date, datetime, time, timedelta
from hashlib import sha256
from itertools import pairwise
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions import attention, behalf, letters
from actions.access import OWN, Voice, access_prompt, access_voice
from actions.attention import Planned
from actions.behalf.refusals import SaidItself
from actions.cards import post_card, update_card
from actions.prompt_results import AFTER, refresh_results
from actions.quiet_hours import SATURDAY
from actions.recurrence import to_utc
from actions.refusals import NotFound
from actions.search.wording import keep_found, keep_lost
from store import attention as attention_store
from store import prompts as store
from store.behalf import forget_noting
from store.database import row_by_id
from store.locking import lock
from store.memberships import members_of, membership_of
from store.models import City, FoundKind, Kind, Meeting, Network, NotedKind, Person, Prompt, PromptAnswer, Role
from store.programme import series_of_network
from store.record_access import forget_access_to
from texts.message import Message
from texts.prompts import pages as texts
from texts.prompts.pages import Standing
from texts.questions import library
from texts.translator import Translator, translator_of

TUESDAY = 1
DAYS_AFTER_SESSION = timedelta(days=12)
LEAST_BETWEEN = timedelta(days=4)  # sessions closer than this leave no week between them
ASKING_HOUR = time(10)
STALE = timedelta(days=3)
OPEN = timedelta(days=21)  # as long a digest may still ask it
ASKED = (Role.DELEGATE, Role.FACILITATOR)


def plan_prompts(session: Session, network: Network, *, now: datetime) -> None:
    """One question in the weeks between each session and the next. Those not asked yet follow moved sessions."""
    session.flush()
    planned = store.prompts_of_network(session, network.id)
    by_meeting = {prompt.meeting_id: prompt for prompt in planned}
    moments = asking_moments(series_of_network(session, network.id), ZoneInfo(network.zone))
    for prompt in planned:
        if prompt.asked_at is None and prompt.meeting_id not in moments:
            session.delete(prompt)
    used = [
        prompt.slug
        for prompt in planned
        if not prompt.own_words and (prompt.meeting_id in moments or prompt.asked_at is not None)
    ]
    for meeting_id, due_at in moments.items():
        if due_at <= now:
            continue
        if meeting_id not in by_meeting:
            used.append(next_slug(network.slug, used))
            session.add(Prompt(network_id=network.id, meeting_id=meeting_id, slug=used[-1], due_at=due_at))
        elif by_meeting[meeting_id].asked_at is None:
            _keep_moved(session, by_meeting[meeting_id], network, due_at)
    session.flush()


def _keep_moved(session: Session, prompt: Prompt, network: Network, due_at: datetime) -> None:
    """Where a coordinator has put it, as long as that lies between the two sessions still."""
    if prompt.moved_to is not None and prompt.moved_to in days_between(session, network, prompt.meeting_id):
        prompt.due_at = asking_moment(prompt.moved_to, ZoneInfo(network.zone))
    else:
        prompt.moved_to, prompt.due_at = None, due_at


def days_between(session: Session, network: Network, meeting_id: int) -> list[date]:
    """The days after a session and before the next one that takes place, on the network's clock."""
    zone = ZoneInfo(network.zone)
    held = sorted(
        (one for one in series_of_network(session, network.id) if one.cancelled_at is None),
        key=lambda one: one.starts_at,
    )
    for meeting, following in pairwise(held):
        if meeting.id == meeting_id:
            first, last = (one.starts_at.astimezone(zone).date() for one in (meeting, following))
            return [first + timedelta(days=number) for number in range(1, (last - first).days)]
    return []


def asking_moment(day: date, zone: ZoneInfo) -> datetime:
    """Ten o'clock."""
    return to_utc(datetime.combine(day, ASKING_HOUR), zone)


def asking_moments(meetings: list[Meeting], zone: ZoneInfo) -> dict[int, datetime]:
    """When to ask, by the session after which it is; the last session and cancelled ones have no question."""
    held = sorted((meeting for meeting in meetings if meeting.cancelled_at is None), key=lambda one: one.starts_at)
    moments = {}
    for meeting, following in pairwise(held):
        day = asking_day(meeting.starts_at.astimezone(zone).date(), following.starts_at.astimezone(zone).date())
        if day is not None:
            moments[meeting.id] = asking_moment(day, zone)
    return moments


def asking_day(session_day: date, next_day: date) -> date | None:
    """The first Tuesday at least twelve days after a session; the middle working day where that comes near the next."""
    distance = next_day - session_day
    if distance < LEAST_BETWEEN:
        return None
    day = session_day + DAYS_AFTER_SESSION
    day += timedelta(days=(TUESDAY - day.weekday()) % 7)
    if day < next_day - attention.BEFORE_SESSION:
        return day
    between = (session_day + timedelta(days=days) for days in range(1, distance.days))
    return min(
        (day for day in between if day.weekday() < SATURDAY), key=lambda day: abs(2 * (day - session_day) - distance)
    )


def next_slug(network_slug: str, used: list[str]) -> str:
    """Each network goes through the library in an order of its own; nothing comes again before all has been asked."""

    def place(slug: str) -> tuple[int, str]:
        return used.count(slug), sha256(f"{network_slug}:{slug}".encode()).hexdigest()

    return min(library(), key=place)


def do_ask(session: Session, prompt: Prompt, network: Network, *, now: datetime) -> int:
    """Asks a network whose moment has come, in its groups and in private; gives the number of letters.

    What is too late for its session, or whose network has closed or is on a break, is dropped instead.
    """
    if network.closed_at is not None or network.is_paused(now) or now > prompt.due_at + STALE:
        session.delete(prompt)
        return 0
    prompt.asked_at, prompt.results_due_at = now, now + AFTER
    session.flush()
    standing = Standing()
    posted = post_card(
        session,
        network,
        lambda t: texts.group_card(t, prompt, standing),
        subject=texts.subject(prompt),
        key=f"card:{texts.subject(prompt)}",
        now=now,
    )
    members = members_of(session, network.id, *ASKED)
    asked = [_asked(prompt, network, person, now) for _membership, person in members]
    present = [one for one in asked if not one.person.is_paused(one.at)]
    return posted + attention.plan_all(session, Kind.PROMPT, present, now=now)


def _asked(prompt: Prompt, network: Network, person: Person, now: datetime) -> Planned:
    at = private_moment(prompt, network, person, now)
    return Planned(
        person,
        network.id,
        prompt.id,
        key=f"{_private_key(prompt, person)}asked",
        at=at,
        until=at + OPEN,
        message=lambda: texts.asked_in_private(translator_of(person), prompt, network),
        subject=f"ask:{prompt.id}",
        stale_after=STALE,
    )


def private_moment(prompt: Prompt, network: Network, person: Person, now: datetime) -> datetime:
    """Ten o'clock of that day where the person is; where it is later already, at once or the next morning."""
    day = prompt.due_at.astimezone(ZoneInfo(network.zone)).date()
    at = max(to_utc(datetime.combine(day, ASKING_HOUR), ZoneInfo(person.zone)), now)
    return attention.due_moment(Kind.PROMPT, person.zone, at)


def do_publish_answer(
    session: Session, person: Person, prompt_id: int, text: str, *, now: datetime, city_id: int = OWN
) -> Prompt:
    """Publishes an answer to the network, or puts another in its place: an edited one is not new again.

    city_id: in whose name it is noted
    """
    prompt, voice = access_answering(session, person, prompt_id, city_id)
    lock(session, prompt)
    if voice.is_noting and voice.city is not None:
        _check_not_said(session, prompt, voice.city)
    answer = _answer_to_change(session, prompt, voice)
    if answer is None:
        answer = PromptAnswer(prompt_id=prompt.id, published_at=now)
        session.add(answer)
    elif answer.withdrawn_at is not None:
        answer.published_at, answer.withdrawn_at = now, None
    answer.city_id, answer.text, answer.language = voice.city_id, text, behalf.language_of(person, voice)
    answer.person_id, answer.noted_by = person.id, voice.noted_by
    keep_found(session, answer)
    behalf.keep_noted(session, voice, NotedKind.ANSWER, prompt.id, now)
    if not voice.is_noting:
        _ask_no_more(session, prompt, person)
    refresh_card(session, prompt, voice.network, now=now)
    return prompt


def _check_not_said(session: Session, prompt: Prompt, city: City) -> None:
    if store.has_answered_itself(session, prompt.id, city.id):
        raise SaidItself


def _answer_to_change(session: Session, prompt: Prompt, voice: Voice) -> PromptAnswer | None:
    """The person's own, or what is noted for the city; what was noted for it makes way for what its people say."""
    noted = store.noted_answer(session, prompt.id, voice.city_id) if voice.city_id is not None else None
    if voice.is_noting:
        return noted
    own = store.answer_of(session, prompt.id, voice.membership.person_id)
    if own is None or noted is None:
        return own or noted
    session.delete(noted)
    session.flush()
    keep_lost(session, FoundKind.ANSWER, noted.id)
    forget_access_to(session, FoundKind.ANSWER, noted.id)
    return own


def _ask_no_more(session: Session, prompt: Prompt, person: Person) -> None:
    letters.withdraw(session, _private_key(prompt, person), person.telegram_id)  # no need to ask any more
    attention_store.let_go(session, person.id, Kind.PROMPT, prompt.id)


def do_withdraw_answer(session: Session, person: Person, prompt_id: int, *, now: datetime) -> Prompt:
    """Takes one's own answer back."""
    prompt = access_prompt(session, person, prompt_id)
    answer = own_answer(session, prompt, person)
    if answer is None:
        raise NotFound
    answer.withdrawn_at = now
    keep_found(session, answer)
    if answer.noted_by is not None and answer.city_id is not None:
        forget_noting(session, NotedKind.ANSWER, prompt.id, answer.city_id)
    refresh_card(session, prompt, network_of(session, prompt), now=now)
    return prompt


def access_answering(session: Session, person: Person, prompt_id: int, city_id: int = OWN) -> tuple[Prompt, Voice]:
    """A question that the person may answer. `city_id`: in whose name."""
    prompt = access_prompt(session, person, prompt_id)
    return prompt, access_voice(session, person, prompt.network_id, city_id)


def own_answer(session: Session, prompt: Prompt, person: Person, city_id: int = OWN) -> PromptAnswer | None:
    """The person's published answer, or what is noted for their city. `city_id`: that of this city alone."""
    if city_id:
        return _standing(store.noted_answer(session, prompt.id, city_id))
    answer = _standing(store.answer_of(session, prompt.id, person.id))
    if answer is not None:
        return answer
    membership = membership_of(session, person.id, prompt.network_id)
    if membership is None or membership.city_id is None:
        return None
    return _standing(store.noted_answer(session, prompt.id, membership.city_id))


def _standing(answer: PromptAnswer | None) -> PromptAnswer | None:
    return None if answer is None or answer.withdrawn_at is not None else answer


def refresh_card(session: Session, prompt: Prompt, network: Network, *, now: datetime) -> None:
    """Shows in the groups how many have answered, and from where."""
    lock(session, prompt)
    answers = store.published_answers(session, prompt.id)
    standing = Standing(len(answers), tuple(store.cities_that_answered(answers)))

    def render(t: Translator) -> Message:
        return texts.group_card(t, prompt, standing)

    update_card(session, network, render, subject=texts.subject(prompt), now=now)
    refresh_results(session, prompt, network, now=now)


def network_of(session: Session, prompt: Prompt) -> Network:
    """The network that is asked."""
    network = row_by_id(session, Network, prompt.network_id)
    if network is None:
        raise NotFound
    return network


def _private_key(prompt: Prompt, person: Person) -> str:
    return f"prompt:{prompt.id}:person:{person.id}:"
