"""Who is likely to be able to answer a challenge: by what speaks for them, and how often they were asked already."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions.access.finding import door_of_network, doors_to
from actions.few.evidence import Evidence, evidence_of
from actions.few.likeness import wanted_of
from actions.search.wording import thesaurus_of
from store import few as store
from store.few import Candidate
from store.frozen import frozen
from store.models import Asking, AskReason, AskState, Challenge

LEAST = 0.5  # what has to speak for somebody before they are asked: a wrong question costs more than none
NEAR_THE_BEST = 0.5  # of what speaks for the likeliest
CLEAR = 0.8  # however much more speaks for somebody else
FURTHER = 0.25  # what everything else adds to the best thing that speaks for somebody
BECAUSE = 200  # characters that are kept of the reason
BETWEEN = timedelta(days=7)  # one question of this kind a week and person
REMEMBERED = timedelta(days=180)
NOT_ME = 0.75  # what is left of somebody's score for each challenge that they said was not theirs
SAME_REASON = 0.4  # and where they were asked then for the same reason as now
ASKED = 0.95  # for each that they were asked and have not told about
MOST_LOOKED_AT = 80  # things that speak for somebody


@frozen
class Likely:
    """Somebody who can be asked, how likely they are, and why."""

    candidate: Candidate
    score: float
    why: Evidence


def likeliest(session: Session, challenge: Challenge, now: datetime) -> list[Likely]:
    """One of each other city, the likeliest first: who may read it, can be reached, and was not asked this week.

    Nobody where nothing speaks clearly for anybody.
    """
    if door_of_network(challenge.network_id) not in doors_to(challenge):
        return []
    known = thesaurus_of(session)
    text = f"{challenge.problem} {challenge.tried}"
    wanted, offered = wanted_of(session, challenge.network_id, challenge.title, text, challenge.language, known)
    evidence = evidence_of(session, challenge, wanted, offered, known)
    return _ranked(session, challenge, evidence, now)


def _ranked(session: Session, challenge: Challenge, evidence: Sequence[Evidence], now: datetime) -> list[Likely]:
    by_person: defaultdict[int, list[Evidence]] = defaultdict(list)
    by_city: defaultdict[int, list[Evidence]] = defaultdict(list)
    for each in sorted(evidence, key=lambda one: -one.worth)[:MOST_LOOKED_AT]:
        if each.person_id is not None:
            by_person[each.person_id].append(each)
        if each.city_id is not None:
            by_city[each.city_id].append(each)
    found = store.candidates(session, challenge.network_id, list(by_person), list(by_city)) if evidence else []
    asked = _asked_before(session, found, now)
    free = _free(session, challenge, found, asked, now)
    scored = [_likely(one, [*by_person[one.person.id], *by_city[one.city.id]], asked[one.person.id]) for one in free]
    return _one_of_each_city([likely for likely in scored if likely.score >= LEAST])


def _free(
    session: Session,
    challenge: Challenge,
    found: Sequence[Candidate],
    asked: Mapping[int, Sequence[Asking]],
    now: datetime,
) -> list[Candidate]:
    """Of cities that have neither answered nor been asked; on no break, and with nothing else asked this week."""
    askings = store.askings_of(session, challenge.id)
    over = {city.id for _, city in askings} | store.answered_by(session, challenge.id)
    return [
        one
        for one in found
        if one.person.id != challenge.person_id
        and one.city.id != challenge.city_id
        and one.city.id not in over
        and not any(asking.asked_at > now - BETWEEN for asking in asked[one.person.id])
        and not one.person.is_paused(now)
    ]


def _asked_before(session: Session, found: Sequence[Candidate], now: datetime) -> Mapping[int, list[Asking]]:
    asked: defaultdict[int, list[Asking]] = defaultdict(list)
    for asking in store.asked_lately(session, [one.person.id for one in found], now - REMEMBERED):
        asked[asking.person_id].append(asking)
    return asked


def _likely(one: Candidate, own: Sequence[Evidence], asked: Sequence[Asking]) -> Likely:
    # What somebody shared speaks for them as its author and as one of their city: once.
    worths = sorted(_once(own).values(), reverse=True)
    best = max(own, key=lambda each: (each.worth, each.because))
    score = worths[0] + FURTHER * sum(worths[1:3])
    return Likely(one, score * _left(asked, best), best)


def _once(own: Sequence[Evidence]) -> dict[tuple[AskReason, str], float]:
    worths: dict[tuple[AskReason, str], float] = {}
    for each in own:
        worths[each.reason, each.because] = max(each.worth, worths.get((each.reason, each.because), 0.0))
    return worths


def _left(asked: Sequence[Asking], why: Evidence) -> float:
    """How much of a score is left after what was asked before: whoever says "not me" is asked less of that kind."""
    states = Counter(asking.state for asking in asked)
    same = sum(
        asking.state is AskState.DECLINED and (asking.reason, asking.because) == (why.reason, why.because[:BECAUSE])
        for asking in asked
    )
    left: float = NOT_ME ** states[AskState.DECLINED] * SAME_REASON**same * ASKED ** states[AskState.WAITING]
    return left


def _one_of_each_city(scored: Sequence[Likely]) -> list[Likely]:
    """Of several the likeliest, or else who joined first."""
    of_cities: dict[int, Likely] = {}
    for likely in sorted(scored, key=lambda one: (-one.score, one.candidate.membership.id)):
        of_cities.setdefault(likely.candidate.city.id, likely)
    least = min(CLEAR, NEAR_THE_BEST * max((one.score for one in of_cities.values()), default=0.0))
    return [one for one in of_cities.values() if one.score >= least]
