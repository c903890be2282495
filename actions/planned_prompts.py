"""The question of the month before it goes out: coordinators are shown it some days ahead, and may change it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions import attention, audit, letters
from actions.access import access_coordinating
from actions.cards import reader_translator
from actions.letters.copies import edit_copies
from actions.recurrence import to_utc
from actions.refusals import NotFound, Refused
from store import prompts as store
from store.locking import lock
from store.memberships import members_of
from store.models import Kind, Network, Person, Prompt, Role
from texts import planned_prompts as texts
from texts.message import Html, Message
from texts.questions import library
from texts.translator import Translator, translator_of

DAYS = timedelta(days=5)  # of a Tuesday: the Thursday before, so that two working days are left
AHEAD = DAYS + timedelta(hours=2)  # clocks may change meanwhile: the days are each reader's own


class PromptAsked(Refused):
    """It has gone out: nothing about it can be changed."""

    def sentence(self, t: Translator) -> Html:
        return texts.asked_already(t)


def tell_coordinators(session: Session, prompt: Prompt, network: Network, *, now: datetime) -> int:
    """Shows what is to come to each of them, once; gives the number of letters."""
    prompt.told_at = now
    if network.closed_at is not None or prompt.due_at <= now:
        return 0
    told = 0
    for _, person in members_of(session, network.id, Role.COORDINATOR):
        if person.telegram_id is not None:
            postage = attention.postage(
                Kind.PLANNED_PROMPT,
                person,
                key=f"planned:{prompt.id}:{person.id}",
                subject=subject_of(prompt),
                stale_at=prompt.due_at,
                now=max(now, _days_before(prompt.due_at, person)),
            )
            message = texts.notice(translator_of(person), prompt, network)
            told += letters.send(session, person.telegram_id, message, now=now, postage=postage)
    return told


def _days_before(at: datetime, person: Person) -> datetime:
    """The same hour so many days before, on somebody's own clocks."""
    zone = ZoneInfo(person.zone)
    return to_utc(at.astimezone(zone).replace(tzinfo=None) - DAYS, zone)


def access_planned(session: Session, coordinator: Person, prompt_id: int) -> tuple[Prompt, Network]:
    """A question to come of a network that the person coordinates."""
    prompt = session.get(Prompt, prompt_id)
    if prompt is None:
        raise NotFound
    network = access_coordinating(session, coordinator, prompt.network_id)
    if prompt.asked_at is not None:
        raise PromptAsked
    return prompt, network


def others_for(session: Session, prompt: Prompt) -> list[str]:
    """The library's questions, without those that the network was or will be asked."""
    used = {one.slug for one in store.prompts_of_network(session, prompt.network_id) if not one.own_words}
    return [slug for slug in library() if slug not in used]


def do_choose(
    session: Session, coordinator: Person, prompt_id: int, slug: str, *, now: datetime, pressed: tuple[int, int]
) -> tuple[Prompt, Network]:
    """Another question of the library."""
    if slug not in library():
        raise NotFound
    prompt, network = changing_planned(session, coordinator, prompt_id)
    prompt.slug, prompt.own_words, prompt.own_translations, prompt.skipped_at = slug, "", {}, None
    follow_planned(session, coordinator, prompt, network, "prompt_chosen", now, pressed)
    return prompt, network


def do_write(
    session: Session, coordinator: Person, prompt_id: int, text: str, *, now: datetime
) -> tuple[Prompt, Network]:
    """A question of their own."""
    prompt, network = changing_planned(session, coordinator, prompt_id)
    prompt.own_words, prompt.own_translations, prompt.skipped_at = text, {}, None
    prompt.own_language = coordinator.language
    follow_planned(session, coordinator, prompt, network, "prompt_written", now, None)
    return prompt, network


def do_skip(
    session: Session, coordinator: Person, prompt_id: int, *, skipped: bool, now: datetime, pressed: tuple[int, int]
) -> tuple[Prompt, Network]:
    """None this time, or after all. Harmless when done twice."""
    prompt, network = changing_planned(session, coordinator, prompt_id)
    if (prompt.skipped_at is not None) is not skipped:
        prompt.skipped_at = now if skipped else None
        deed = "prompt_skipped" if skipped else "prompt_resumed"
        follow_planned(session, coordinator, prompt, network, deed, now, pressed)
    return prompt, network


def changing_planned(session: Session, coordinator: Person, prompt_id: int) -> tuple[Prompt, Network]:
    """Against the moment at which it goes out."""
    prompt, network = access_planned(session, coordinator, prompt_id)
    lock(session, prompt)
    if prompt.asked_at is not None:
        raise PromptAsked
    return prompt, network


def follow_planned(
    session: Session,
    coordinator: Person,
    prompt: Prompt,
    network: Network,
    deed: str,
    now: datetime,
    pressed: tuple[int, int] | None,
) -> None:
    """Into the log, and into what the others were shown of it."""
    session.flush()
    audit.record(
        session,
        now=now,
        deed=deed,
        person_id=coordinator.id,
        network_id=network.id,
        subject=f"prompt:{prompt.id}",
    )

    def render(chat_id: int) -> Message:
        return texts.notice(reader_translator(session, network, chat_id), prompt, network)

    edit_copies(session, subject_of(prompt), render, now=now, shown=pressed)


def subject_of(prompt: Prompt) -> str:
    """Of what coordinators are shown, which follows what another of them changes."""
    return f"planned:{prompt.id}"
