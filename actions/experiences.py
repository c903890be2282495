"""Experiences: shared, shown on cards, changed, withdrawn."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import audit, behalf, cards, letters
from actions.access import OWN, access_contributing, access_voice
from actions.proposals.following import card_key, follow
from actions.search.wording import keep_found
from actions.sheets import keeping
from store.attachments import count_attachments
from store.memberships import city_by_id
from store.models import AttachedTo, Experience, Network, NotedKind, Person, Visibility
from texts.experiences import words as texts
from texts.experiences.presses import ExperiencePart
from texts.experiences.words import ExperienceView
from texts.message import Message
from texts.translator import Translator


def do_share_experience(
    session: Session,
    person: Person,
    network_id: int,
    *,
    done: str,
    regret: str,
    title: str,
    visibility: Visibility,
    now: datetime,
    city_id: int = OWN,
) -> tuple[Experience, int]:
    """Publishes an experience; gives it and the number of groups and channels that get its card.

    city_id: in whose name it is noted
    """
    voice = access_voice(session, person, network_id, city_id)
    experience = Experience(
        network_id=network_id,
        city_id=voice.city_id,
        person_id=person.id,
        title=title,
        done=done,
        regret=regret,
        language=behalf.language_of(person, voice),
        visibility=visibility,
        published_at=now,
        noted_by=voice.noted_by,
    )
    session.add(experience)
    keep_found(session, experience)
    behalf.keep_noted(session, voice, NotedKind.EXPERIENCE, experience.id, now)
    keeping.begin(session, experience, now)
    return experience, _post(session, experience, person, now)


def do_publish_to_network(session: Session, person: Person, experience: Experience, now: datetime) -> None:
    """What only the coordination has seen goes to the whole network. Harmless when done twice."""
    access_contributing(session, person, experience.network_id)
    if experience.visibility is Visibility.NETWORK:
        return
    experience.visibility = Visibility.NETWORK
    experience.published_at = now
    refresh_card(session, experience, now)
    _post(session, experience, person, now)


def do_take_over(session: Session, person: Person, experience: Experience, now: datetime) -> None:
    """What was noted for the person's city is theirs from now on."""
    if behalf.take_over(session, person, experience, experience.network_id, now):
        refresh_card(session, experience, now)


def do_change_experience(
    session: Session, person: Person, experience: Experience, part: ExperiencePart, text: str, now: datetime
) -> None:
    """Puts other words into one part; those before are kept."""
    if getattr(experience, part.value) == text:
        return
    keeping.keep_part(session, experience, part, person, now)
    setattr(experience, part.value, text)
    experience.edited_at = now
    refresh_card(session, experience, now)


def do_withdraw_experience(session: Session, person: Person, experience: Experience, now: datetime) -> None:
    """Takes an experience out of lists and cards."""
    experience.withdrawn_at = now
    behalf.forget(session, experience)
    keeping.end(session, experience)
    for beginning in (
        f"card:{_subject(experience)}:",
        f"{_subject(experience)}:attached:",
        f"{_subject(experience)}:spoken:",
    ):
        letters.withdraw(session, beginning)
    refresh_card(session, experience, now)
    audit.record(
        session,
        now=now,
        deed="experience_withdrawn",
        person_id=person.id,
        network_id=experience.network_id,
        subject=_subject(experience),
    )


def refresh_card(session: Session, experience: Experience, now: datetime) -> None:
    """Edits all copies of the card to what the experience is now."""
    follow(session, experience, now)
    keep_found(session, experience)
    network = session.get_one(Network, experience.network_id)
    render = texts.withdrawn_card if experience.withdrawn_at is not None else _render(session, experience)
    cards.update_card(session, network, render, subject=_subject(experience), now=now)


def view_of(session: Session, experience: Experience) -> ExperienceView:
    """The experience with its author and city."""
    author = session.get_one(Person, experience.person_id)
    attached = count_attachments(session, AttachedTo.EXPERIENCE, experience.id)
    return ExperienceView(experience, author, city_by_id(session, experience.city_id), attached)


def _post(session: Session, experience: Experience, author: Person, now: datetime) -> int:
    network = session.get_one(Network, experience.network_id)
    subject, render = _subject(experience), _render(session, experience)
    if experience.visibility is Visibility.NETWORK:
        return cards.post_card(session, network, render, subject=subject, key=card_key(session, experience), now=now)
    cards.post_to_coordinators(
        session, network, render, besides=author.id, subject=subject, key=f"card:{subject}", now=now
    )
    return 0


def _render(session: Session, experience: Experience) -> cards.Render:
    view = view_of(session, experience)

    def render(t: Translator) -> Message:
        return texts.card(t, view)

    return render


def _subject(experience: Experience) -> str:
    return f"experience:{experience.id}"
