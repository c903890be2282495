"""What did not come by itself, and what has become of it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple, TypeAlias, TypedDict

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import carry_out, insert_all_new, rows_straight
from store.frozen import frozen
from store.models import (
    Adoption,
    Challenge,
    City,
    Commitment,
    Experience,
    Held,
    HeldReason,
    HeldState,
    Kind,
    Letter,
    PairCity,
    Person,
    Prompt,
    Sheet,
    Survey,
    SurveyKind,
)
from store.news import Asked, Place, asked_of

_IS_PUT = Held.kind == Kind.ASKED
_CHALLENGES = Held.kind.in_((Kind.OUTCOME_CHECK, Kind.ASKED))
_WAITING = (  # asked for each page of digests: built once
    sa.select(Held, Prompt, Commitment, Adoption, City, Sheet, Challenge, Experience)
    .outerjoin(Prompt, sa.and_(Prompt.id == Held.about_id, Held.kind == Kind.PROMPT))
    .outerjoin(Commitment, sa.and_(Commitment.id == Held.about_id, Held.kind == Kind.COMMITMENT_CHECK))
    .outerjoin(Adoption, sa.and_(Adoption.id == Held.about_id, Held.kind == Kind.ADOPTION_CHECK))
    .outerjoin(Sheet, sa.and_(Sheet.id == Held.about_id, Held.kind == Kind.SHEET))
    .outerjoin(Challenge, Challenge.id == sa.func.coalesce(Sheet.challenge_id, sa.case((_CHALLENGES, Held.about_id))))
    .outerjoin(Experience, Experience.id == Sheet.experience_id)
    .outerjoin(
        City,
        City.id == sa.func.coalesce(Commitment.city_id, Adoption.city_id, sa.case((_IS_PUT, Challenge.city_id))),
    )
    .where(Held.person_id.in_(sa.bindparam("people", expanding=True)), Held.state == HeldState.WAITING)
    .order_by(Held.at, Held.id)
    .with_for_update(of=Held, skip_locked=True)
)


class NewHeld(TypedDict):
    """What did not come by itself."""

    person_id: int
    network_id: int
    kind: Kind
    about_id: int
    key: str
    at: datetime
    until: datetime
    state: HeldState
    reason: HeldReason
    carried_by: str | None


class Checked(NamedTuple):
    """A commitment of which is asked how it goes, as far as it is told of."""

    id: int
    words: str
    place: Place


class Growing(NamedTuple):
    """The sheet of a record in which something is missing, and what the record is called."""

    sheet_id: int
    title: str


@frozen
class Tried:
    """Something that a city tries, of which is asked how it went, as far as it is told of."""

    id: int
    words: str
    place: Place


@frozen
class Meets:
    """Cities of which is asked whether they have met, as far as it is told of."""

    pair_id: int
    places: tuple[Place, ...]


class Standing(NamedTuple):
    """A challenge of which is asked how it stands."""

    challenge_id: int
    title: str


class Put(NamedTuple):
    """A challenge of another city that the reader is asked about, as far as it is told of."""

    id: int
    title: str
    place: Place | None


class Surveyed(NamedTuple):
    """A survey to which an answer is missing."""

    survey_id: int
    kind: SurveyKind


Ask: TypeAlias = Surveyed | Asked | Checked | Growing | Tried | Meets | Standing | Put


class Waiting(NamedTuple):
    """What a digest is to carry: a prompt, a question how a commitment, an adoption or a challenge goes, about a record
    or a pair of cities, what another city asks of a few, or what an earlier digest would have told.

    asks: what it asks; None: it is a digest that did not come
    """

    held: Held
    asks: Ask | None


def hold_all(session: Session, held: Sequence[NewHeld]) -> None:
    """Keeps what did not come; what is kept already stays as it is."""
    if held:
        insert_all_new(session, Held, [dict(one) for one in held], unique=["key"])


def waiting_for(session: Session, people: Collection[int]) -> dict[int, list[Waiting]]:
    """What digests are to carry to these people, the earliest first; what is being taken back is left out.

    Until this unit ends nobody takes the rest back: who answers, or leaves, at this moment waits for it.
    """
    waiting: dict[int, list[Waiting]] = defaultdict(list)
    rows = list(rows_straight(session, _WAITING, {"people": list(people)}))
    pairs = _pairs_asked(session, {row[0].about_id for row in rows if row[0].kind == Kind.PAIR_CHECK})
    surveys = _surveys_asked(session, {row[0].about_id for row in rows if row[0].kind == Kind.SURVEY})
    for held, prompt, commitment, adoption, city, sheet, challenge, experience in rows:
        place = None if city is None else Place(city.name, city.country)
        meets = pairs.get(held.about_id) if held.kind == Kind.PAIR_CHECK else None
        of_prompt = None if prompt is None else asked_of(prompt)
        of_survey = surveys.get(held.about_id) if held.kind == Kind.SURVEY else None
        of_city = None if place is None else _of_city(commitment, adoption, place)
        of_record = _growing(sheet, challenge, experience) or _about(challenge, Kind(held.kind), place)
        waiting[held.person_id].append(Waiting(held, of_prompt or of_city or meets or of_survey or of_record))
    return waiting


def _of_city(commitment: Commitment | None, adoption: Adoption | None, place: Place) -> Checked | Tried | None:
    if commitment is not None:
        return Checked(commitment.id, commitment.text, place)
    return None if adoption is None else Tried(adoption.id, adoption.takes, place)


def _about(challenge: Challenge | None, kind: Kind, place: Place | None) -> Standing | Put | None:
    if challenge is None:
        return None
    if kind is Kind.ASKED:
        return Put(challenge.id, challenge.title, place)
    return Standing(challenge.id, challenge.title) if kind is Kind.OUTCOME_CHECK else None


def _pairs_asked(session: Session, pair_ids: Collection[int]) -> dict[int, Meets]:
    """Most digests carry none: then nothing is asked."""
    if not pair_ids:
        return {}
    found = (
        sa.select(PairCity.pair_id, City.name, City.country)
        .join(City, City.id == PairCity.city_id)
        .where(PairCity.pair_id.in_(pair_ids), PairCity.cannot_at.is_(None))
        .order_by(City.name, City.slug)
    )
    places: dict[int, list[Place]] = defaultdict(list)
    for pair_id, name, country in session.execute(found):
        places[pair_id].append(Place(name, country))
    return {pair_id: Meets(pair_id, tuple(of)) for pair_id, of in places.items()}


def _surveys_asked(session: Session, survey_ids: Collection[int]) -> dict[int, Surveyed]:
    """Most digests carry none: then nothing is asked."""
    if not survey_ids:
        return {}
    found = sa.select(Survey.id, Survey.kind).where(Survey.id.in_(survey_ids))
    return {row[0]: Surveyed(row[0], row[1]) for row in session.execute(found)}


def waits_for_digest(session: Session, keys: Collection[str]) -> set[str]:
    """Which of these messages a digest is to carry, or has carried."""
    found = sa.select(Held.key).where(Held.key.in_(keys), Held.state != HeldState.DROPPED)
    return set(session.scalars(found))


def _growing(sheet: Sheet | None, challenge: Challenge | None, experience: Experience | None) -> Growing | None:
    record = challenge or experience
    return None if sheet is None or record is None else Growing(sheet.id, record.title)


_HELD_DIGESTS = sa.select(Held.person_id, Held.at).where(
    Held.person_id.in_(sa.bindparam("people", expanding=True)),
    Held.kind == Kind.DIGEST,
    Held.state == HeldState.WAITING,
)


def held_digests(session: Session, people: Collection[int]) -> dict[int, list[datetime]]:
    """When digests to these people were held that none has told of since."""
    moments: dict[int, list[datetime]] = defaultdict(list)
    for row in carry_out(session, _HELD_DIGESTS, {"people": list(people)}).rows if people else ():
        moments[row.person_id].append(row.at)
    return moments


def give_back(session: Session, keys: Collection[str]) -> None:
    """The digests with these keys did not arrive: what they carried waits for the next."""
    change = sa.update(Held).where(Held.carried_by.in_(keys), Held.state == HeldState.CARRIED)
    session.execute(
        change.values(state=HeldState.WAITING, carried_by=None).execution_options(synchronize_session="fetch")
    )


def let_go(session: Session, person_id: int, kind: Kind, about_id: int) -> None:
    """The person has done what they were to be asked."""
    mine = sa.delete(Held).where(Held.person_id == person_id, Held.kind == kind, Held.about_id == about_id)
    session.execute(mine)


def let_go_of(session: Session, kind: Kind, about_id: int) -> None:
    """The same for all who were to be asked."""
    session.execute(sa.delete(Held).where(Held.kind == kind, Held.about_id == about_id))


def let_go_keyed(session: Session, kind: Kind, about_id: int, beginning: str) -> None:
    """The same for those whose keys begin so: one city's, where several are asked about the same."""
    of_it = (Held.kind == kind, Held.about_id == about_id, Held.key.startswith(beginning, autoescape=True))
    session.execute(sa.delete(Held).where(*of_it))


