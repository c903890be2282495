"""All answers to a question of the month together: one card in the groups, which follows what is answered later."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions import audit
from actions.access import access_coordinating, access_prompt
from actions.cards import post_card, update_card
from actions.quiet_hours import next_waking
from actions.refusals import Refused
from store import prompts as store
from store.locking import lock
from store.models import Network, Person, Prompt
from texts import prompt_calendar, prompt_results
from texts.message import Html, Message
from texts.translator import Translator

AFTER = timedelta(days=10)  # of the day on which it was asked
AGAIN = timedelta(days=7)  # where hardly anybody has answered
AT_LONGEST = timedelta(days=31)
ENOUGH = 2  # answers: one alone stands on the card of the question already


class NothingToShow(Refused):
    """Nobody has answered."""

    def sentence(self, t: Translator) -> Html:
        return prompt_calendar.nothing_to_show(t)


def show_when_due(session: Session, prompt: Prompt, network: Network, *, now: datetime) -> None:
    """Of some answers a card; where there are hardly any, a week later, and not for ever.

    On a break, at a weekend and at night it waits.
    """
    asked_at, prompt.results_due_at = prompt.asked_at, None
    if network.closed_at is not None or prompt.results_at is not None or asked_at is None:
        return
    waking_at = next_waking(max(now, network.paused_until or now), ZoneInfo(network.zone))
    if waking_at > now:
        prompt.results_due_at = waking_at
    elif len(store.published_answers(session, prompt.id)) >= ENOUGH:
        _show(session, prompt, network, now)
    elif now + AGAIN <= asked_at + AT_LONGEST:
        prompt.results_due_at = now + AGAIN


def do_publish_results(session: Session, coordinator: Person, prompt_id: int, *, now: datetime) -> Prompt:
    """By hand, before the clock does. Harmless when done twice."""
    prompt = access_prompt(session, coordinator, prompt_id)
    network = access_coordinating(session, coordinator, prompt.network_id)
    lock(session, prompt)
    if prompt.results_at is not None:
        return prompt
    if not store.published_answers(session, prompt.id):
        raise NothingToShow
    _show(session, prompt, network, now)
    audit.record(
        session,
        now=now,
        deed="prompt_results_published",
        person_id=coordinator.id,
        network_id=network.id,
        subject=f"prompt:{prompt.id}",
    )
    return prompt


def _show(session: Session, prompt: Prompt, network: Network, now: datetime) -> None:
    """In the groups at once; the digest tells of it."""
    prompt.results_at, prompt.results_due_at = now, None
    session.flush()
    subject = prompt_results.subject(prompt)
    answers = store.published_answers(session, prompt.id)
    post_card(
        session,
        network,
        lambda t: prompt_results.card(t, prompt, answers),
        subject=subject,
        key=f"card:{subject}",
        now=now,
    )


def refresh_results(session: Session, prompt: Prompt, network: Network, *, now: datetime) -> None:
    """What is answered, changed or taken back later, where the card stands."""
    if prompt.results_at is None:
        return
    answers = store.published_answers(session, prompt.id)

    def render(t: Translator) -> Message:
        return prompt_results.card(t, prompt, answers)

    update_card(session, network, render, subject=prompt_results.subject(prompt), now=now)
