"""Whom an announcement is for: the members of its networks, or those of them who are what it was narrowed to."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.chats import IS_REACHABLE
from store.frozen import frozen
from store.models import Answer, Attended, Chat, City, Meeting, Membership, Network, Person, Presence, Role, Rsvp


@frozen
class Audience:
    """Who gets an announcement: all that is named has to hold, and where several are named, any one of them.

    held, coming: of each network the last session that is over, and the next one, where `attended` asks for them
    """

    network_ids: tuple[int, ...]
    author_id: int
    roles: tuple[str, ...] = ()
    cities: tuple[int, ...] = ()
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    attended: tuple[str, ...] = ()
    held: tuple[int, ...] = ()
    coming: tuple[int, ...] = ()

    @property
    def is_everybody(self) -> bool:
        """Whether it is narrowed to nobody in particular: then it goes to the groups, too."""
        return not (self.roles or self.cities or self.countries or self.languages or self.attended)


@frozen
class Listed:
    """Somebody to whom an announcement is to go, with the cities for which they are in its networks."""

    person_id: int
    name: str
    is_reachable: bool
    cities: tuple[str, ...]


@frozen
class Known:
    """What is known of who reads a copy: the name, the cities, the networks among those that it goes to."""

    name: str
    cities: tuple[str, ...] = ()
    network_ids: tuple[int, ...] = ()


def recipients(session: Session, audience: Audience, *, after: int = 0, limit: int | None = None) -> list[Person]:
    """The present members that it is for, each once, without the author; a page of them by id."""
    found = all_of(audience).where(Person.id > after).order_by(Person.id)
    return list(session.scalars(found.limit(limit)))


def listed(session: Session, audience: Audience, *, page: int, size: int) -> list[Listed]:
    """A page of them by name."""
    found = _with_chats(audience).order_by(Person.name, Person.id).offset(page * size).limit(size)
    rows = session.execute(found.with_only_columns(Person.id, Person.name, IS_REACHABLE)).all()
    cities = cities_of(session, audience.network_ids, [row[0] for row in rows])
    return [Listed(number, name, bool(reached), cities.get(number, ())) for number, name, reached in rows]


def cities_of(
    session: Session, network_ids: Collection[int], person_ids: Collection[int]
) -> dict[int, tuple[str, ...]]:
    """The cities for which these people are in these networks, as "Córdoba (AR)"; whoever has none is left out."""
    found = (
        sa.select(Membership.person_id, City.name, City.country)
        .join(City, City.id == Membership.city_id)
        .where(Membership.person_id.in_(person_ids), Membership.network_id.in_(network_ids))
        .where(Membership.left_at.is_(None))
        .distinct()
        .order_by(City.name, City.country)
    )
    named: dict[int, tuple[str, ...]] = {}
    for person_id, name, country in session.execute(found):
        named[person_id] = (*named.get(person_id, ()), f"{name} ({country})")
    return named


def known_of(session: Session, network_ids: Collection[int], chat_ids: Collection[int]) -> dict[int, Known]:
    """By the chat, what is known of those who read there: people in private, and the networks of groups."""
    found = (
        sa.select(Person.telegram_id, Person.name, Membership.network_id, City.name)
        .outerjoin(Membership, sa.and_(Membership.person_id == Person.id, *_present(network_ids)))
        .outerjoin(City, City.id == Membership.city_id)
        .where(Person.telegram_id.in_([chat_id for chat_id in chat_ids if chat_id > 0]))
        .order_by(Membership.id)
    )
    known: dict[int, Known] = {}
    for chat_id, name, network_id, city in session.execute(found):
        assert chat_id is not None  # noqa: S101 - asked for above
        before = known.get(chat_id, Known(name))
        cities = before.cities if city is None or city in before.cities else (*before.cities, city)
        networks = before.network_ids if network_id is None else (*before.network_ids, network_id)
        known[chat_id] = Known(name, cities, networks)
    of_groups = sa.select(Chat.id, Chat.network_id).where(Chat.id.in_([each for each in chat_ids if each < 0]))
    return known | {row[0]: Known("", (), (row[1],)) for row in session.execute(of_groups) if row[1] is not None}


def networks_with(
    session: Session, network_ids: Collection[int], chat_ids: Collection[int], person_ids: Collection[int]
) -> list[int]:
    """Those of these networks in which somebody of these takes part: named by private chat, or by number."""
    anybody = sa.or_(Person.telegram_id.in_(chat_ids), Person.id.in_(person_ids))
    found = sa.select(Membership.network_id).join(Person, Person.id == Membership.person_id)
    return list(session.scalars(found.where(anybody, *_present(network_ids)).distinct()))


def count_without_city(session: Session, audience: Audience) -> int:
    """How many of those who get it are there for no city."""
    with_city = sa.select(Membership.person_id).where(*_present(audience.network_ids), Membership.city_id.is_not(None))
    found = reached(audience).where(Person.id.not_in(with_city)).subquery()
    return session.scalar(sa.select(sa.func.count()).select_from(found)) or 0


def first_reader(session: Session, audience: Audience, language: str | None = None) -> Person | None:
    """One of those who get it, perhaps who reads in this language."""
    found = reached(audience).order_by(Person.id).limit(1)
    return session.scalar(found if language is None else found.where(Person.language == language))


def out_of_reach(session: Session, audience: Audience) -> list[Person]:
    """Those of them who have not started the bot, or have switched it off."""
    return list(session.scalars(_with_chats(audience).where(~IS_REACHABLE).order_by(Person.name)))


def without_telegram(session: Session, audience: Audience) -> list[Person]:
    """Those to whom no letter can be written."""
    found = all_of(audience).where(Person.telegram_id.is_(None)).order_by(Person.name)
    return list(session.scalars(found))


def groups_of(session: Session, audience: Audience, network: Network | None = None) -> list[Chat]:
    """The groups and channels that it goes to, perhaps of one network only; also those that cannot be reached."""
    if not audience.is_everybody:
        return []
    return groups_in(session, audience.network_ids if network is None else [network.id])


def groups_in(session: Session, network_ids: Collection[int]) -> list[Chat]:
    """The groups and channels of these networks, also those that cannot be reached."""
    return list(session.scalars(sa.select(Chat).where(Chat.network_id.in_(network_ids)).order_by(Chat.id)))


def reached(audience: Audience) -> sa.Select[Person]:
    """Those whom it reaches."""
    return _with_chats(audience).where(IS_REACHABLE)


def count_by_zone(session: Session, audience: Audience) -> dict[str, int]:
    """How many of those who get it live by which clock."""
    return _counted_by(session, audience, "zone")


def count_by_language(session: Session, audience: Audience) -> dict[str, int]:
    """How many of those who get it are spoken to in which language."""
    return _counted_by(session, audience, "language")


def count_all(session: Session, audience: Audience) -> int:
    """How many people it is for, whether it reaches them or not."""
    return session.scalar(sa.select(sa.func.count()).select_from(all_of(audience).subquery())) or 0


def count_recipients(session: Session, audience: Audience) -> int:
    """How many people a letter can be written to."""
    found = all_of(audience).where(Person.telegram_id.is_not(None)).subquery()
    return session.scalar(sa.select(sa.func.count()).select_from(found)) or 0


def countries_in(session: Session, network_ids: Sequence[int]) -> list[str]:
    """The countries of those who take part in these networks."""
    found = sa.select(City.country).join(Membership, Membership.city_id == City.id).where(*_present(network_ids))
    return sorted(session.scalars(found.distinct()))


def all_of(audience: Audience) -> sa.Select[Person]:
    """Everybody whom it is for."""
    taking_part = sa.select(Membership.person_id).where(*_present(audience.network_ids), *_narrowed(audience))
    found = sa.select(Person).where(
        Person.id.in_(taking_part), Person.id != audience.author_id, Person.erased_at.is_(None)
    )
    return found.where(Person.language.in_(audience.languages)) if audience.languages else found


def _present(network_ids: Collection[int]) -> tuple[sa.ColumnElement[bool], ...]:
    return Membership.network_id.in_(network_ids), Membership.left_at.is_(None), Membership.role != Role.GUEST


def _narrowed(audience: Audience) -> list[sa.ColumnElement[bool]]:
    """All of it of one and the same membership: a delegate of Rosario in this network."""
    asked: list[sa.ColumnElement[bool]] = []
    if audience.roles:
        asked.append(Membership.role.in_(audience.roles))
    if audience.cities:
        asked.append(Membership.city_id.in_(audience.cities))
    if audience.countries:
        asked.append(Membership.city_id.in_(sa.select(City.id).where(City.country.in_(audience.countries))))
    if audience.attended:
        asked.append(sa.or_(*(_attended(audience, Attended(each)) for each in audience.attended)))
    return asked


def _attended(audience: Audience, attended: Attended) -> sa.ColumnElement[bool]:
    """Where there was no session yet nobody was absent; where none is to come nobody owes an answer."""
    if attended is Attended.SILENT:
        return sa.and_(_meets(audience.coming), ~_has_answered(audience.coming))
    was_there = sa.or_(*_were_there(audience.held))
    return was_there if attended is Attended.CAME else sa.and_(_meets(audience.held), ~was_there)


def _meets(meeting_ids: Sequence[int]) -> sa.ColumnElement[bool]:
    return Membership.network_id.in_(sa.select(Meeting.network_id).where(Meeting.id.in_(meeting_ids)))


def _were_there(meeting_ids: Sequence[int]) -> tuple[sa.ColumnElement[bool], ...]:
    """They themselves; or their city was, and it is not known with whom."""
    present = (
        sa.select(Presence.id)
        .join(Meeting, Meeting.id == Presence.meeting_id)
        .where(Meeting.id.in_(meeting_ids), Meeting.network_id == Membership.network_id, Presence.was_there)
        .correlate(Membership)
    )
    of_city = sa.and_(Presence.person_id.is_(None), Presence.city_id == Membership.city_id)
    return present.where(Presence.person_id == Membership.person_id).exists(), present.where(of_city).exists()


def _has_answered(meeting_ids: Sequence[int]) -> sa.ColumnElement[bool]:
    """Of answers to an earlier date, "can't" says nothing about this one."""
    stands = sa.or_(Rsvp.answer != Answer.CANNOT, Rsvp.sequence >= Meeting.sequence)
    found = (
        sa.select(Rsvp.person_id)
        .join(Meeting, Meeting.id == Rsvp.meeting_id)
        .where(Meeting.id.in_(meeting_ids), Meeting.network_id == Membership.network_id, stands)
        .where(Rsvp.person_id == Membership.person_id)
        .correlate(Membership)
    )
    return found.exists()


def _counted_by(session: Session, audience: Audience, column: str) -> dict[str, int]:
    people = reached(audience).subquery()
    counted = sa.select(people.c[column], sa.func.count()).group_by(people.c[column])
    return {row[0]: row[1] for row in session.execute(counted)}


def _with_chats(audience: Audience) -> sa.Select[Person]:
    """Those who have Telegram or not, with their chats."""
    return all_of(audience).outerjoin(Chat, Chat.id == Person.telegram_id)