def lately_held(session: Session, person_id: int, since: datetime, limit: int) -> list[tuple[Held, datetime | None]]:
    """What did not come to a person since then, the latest first, with the moment of the digest that carries it."""
    carrying = sa.func.coalesce(Letter.sent_at, Letter.due_at, type_=Letter.due_at.type)
    found = (
        sa.select(Held, carrying)
        .outerjoin(Letter, Letter.key == Held.carried_by)
        .where(Held.person_id == person_id, Held.at >= since)
        .order_by(Held.at.desc(), Held.id.desc())
        .limit(limit)
    )
    return [(held, at) for held, at in session.execute(found)]


def held_of_network(session: Session, network_id: int, since: datetime) -> list[tuple[Held, int | None]]:
    """What did not come by itself since then in a network, and the Telegram account of whom it would have come to."""
    found = sa.select(Held, Person.telegram_id).join(Person, Person.id == Held.person_id)
    of_it = found.where(Held.network_id == network_id, Held.at >= since).order_by(Held.at, Held.id)
    return [(held, telegram_id) for held, telegram_id in session.execute(of_it)]


def forget_held_of(session: Session, person_id: int, network_id: int | None = None, kind: Kind | None = None) -> None:
    """All that did not come to a person, perhaps of one network or one kind only."""
    of_network = [] if network_id is None else [Held.network_id == network_id]
    of_kind = [] if kind is None else [Held.kind == kind]
    session.execute(sa.delete(Held).where(Held.person_id == person_id, *of_network, *of_kind))
