"""How a consultation stands: the answer of a member, and all members for who convenes."""

from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions.access import Answering
from actions.consultations.hours import hours_in, shifted
from actions.consultations.naming import fields_shown
from store import consultations as store
from store import consulted
from store.models import Consultation, ConsultationMember, Person
from texts.consultations.questionnaire import questions_of
from texts.consultations.shown import Asked, Overview, Stand, Standing


def is_open(consultation: Consultation, now: datetime) -> bool:
    """Whether anything may be said now. Its last moment belongs to it no more."""
    closes_at = consultation.closes_at
    return consultation.opened_at is not None and closes_at is not None and now < closes_at


def asked_of(session: Session, person: Person, answering: Answering, now: datetime) -> Asked:
    """A member's answer as it stands."""
    consultation, member = answering.consultation, answering.member
    others = set(consulted.respondents_of(session, member.id)) - {person.id}
    return Asked(
        consultation,
        member,
        questions_of(consultation.questionnaire),
        fields_shown(session, consultation.id),
        consulted.answers_of_member(session, member.id),
        consulted.replies_of_member(session, member.id),
        consulted.challenges_of(session, consultation.id),
        hours_there(consultation, member),
        answering.is_noting,
        is_open(consultation, now),
        has_others=bool(others),
    )


def hours_there(consultation: Consultation, member: ConsultationMember) -> frozenset[int]:
    """Those that suit a member, on its own clock."""
    return shifted(hours_in(member.hours), offset_of(consultation, member))


def offset_of(consultation: Consultation, member: ConsultationMember) -> int:
    """Hours by which the member's clock is ahead of UTC, always as on the last day: what was marked stays marked."""
    at = (consultation.closes_at or consultation.created_at).astimezone(ZoneInfo(member.zone))
    ahead = at.utcoffset()
    return 0 if ahead is None else int(ahead.total_seconds() // 3600)


def overview_of(session: Session, consultation: Consultation, now: datetime) -> Overview:
    """All members. One has answered when it, or somebody in its name, has come to the end, or a file had its answer."""
    come = consulted.respondents_in(session, consultation.id)
    members = [
        Standing(member, _stand(member, has_come=member.id in come))
        for member in sorted(store.members_of(session, consultation.id), key=lambda one: (one.country, one.name))
    ]
    asked = Counter(one.member.country for one in members)
    answered = Counter(one.member.country for one in members if one.stand is Stand.ANSWERED)
    return Overview(
        consultation,
        [one.name for one in fields_shown(session, consultation.id)],
        members,
        [(country, number, answered[country]) for country, number in sorted(asked.items())],
        is_open(consultation, now),
        challenges=len(_challenges(session, consultation)),
        others={} if consultation.opened_at else _others(session, set(asked)),
    )


def _challenges(session: Session, consultation: Consultation) -> list[consulted.Left]:
    if consultation.opened_at is None:
        return consulted.challenges_left(session)
    return consulted.challenges_of(session, consultation.id)


def _stand(member: ConsultationMember, *, has_come: bool) -> Stand:
    if member.finished_at is not None:
        return Stand.ANSWERED
    return Stand.BEGUN if has_come or member.said_at is not None else Stand.UNOPENED


def _others(session: Session, asked: set[str]) -> dict[str, int]:
    found = Counter(city.country for city in consulted.cities_of_programme(session) if city.country not in asked)
    return dict(sorted(found.items()))
