"""The link of a member: who opens it may answer for it. It can be told again, so it is kept as invitations are."""

import secrets
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from actions import audit, letters
from actions.access import access_asked_member
from actions.access.consultations import is_of_member
from actions.consultations.refusals import ConsultationClosed, ConsultationNotOpen, LinkUnknown
from actions.consultations.saying import nudge_key
from actions.consultations.standing import is_open
from actions.registration import provisional_name
from store import consulted
from store.chats import meet_chat, switch_on
from store.consultations import members_of
from store.database import insert_new
from store.invitations import subject_last_shown
from store.locking import lock
from store.models import ChatKind, Consultation, ConsultationMember, ConsultationRespondent, Person
from store.people import person_by_telegram
from texts import spreadsheets
from texts.languages import Language

PREFIX = "consulta"  # of the links: what stands behind it is no invitation to a network
TOKEN_BYTES = 18
TAIL = 6
_SHOWN = "question:consulted:"


def token_of(session: Session, member: ConsultationMember) -> str:
    """What stands in its link: random, made when it is asked for."""
    if member.token is None:
        lock(session, member)
    if member.token is None:
        member.token = secrets.token_urlsafe(TOKEN_BYTES)
        session.flush()
    return member.token


def payload_of(session: Session, member: ConsultationMember) -> str:
    """What `/start` is given."""
    return f"{PREFIX}_{token_of(session, member)}"


def tail_of(session: Session, member: ConsultationMember) -> str:
    """Tells a link from the one that comes after it."""
    return token_of(session, member)[-TAIL:]


def asked_behind(
    session: Session, person: Person | None, token: str, now: datetime
) -> tuple[Consultation, ConsultationMember]:
    """Whom a link asks; refuses one that leads nowhere, and what is not open to who did not answer before."""
    member = consulted.member_behind(session, token)
    if member is None:
        raise LinkUnknown
    consultation = session.get_one(Consultation, member.consultation_id)
    if consultation.opened_at is None:
        raise ConsultationNotOpen
    if not is_open(consultation, now) and (person is None or not answers_for(session, person, member)):
        raise ConsultationClosed
    return consultation, member


def answers_for(session: Session, person: Person, member: ConsultationMember) -> bool:
    """Whether somebody has agreed to answer for a member."""
    return consulted.is_respondent(session, member.id, person.id)


def subject_of(member: ConsultationMember, language: str) -> str:
    """Of a welcome that was shown. As a question it may be forgotten: nobody has agreed to anything yet. It tells which
    link led there: the one that takes its place is not for whoever had the old one.
    """
    return f"{_SHOWN}{member.id}:{language}:{(member.token or '')[-TAIL:]}"


def welcome_shown(session: Session, chat_id: int) -> tuple[str, Language] | None:
    """The token of the link that was opened last in a chat, and the language in which its welcome was shown."""
    subject = subject_last_shown(session, chat_id, _SHOWN)
    if subject is None:
        return None
    number, language, tail = subject.removeprefix(_SHOWN).split(":")
    member = session.get(ConsultationMember, int(number))
    if member is None or member.token is None or not member.token.endswith(tail):
        return None
    return member.token, Language(language)


def do_agree(
    session: Session,
    person: Person | None,
    telegram: tuple[int, str],
    token: str,
    language: Language,
    *,
    now: datetime,
) -> tuple[Person, ConsultationMember]:
    """Somebody answers for the member of a link. Of who is nobody here yet, it is the first thing that is stored."""
    _, member = asked_behind(session, person, token, now)
    lock(session, member)
    if member.token != token:  # another link has taken its place at this moment
        raise LinkUnknown
    if person is None:
        person = _meet(session, *telegram, language, member, now)
    person.consented_at = max(person.consented_at, now)  # the welcome named this consultation
    come(session, person, member, now)
    return person, member


def do_come(session: Session, person: Person, member: ConsultationMember, *, now: datetime) -> None:
    """The same without the link, for one's own city."""
    if is_of_member(session, person, member):
        come(session, person, member, now)


def come(session: Session, person: Person, member: ConsultationMember, now: datetime) -> None:
    """Harmless when done twice."""
    values = {"member_id": member.id, "person_id": person.id, "came_at": now, "reminded": 0}
    insert_new(session, ConsultationRespondent, values, unique=("member_id", "person_id"))


def _meet(
    session: Session, telegram_id: int, name: str, language: Language, member: ConsultationMember, now: datetime
) -> Person:
    switch_on(meet_chat(session, telegram_id, ChatKind.PRIVATE, ""))
    person = person_by_telegram(session, telegram_id)
    if person is None:
        person = Person(telegram_id=telegram_id, name=provisional_name(name), created_at=now)
        session.add(person)
    person.language, person.country, person.zone = language.value, member.country, member.zone
    person.consented_at = now
    session.flush()
    return person


def links_written(session: Session, consultation: Consultation, link: Callable[[str], str]) -> str:
    """A CSV file of all links, a row for each member; `link` makes one of what `/start` is given."""
    rows = [
        [one.slug, spreadsheets.cell(one.name), one.country, one.language, link(payload_of(session, one))]
        for one in members_of(session, consultation.id)
    ]
    return spreadsheets.written([["member", "name", "country", "language", "link"], *rows])


def do_renew(session: Session, person: Person, member_id: int, tail: str, *, now: datetime) -> ConsultationMember:
    """Another link; whoever came by the old one is out, unless they are of that city. Harmless when done twice."""
    consultation, member = access_asked_member(session, person, member_id)
    lock(session, member)
    if tail_of(session, member) != tail:
        return member
    member.token = secrets.token_urlsafe(TOKEN_BYTES)
    consulted.forget_respondents(session, member.id)
    letters.withdraw(session, nudge_key(consultation.id, member.id))
    session.flush()
    audit.record(
        session,
        now=now,
        deed="consultation_link_renewed",
        person_id=person.id,
        subject=f"consultation:{consultation.id}",
        details={"member": member.id},
    )
    return member
