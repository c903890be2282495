"""Whom a challenge could be put to, by what they offer and have shared; and whom it was put to."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.chats import IS_REACHABLE
from store.database import all_straight, carry_out, rows_straight
from store.models import (
    Adoption,
    Asking,
    AskState,
    Challenge,
    Chat,
    City,
    Help,
    HelpKind,
    HelpTerm,
    Membership,
    Network,
    Person,
    Role,
    Solution,
)

NEXT_ASKING = sa.select(sa.func.min(Challenge.ask_at)).where(Challenge.ask_at.is_not(None))


def _among(column: sa.orm.InstrumentedAttribute[Any], name: str) -> sa.ColumnElement[bool]:
    return column.in_(sa.bindparam(name, expanding=True))


class Offered(NamedTuple):
    """What somebody can help with; whose it is, and the language of their words."""

    help: Help
    person_id: int
    language: str


class Candidate(NamedTuple):
    """A delegate of a network whom letters reach."""

    person: Person
    city: City
    membership: Membership


def askings_due(session: Session, now: datetime, limit: int) -> list[tuple[Challenge, Network]]:
    """Challenges whose moment to be put to some has come; taken, where several look at once, by one."""
    found = (
        sa.select(Challenge, Network)
        .join(Network, Network.id == Challenge.network_id)
        .where(Challenge.ask_at <= now)
        .order_by(Challenge.ask_at, Challenge.id)
        .limit(limit)
        .with_for_update(of=Challenge, skip_locked=True)
    )
    return [(challenge, network) for challenge, network in session.execute(found)]


def keep_terms(session: Session, network_id: int, terms: Collection[tuple[int, str]]) -> None:
    """By which offers are found: their ids, each with a term."""
    rows = [{"network_id": network_id, "help_id": help_id, "term": term} for help_id, term in sorted(terms)]
    if rows:
        session.execute(sa.insert(HelpTerm), rows)


def forget_terms(session: Session, helps: Collection[int]) -> None:
    """Of offers that are to be read anew."""
    if helps:
        session.execute(sa.delete(HelpTerm).where(HelpTerm.help_id.in_(helps)))


def helps_made_otherwise(session: Session, made_with: str, most: int) -> list[tuple[Help, Membership, Person]]:
    """Some of those whose terms were made with other words; asked in two ranges that the index knows."""
    others: list[int] = []
    for other in (Help.made_with < made_with, Help.made_with > made_with):
        others += session.scalars(sa.select(Help.id).where(other).limit(most))
    if not others:
        return []
    found = (
        sa.select(Help, Membership, Person)
        .join(Membership, Membership.id == Help.membership_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Help.id.in_(others))
        .order_by(Help.id)
    )
    return [(one, membership, person) for one, membership, person in session.execute(found)]


def unmake_having(session: Session, terms: Collection[str]) -> None:
    """Has offers read anew in which one of these stands: a word means something else now."""
    having = sa.select(HelpTerm.help_id).where(HelpTerm.term.in_(terms))
    change = sa.update(Help).where(Help.id.in_(having)).values(made_with="")
    session.execute(change.execution_options(synchronize_session=False))


_OF_NETWORK = (
    HelpTerm.network_id == sa.bindparam("network_id"),
    HelpTerm.term.in_(sa.bindparam("terms", expanding=True)),
)
_COUNTED = sa.select(HelpTerm.term, sa.func.count()).where(*_OF_NETWORK).group_by(HelpTerm.term)
_HAVING = sa.select(HelpTerm.help_id, HelpTerm.term).where(*_OF_NETWORK)


def offers_counted(session: Session, network_id: int, terms: Collection[str]) -> dict[str, int]:
    """In how many offers of a network each of the terms stands; those that stand in none are left out."""
    found = carry_out(session, _COUNTED, {"network_id": network_id, "terms": list(terms)})
    return {row[0]: row[1] for row in found.rows}


def offers_having(session: Session, network_id: int, terms: Collection[str]) -> dict[int, list[str]]:
    """The ids of offers of a network, with those of the terms that stand in each."""
    found: dict[int, list[str]] = defaultdict(list)
    for help_id, term in carry_out(session, _HAVING, {"network_id": network_id, "terms": list(terms)}).rows:
        found[help_id].append(term)
    return found


def offers_by_id(session: Session, ids: Collection[int]) -> list[Offered]:
    """What members of a network can help with who take part still."""
    return [Offered(*row) for row in rows_straight(session, _OFFERS, {"ids": list(ids)})]


_OFFERS = (
    sa.select(Help, Person.id, Person.language)
    .join(Membership, Membership.id == Help.membership_id)
    .join(Person, Person.id == Membership.person_id)
    .where(_among(Help.id, "ids"), Help.kind == HelpKind.OFFER, Membership.left_at.is_(None))
    .order_by(Help.id)
)


def adoptions_like(session: Session, experiences: Collection[int], solutions: Collection[int]) -> list[Adoption]:
    """What cities try of these."""
    return all_straight(session, _TRIED, {"experiences": list(experiences), "solutions": list(solutions)})


_TRIED = (
    sa.select(Adoption)
    .where(
        sa.or_(_among(Adoption.experience_id, "experiences"), _among(Adoption.solution_id, "solutions")),
        Adoption.withdrawn_at.is_(None),
    )
    .order_by(Adoption.id)
)


def candidates(
    session: Session, network_id: int, people: Collection[int] = (), cities: Collection[int] = ()
) -> list[Candidate]:
    """Those of these people, and of the people of these cities, who can be asked something in a network."""
    given = {"network_id": network_id, "people": list(people), "cities": list(cities)}
    return [Candidate(*row) for row in rows_straight(session, _THESE, given)]


def suggestable(
    session: Session,
    challenge: Challenge,
    by_id: int,
    now: datetime,
    since: datetime,
    person_id: int | None,
    offset: int,
    limit: int,
) -> list[Candidate]:
    """Of whom somebody can think, by the names of their cities: not of the city that asks, not on a break, not asked
    about this challenge, nor about any other since then. person_id: whether this one is among them.
    """
    which = _suggestable(challenge, by_id, now, since)
    if person_id is not None:
        which = sa.and_(which, Person.id == person_id)
    found = _candidates(challenge.network_id, which).order_by(City.name, City.slug, Membership.id)
    return _read(session, found.offset(offset).limit(limit))


def count_suggestable(session: Session, challenge: Challenge, by_id: int, now: datetime, since: datetime) -> int:
    """How many these are."""
    found = _candidates(challenge.network_id, _suggestable(challenge, by_id, now, since))
    return session.scalar(found.with_only_columns(sa.func.count(Person.id))) or 0


def _suggestable(challenge: Challenge, by_id: int, now: datetime, since: datetime) -> sa.ColumnElement[bool]:
    asked = sa.select(Asking.id).where(
        Asking.person_id == Person.id, sa.or_(Asking.challenge_id == challenge.id, Asking.asked_at > since)
    )
    return sa.and_(
        Person.id.not_in([by_id, challenge.person_id]),
        City.id != (challenge.city_id or 0),
        sa.or_(Person.paused_until.is_(None), Person.paused_until <= now),
        ~asked.exists(),
    )


def suggestions_of(session: Session, person_id: int) -> Sequence[Asking]:
    """Where somebody thought of others."""
    return session.scalars(sa.select(Asking).where(Asking.suggested_by == person_id).order_by(Asking.id)).all()


def suggested_by(session: Session, challenge_id: int, person_id: int) -> Person | None:
    """Whom somebody thought of."""
    of_theirs = (Asking.challenge_id == challenge_id, Asking.suggested_by == person_id)
    return session.scalar(sa.select(Person).join(Asking, Asking.person_id == Person.id).where(*of_theirs))


def _candidates(
    network_id: int | sa.BindParameter[int], which: sa.ColumnElement[bool]
) -> sa.Select[Person, City, Membership]:
    return (
        sa.select(Person, City, Membership)
        .join(Membership, Membership.person_id == Person.id)
        .join(City, City.id == Membership.city_id)
        .outerjoin(Chat, Chat.id == Person.telegram_id)
        .where(
            Membership.network_id == network_id,
            Membership.left_at.is_(None),
            Membership.role == Role.DELEGATE,
            Person.telegram_id.is_not(None),
            Person.erased_at.is_(None),
            IS_REACHABLE,
            which,
        )
    )


_THESE = _candidates(
    sa.bindparam("network_id", type_=sa.Integer),
    sa.or_(_among(Membership.person_id, "people"), _among(Membership.city_id, "cities")),
).order_by(Membership.id)


def _read(session: Session, found: sa.Select[Person, City, Membership]) -> list[Candidate]:
    return [Candidate(person, city, membership) for person, city, membership in session.execute(found)]


def askings_of(session: Session, challenge_id: int) -> list[tuple[Asking, City]]:
    """Who was asked about a challenge, in that order, for which city."""
    found = rows_straight(session, _ASKINGS, {"challenge_id": challenge_id})
    return [(asking, city) for asking, city in found]


_ASKINGS = (
    sa.select(Asking, City)
    .join(City, City.id == Asking.city_id)
    .where(Asking.challenge_id == sa.bindparam("challenge_id"))
    .order_by(Asking.id)
)


def asking_of(session: Session, challenge_id: int, person_id: int) -> Asking | None:
    """What somebody was asked about a challenge."""
    found = sa.select(Asking).where(Asking.challenge_id == challenge_id, Asking.person_id == person_id)
    return session.scalar(found)


def asked_lately(session: Session, people: Collection[int], since: datetime) -> list[Asking]:
    """What these people were asked since then."""
    return all_straight(session, _LATELY, {"people": list(people), "since": since}) if people else []


_LATELY = (
    sa.select(Asking)
    .where(_among(Asking.person_id, "people"), Asking.asked_at > sa.bindparam("since"))
    .order_by(Asking.id)
)


def answered_by(session: Session, challenge_id: int) -> set[int]:
    """The cities, as their ids, that have answered a challenge."""
    return {row.city_id for row in carry_out(session, _ANSWERED, {"challenge_id": challenge_id}).rows}


_ANSWERED = sa.select(Solution.city_id).where(
    Solution.challenge_id == sa.bindparam("challenge_id"),
    Solution.withdrawn_at.is_(None),
    Solution.city_id.is_not(None),
)


def waiting_in(session: Session, challenge_id: int, city_id: int | None, person_id: int) -> Sequence[Asking]:
    """What a person, and others of their city, were asked about a challenge and have not answered yet."""
    whose = sa.or_(Asking.person_id == person_id, Asking.city_id == city_id)
    open_ones = (Asking.challenge_id == challenge_id, Asking.state != AskState.ANSWERED, whose)
    return list(session.scalars(sa.select(Asking).where(*open_ones).order_by(Asking.id)))


def forget_askings_of(session: Session, person_id: int) -> None:
    """Nobody knows any more that somebody was asked, or thought of somebody."""
    mine = sa.select(Asking.id).where(Asking.person_id == person_id)
    for change in (
        sa.update(Asking).where(Asking.instead_of.in_(mine)).values(instead_of=None),
        sa.update(Asking).where(Asking.suggested_by == person_id).values(suggested_by=None),
        sa.delete(Asking).where(Asking.person_id == person_id),
    ):
        session.execute(change.execution_options(synchronize_session="fetch"))
