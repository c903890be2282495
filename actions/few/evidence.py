"""What speaks for asking somebody: what they offer, and what they or their city have shared that is like it."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from actions.access.finding import door_of_network
from actions.few.likeness import Wanted, likeness_of_offer, likeness_of_record
from actions.search.narrowing import kind_term
from actions.search.thesaurus import Thesaurus
from store import few as store
from store.database import rows_by_id
from store.frozen import frozen
from store.models import AdoptionState, AskReason, Challenge, Experience, FoundKind, Outcome, Solution
from store.search import All, AnyOf, Found, find

MOST_READ = 1_500  # rows of terms of offers: the commonest terms are left out where they would be more
MOST_OFFERS = 60  # read word by word
MOST_RECORDS = 100  # looked at, of each of two questions
MOST_LIKE = 30  # records of which is looked whose they are
LEAST_OFFER, LEAST_RECORD = 0.2, 0.22  # below it, it is chance
WORDS_NARROW, WORDS_WIDE = 6, 24
# How much what somebody has done says about whether they can help, beside what they say themselves.
WORTH = {AskReason.OFFER: 1.0, AskReason.SOLUTION: 1.5, AskReason.EXPERIENCE: 1.5, AskReason.ADOPTION: 1.2}
OF_CITY = 0.7  # of it is left for the others of a city
SOLVED = {Outcome.SOLVED: 1.1, Outcome.PARTLY: 0.8}  # who had the same, and found a way
TRIED = {AdoptionState.WORKED: 1.0, AdoptionState.ADAPTED: 1.0, AdoptionState.FAILED: 0.6}  # they know why
_KINDS = AnyOf([kind_term(kind) for kind in (FoundKind.CHALLENGE, FoundKind.EXPERIENCE, FoundKind.SOLUTION)])


@frozen
class Evidence:
    """One thing that speaks for a person, or for all of a city. because: its words, or what it is called."""

    reason: AskReason
    because: str
    worth: float
    person_id: int | None = None
    city_id: int | None = None


def evidence_of(
    session: Session, challenge: Challenge, wanted: Wanted, offered: dict[str, int], known: Thesaurus
) -> list[Evidence]:
    """All that speaks for anybody of the network."""
    return [*_offers(session, challenge, wanted, offered, known), *_records(session, challenge, wanted)]


def _offers(
    session: Session, challenge: Challenge, wanted: Wanted, offered: dict[str, int], known: Thesaurus
) -> Iterator[Evidence]:
    having = store.offers_having(session, challenge.network_id, _rare_enough(wanted, offered))
    rough = {
        help_id: sum(wanted.terms.get(term, wanted.around.get(term, 0.0)) for term in terms)
        for help_id, terms in having.items()
    }
    best = sorted(rough, key=lambda help_id: (-rough[help_id], help_id))[:MOST_OFFERS]
    for one, person_id, language in store.offers_by_id(session, best):
        likeness = likeness_of_offer(one.text, language, wanted, known)
        if likeness >= LEAST_OFFER:
            worth = likeness * WORTH[AskReason.OFFER]
            yield Evidence(AskReason.OFFER, one.text, worth, person_id)


def _rare_enough(wanted: Wanted, offered: dict[str, int]) -> list[str]:
    """Of the terms that stand in any offer the rarest, as long as they are not too many to be read."""
    terms: list[str] = []
    rows = 0
    for term, number in sorted(offered.items(), key=lambda one: (one[1], -wanted.terms.get(one[0], 0.0), one[0])):
        rows += number
        if terms and rows > MOST_READ:
            break
        terms.append(term)
    return terms


def _records(session: Session, challenge: Challenge, wanted: Wanted) -> Iterator[Evidence]:
    like = _like(session, challenge, wanted)
    challenges = rows_by_id(session, Challenge, _numbers(like, FoundKind.CHALLENGE))
    experiences = rows_by_id(session, Experience, _numbers(like, FoundKind.EXPERIENCE))
    solutions = rows_by_id(session, Solution, _numbers(like, FoundKind.SOLUTION))
    answered = rows_by_id(session, Challenge, (one.challenge_id for one in solutions.values()))
    rows: Mapping[FoundKind, Mapping[int, Challenge | Experience | Solution]] = {
        FoundKind.CHALLENGE: challenges,
        FoundKind.EXPERIENCE: experiences,
        FoundKind.SOLUTION: solutions,
    }
    for found, likeness in like:
        row = rows[found.kind].get(found.about_id)
        if row is not None:
            yield from _of_record(row, answered, likeness)
    yield from _adoptions(session, like)


def _like(session: Session, challenge: Challenge, wanted: Wanted) -> list[tuple[Found, float]]:
    """Records that all people of the network may read: which those are is a part of what is asked."""
    doors = AnyOf([door_of_network(challenge.network_id)])
    found: dict[int, Found] = {}
    for number in (WORDS_NARROW, WORDS_WIDE):
        terms = wanted.rarest(number)
        if terms and len(found) < MOST_LIKE:
            asked = All([AnyOf(terms), doors, _KINDS])
            found |= {one.id: one for one in find(session, asked, MOST_RECORDS)}
    own = (FoundKind.CHALLENGE, challenge.id)
    scored = [(one, likeness_of_record(one, wanted)) for one in found.values() if (one.kind, one.about_id) != own]
    near = [(one, likeness) for one, likeness in scored if likeness >= LEAST_RECORD]
    return sorted(near, key=lambda pair: (-pair[1], -pair[0].id))[:MOST_LIKE]


def _numbers(like: Sequence[tuple[Found, float]], kind: FoundKind) -> list[int]:
    return [found.about_id for found, _ in like if found.kind is kind]


def _of_record(
    record: Challenge | Experience | Solution, answered: Mapping[int, Challenge], likeness: float
) -> Iterator[Evidence]:
    match record:
        case Solution():
            title = answered[record.challenge_id].title
            yield from _by(AskReason.SOLUTION, title, likeness * WORTH[AskReason.SOLUTION], record)
        case Experience():
            yield from _by(AskReason.EXPERIENCE, record.title, likeness * WORTH[AskReason.EXPERIENCE], record)
        case Challenge() if record.outcome in SOLVED:
            yield from _by(AskReason.CHALLENGE, record.title, likeness * SOLVED[record.outcome], record)


def _by(reason: AskReason, because: str, worth: float, record: Challenge | Experience | Solution) -> Iterator[Evidence]:
    """For who shared it, and a little less for the others of their city; what was noted is the city's alone."""
    if record.noted_by is None:
        yield Evidence(reason, because, worth, person_id=record.person_id)
    if record.city_id is not None:
        yield Evidence(reason, because, worth * OF_CITY, city_id=record.city_id)


def _adoptions(session: Session, like: Sequence[tuple[Found, float]]) -> Iterator[Evidence]:
    likeness = {(found.kind, found.about_id): value for found, value in like}
    experiences = [about_id for kind, about_id in likeness if kind is FoundKind.EXPERIENCE]
    solutions = [about_id for kind, about_id in likeness if kind is FoundKind.SOLUTION]
    if not likeness:
        return
    for adoption in store.adoptions_like(session, experiences, solutions):
        value = max(
            likeness.get((FoundKind.EXPERIENCE, adoption.experience_id or 0), 0.0),
            likeness.get((FoundKind.SOLUTION, adoption.solution_id or 0), 0.0),
        )
        worth = value * WORTH[AskReason.ADOPTION] * TRIED.get(adoption.state, 0.0)
        if worth:
            yield Evidence(AskReason.ADOPTION, adoption.takes, worth, city_id=adoption.city_id)
