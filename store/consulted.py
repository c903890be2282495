"""Queries of what is asked in the chat: links, who answers for a member, what is said, who is silent."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import (
    Archive,
    Challenge,
    City,
    Consultation,
    ConsultationAnswer,
    ConsultationChallenge,
    ConsultationField,
    ConsultationMember,
    ConsultationReply,
    ConsultationRespondent,
    Membership,
    Network,
    NetworkCity,
    Outcome,
    Person,
    Proposal,
    Readers,
    Role,
)

NEXT_CONSULTATION = sa.select(sa.func.min(Consultation.due_at))  # when the clock has to look who is silent
MOST_CHALLENGES = 8


class Left(NamedTuple):
    """A challenge that an earlier network left open, with whose it is."""

    id: int
    title: str
    city: City | None


def listed(session: Session) -> list[Consultation]:
    """All of them, the latest first."""
    return list(session.scalars(sa.select(Consultation).order_by(Consultation.id.desc())))


def due(session: Session, now: datetime, limit: int) -> list[Consultation]:
    """Those in which somebody may be silent; what another process has in hand is left to it."""
    found = sa.select(Consultation).where(Consultation.due_at <= now).order_by(Consultation.due_at).limit(limit)
    return list(session.scalars(found.with_for_update(skip_locked=True)))


def member_behind(session: Session, token: str) -> ConsultationMember | None:
    """Whose link it is."""
    return session.scalar(sa.select(ConsultationMember).where(ConsultationMember.token == token))


def is_respondent(session: Session, member_id: int, person_id: int) -> bool:
    """Whether somebody has agreed to answer for it."""
    return session.get(ConsultationRespondent, (member_id, person_id)) is not None


def answers_anywhere(session: Session, person_id: int) -> bool:
    """Whether somebody has agreed to answer for any member."""
    found = sa.select(ConsultationRespondent.member_id).where(ConsultationRespondent.person_id == person_id)
    return session.scalar(found.limit(1)) is not None


def reminded_in(session: Session, consultation_id: int) -> dict[tuple[int, int], int]:
    """How often each was reminded, by member and person."""
    found = (
        sa.select(ConsultationRespondent.member_id, ConsultationRespondent.person_id, ConsultationRespondent.reminded)
        .join(ConsultationMember, ConsultationMember.id == ConsultationRespondent.member_id)
        .where(ConsultationMember.consultation_id == consultation_id)
    )
    return {(row[0], row[1]): row[2] for row in session.execute(found)}


def count_reminders(session: Session, member_id: int, person_id: int, more: int) -> None:
    """So many more, or fewer."""
    one = (ConsultationRespondent.member_id == member_id, ConsultationRespondent.person_id == person_id)
    counted = sa.update(ConsultationRespondent).where(*one)
    session.execute(counted.values(reminded=ConsultationRespondent.reminded + more))


def respondents_in(session: Session, consultation_id: int) -> dict[int, list[Person]]:
    """Who answers, by member."""
    found = (
        sa.select(ConsultationRespondent.member_id, Person)
        .join(Person, Person.id == ConsultationRespondent.person_id)
        .join(ConsultationMember, ConsultationMember.id == ConsultationRespondent.member_id)
        .where(ConsultationMember.consultation_id == consultation_id)
        .order_by(Person.id)
    )
    people: dict[int, list[Person]] = defaultdict(list)
    for member_id, person in session.execute(found):
        people[member_id].append(person)
    return people


def respondents_of(session: Session, member_id: int) -> list[int]:
    """The ids of those who answer for a member."""
    found = sa.select(ConsultationRespondent.person_id).where(ConsultationRespondent.member_id == member_id)
    return list(session.scalars(found))


def forget_respondents(session: Session, member_id: int) -> None:
    """Nobody answers for it any more."""
    session.execute(sa.delete(ConsultationRespondent).where(ConsultationRespondent.member_id == member_id))


def forget_respondent(session: Session, person_id: int) -> None:
    """Somebody answers for nobody any more; what they said is the member's."""
    session.execute(sa.delete(ConsultationRespondent).where(ConsultationRespondent.person_id == person_id))


def open_for(session: Session, person_id: int, now: datetime) -> list[ConsultationMember]:
    """For which members somebody can answer now: those of their links, and their own cities."""
    by_link = sa.select(ConsultationRespondent.member_id).where(ConsultationRespondent.person_id == person_id)
    cities = sa.select(Membership.city_id).where(
        Membership.person_id == person_id,
        Membership.left_at.is_(None),
        Membership.role == Role.DELEGATE,
        Membership.city_id.is_not(None),
    )
    found = (
        sa.select(ConsultationMember)
        .join(Consultation, Consultation.id == ConsultationMember.consultation_id)
        .where(
            Consultation.opened_at.is_not(None),
            Consultation.closes_at > now,
            sa.or_(ConsultationMember.id.in_(by_link), ConsultationMember.city_id.in_(cities)),
        )
        .order_by(ConsultationMember.id)
    )
    return list(session.scalars(found))


def answers_for_city(session: Session, person_id: int, city_id: int) -> bool:
    """Whether somebody takes part for the city in any network."""
    found = sa.select(Membership.id).where(
        Membership.person_id == person_id,
        Membership.city_id == city_id,
        Membership.role == Role.DELEGATE,
        Membership.left_at.is_(None),
    )
    return session.scalar(found.limit(1)) is not None


def answers_of_member(session: Session, member_id: int) -> dict[int, ConsultationAnswer]:
    """What it says, by field."""
    found = sa.select(ConsultationAnswer).where(ConsultationAnswer.member_id == member_id)
    return {answer.field_id: answer for answer in session.scalars(found)}


def replies_of_member(session: Session, member_id: int) -> dict[str, str]:
    """What it says to the questions that are about no field."""
    found = sa.select(ConsultationReply).where(ConsultationReply.member_id == member_id)
    return {reply.question: reply.value for reply in session.scalars(found)}


def replies_in(session: Session, consultation_id: int) -> dict[int, dict[str, str]]:
    """The same of all members."""
    members = sa.select(ConsultationMember.id).where(ConsultationMember.consultation_id == consultation_id)
    replies: dict[int, dict[str, str]] = defaultdict(dict)
    for reply in session.scalars(sa.select(ConsultationReply).where(ConsultationReply.member_id.in_(members))):
        replies[reply.member_id][reply.question] = reply.value
    return replies


def keep_reply(session: Session, member_id: int, question: str, value: str) -> None:
    """In the place of an earlier one; nothing takes it away."""
    reply = session.get(ConsultationReply, (member_id, question))
    if reply is None and value:
        session.add(ConsultationReply(member_id=member_id, question=question, value=value))
    elif reply is not None and value:
        reply.value = value
    elif reply is not None:
        session.delete(reply)
    session.flush()


def challenges_of(session: Session, consultation_id: int) -> list[Left]:
    """What can be chosen to work on, as long as it is open to all and not solved."""
    offered = sa.select(ConsultationChallenge.challenge_id).where(
        ConsultationChallenge.consultation_id == consultation_id
    )
    return _left(session, Challenge.id.in_(offered))


def challenges_left(session: Session) -> list[Left]:
    """What closed networks have left open and may be read by all networks, the latest first."""
    return _left(session, Network.closed_at.is_not(None))


def _left(session: Session, *which: sa.ColumnElement[bool]) -> list[Left]:
    found = (
        sa.select(Challenge.id, Proposal.said, Challenge.title, City)
        .join(Network, Network.id == Challenge.network_id)
        .join(Proposal, Proposal.challenge_id == Challenge.id)
        .outerjoin(City, City.id == Challenge.city_id)
        .where(
            Challenge.withdrawn_at.is_(None),
            Challenge.outcome != Outcome.SOLVED,
            Proposal.open_to.in_((Readers.NETWORKS, Readers.PUBLIC)),
            *which,
        )
        .order_by(Challenge.id.desc())
        .limit(MOST_CHALLENGES)
    )
    rows = session.execute(found)
    return [Left(row[0], str((row[1] or {}).get("title", row[2])), row[3]) for row in rows]


def fields_of_programme(session: Session) -> list[str]:
    """Of all networks, and of what earlier editions left."""
    networks = session.scalars(sa.select(Network.field).order_by(Network.id))
    archived = session.scalars(sa.select(Archive.fields).order_by(Archive.id))
    return list(dict.fromkeys([*networks, *(name for fields in archived for name in fields)]))


def fields_ever_asked(session: Session) -> list[str]:
    """Of all consultations."""
    found = sa.select(ConsultationField.name).group_by(ConsultationField.name)
    return list(session.scalars(found.order_by(sa.func.min(ConsultationField.id))))


def cities_of_programme(session: Session) -> list[City]:
    """All of them, by name."""
    return list(session.scalars(sa.select(City).order_by(City.name, City.id)))


def cities_ever_in_networks(session: Session) -> set[int]:
    """Which cities take or took part somewhere."""
    return set(session.scalars(sa.select(NetworkCity.city_id)))


def coordinators(session: Session) -> list[Person]:
    """Who coordinates a network that is open."""
    found = (
        sa.select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .join(Network, Network.id == Membership.network_id)
        .where(Membership.role == Role.COORDINATOR, Membership.left_at.is_(None), Network.closed_at.is_(None))
    )
    return list(session.scalars(found.distinct().order_by(Person.id)))


def remove_members(session: Session, members: Sequence[ConsultationMember]) -> None:
    """They are not asked; before it opens nobody has said anything in the chat."""
    ids = [member.id for member in members]
    for table in (ConsultationAnswer, ConsultationReply, ConsultationRespondent):
        session.execute(sa.delete(table).where(table.member_id.in_(ids)))
    session.execute(sa.delete(ConsultationMember).where(ConsultationMember.id.in_(ids)))


def remove(session: Session, consultation: Consultation, members: Sequence[ConsultationMember]) -> None:
    """All of it."""
    remove_members(session, members)
    for table in (ConsultationChallenge, ConsultationField):
        session.execute(sa.delete(table).where(table.consultation_id == consultation.id))
    session.delete(consultation)
    session.flush()
