"""A network of four cities that has ended, with a little of everything: its report is counted by hand."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from store.models import (
    Adoption,
    AdoptionState,
    Applied,
    Challenge,
    City,
    Commitment,
    CommitmentState,
    Composition,
    CompositionState,
    Consultation,
    ConsultationMember,
    Convening,
    ConveningState,
    Experience,
    FollowUp,
    Kind,
    Lane,
    Letter,
    LetterState,
    Meeting,
    Met,
    Network,
    NetworkCity,
    Offer,
    Outcome,
    Pair,
    PairCity,
    PairRound,
    Person,
    Presence,
    Proposal,
    ProposalState,
    Readers,
    Role,
    Rota,
    RotaTurn,
    Satisfaction,
    Solution,
    Statement,
    Survey,
    SurveyAnswer,
    SurveyKind,
    Visibility,
)
from tests.actions.founding import convene, found_network, join, settle_person
from texts.surveys.questions import slugs_of

FIRST = datetime(2027, 6, 16, 15, tzinfo=UTC)
MONTH = timedelta(days=28)
ENDED = FIRST + 5 * MONTH + timedelta(days=7)
SECRET = "SECRETO"
NAMES = ("Ambato", "Bogotá", "Cuenca", "Durango")
OPEN_TITLE = '=cmd|"/c calc" <b>#panic() $x$'


@dataclass
class Ended:
    """The network, its sessions, and its cities by name: each has a delegate, the first one two."""

    session: Session
    network: Network
    meetings: list[Meeting]
    cities: list[City]
    people: list[Person]

    def attend(self, place: int, *numbers: int, was_there: bool = True) -> None:
        told = {"city_id": self.cities[place].id, "person_id": self.people[place].id, "told_at": FIRST}
        rows = (Presence(meeting_id=self.meetings[one - 1].id, was_there=was_there, **told) for one in numbers)
        self.session.add_all(rows)

    def share(self, kind: type[Challenge | Experience], place: int, **other: object) -> Challenge | Experience:
        words = {"problem": SECRET, "tried": SECRET} if kind is Challenge else {"done": SECRET, "regret": SECRET}
        own = {"network_id": self.network.id, "city_id": self.cities[place].id, "person_id": self.people[place].id}
        told = {"title": SECRET, "language": "es", "visibility": Visibility.NETWORK, "published_at": FIRST}
        record = kind(**own, **words, **(told | other))
        self.session.add(record)
        self.session.flush()
        return record


def ended(session: Session) -> Ended:
    """Closed a week after its sixth session."""
    network = found_network(session)
    network.closed_at = ENDED
    meetings = convene(session, network, *(FIRST + number * MONTH for number in range(6)))
    marta, lucia = (settle_person(session)[0] for _ in range(2))
    join(session, marta, None, network, role=Role.COORDINATOR)
    join(session, lucia, None, network, role=Role.FACILITATOR)
    people, cities = [], []
    for name, country in zip(NAMES, ("EC", "MX", "EC", "MX"), strict=True):
        person, city = settle_person(session, country)
        city.name = name
        join(session, person, city, network)
        session.add(NetworkCity(network_id=network.id, city_id=city.id))
        people.append(person)
        cities.append(city)
    second, gone = settle_person(session)[0], settle_person(session)[0]
    join(session, second, cities[0], network)
    join(session, gone, cities[1], network).left_at = FIRST
    for person in (marta, lucia, second, gone, *people):
        person.name = f"{SECRET} {person.id}"
    case = Ended(session, network, meetings, cities, people)
    for furnish in (_consult, _meet, _ask, _exchange, _take, _tell, _send):
        furnish(case)
    session.flush()
    return case


def _consult(case: Ended) -> None:
    """Five members, of which four have answered."""
    consultation = Consultation(slug="otono", created_at=FIRST, changed_at=FIRST)
    case.session.add(consultation)
    case.session.flush()
    about = {"country": "EC", "language": "es", "zone": "UTC", "first_time": False, "hours": ""}
    for number in range(5):
        at = FIRST if number else None
        one = {"consultation_id": consultation.id, "slug": f"m{number}", "name": f"Miembro {number}"}
        case.session.add(ConsultationMember(finished_at=at, **one, **about))
    made = {"least": 2, "most": 8, "per_member": 1, "hours_shared": True, "by_hand": {}, "found": {}}
    of = {"consultation_id": consultation.id, "number": 1, "state": CompositionState.OPTIMAL, "made_at": FIRST}
    composition = Composition(**of, **made)
    case.session.add(composition)
    case.session.flush()
    networks = {"networks": [case.network.id], "cities": []}
    case.session.add(
        Convening(composition_id=composition.id, state=ConveningState.MADE, plan={}, made=networks, made_at=FIRST)
    )


def _meet(case: Ended) -> None:
    """Ambato in six sessions, Bogotá in five, Cuenca in three, of Durango one is known; three cases in two."""
    case.attend(0, 1, 2, 3, 4, 5, 6)
    case.attend(1, 1, 2, 3, 4, 5)
    case.attend(1, 6, was_there=False)
    case.attend(2, 1, 2, 3)
    case.attend(2, 4, 5, 6, was_there=False)
    case.attend(3, 3)
    rota = Rota(network_id=case.network.id, person_id=case.people[0].id, drawn_at=FIRST, published_at=FIRST)
    case.session.add(rota)
    case.session.flush()
    for place, number in ((0, 0), (1, 0), (2, 1)):
        meeting_id = case.meetings[number].id
        case.session.add(RotaTurn(rota_id=rota.id, city_id=case.cities[place].id, meeting_id=meeting_id))


def _ask(case: Ended) -> None:
    """Three, two and four answers to sessions; three at the beginning and at the end, two half-way."""
    for number, scores in ((0, {5: 2, 4: 1}), (1, {1: 2}), (2, {3: 1, 4: 2, 5: 1})):
        for statement in Statement:
            for score, times in scores.items():
                of = {"meeting_id": case.meetings[number].id, "statement": statement}
                case.session.add(Satisfaction(score=score, number=times, **of))
    for kind, answers in ((SurveyKind.BASELINE, 3), (SurveyKind.PULSE, 2), (SurveyKind.CLOSING, 3)):
        survey = Survey(network_id=case.network.id, kind=kind, opened_at=FIRST, closes_at=ENDED)
        case.session.add(survey)
        case.session.flush()
        given: dict[str, Any] = dict.fromkeys(slugs_of(kind), 5 if kind is SurveyKind.CLOSING else 4)
        for person in case.people[:answers]:
            said = {"scores": given, "words": SECRET, "language": "es", "answered_at": FIRST, "changed_at": FIRST}
            case.session.add(SurveyAnswer(survey_id=survey.id, person_id=person.id, **said))


def _exchange(case: Ended) -> None:
    """Four challenges, of which one is open to everybody, five answers, an offer, and a meeting of two."""
    first = case.share(Challenge, 0, title=f"{SECRET} ahora", outcome=Outcome.SOLVED)
    said = {"title": OPEN_TITLE, "language": "es", "parts": {}}
    proposed = {"network_id": case.network.id, "person_id": case.people[0].id, "proposed_at": FIRST}
    opened = {"reach": Readers.PUBLIC, "open_to": Readers.PUBLIC, "opened_at": FIRST, "said": said}
    case.session.add(Proposal(challenge_id=first.id, state=ProposalState.APPROVED, **proposed, **opened))
    second = case.share(Challenge, 1)
    case.share(Challenge, 1)
    case.share(Challenge, 2, language="pt")
    case.share(Challenge, 2, visibility=Visibility.COORDINATORS)
    case.share(Challenge, 2, withdrawn_at=FIRST)
    for place, challenge, withdrawn_at in (
        *((1, first, None),) * 3,
        (2, first, None),
        (0, second, None),
        (3, second, FIRST),
    ):
        own = {"city_id": case.cities[place].id, "person_id": case.people[place].id, "withdrawn_at": withdrawn_at}
        told = {"text": SECRET, "language": "es", "published_at": FIRST}
        case.session.add(Solution(challenge_id=challenge.id, **own, **told))
    between = {"city_id": case.cities[0].id, "for_city_id": case.cities[3].id, "person_id": case.people[0].id}
    told = {"text": SECRET, "language": "es", "offered_at": FIRST}
    case.session.add(Offer(meeting_id=case.meetings[0].id, **between, **told))
    found = PairRound(network_id=case.network.id, meeting_id=case.meetings[0].id, made_at=FIRST, leaves_at=FIRST)
    case.session.add(found)
    case.session.flush()
    pair = Pair(network_id=case.network.id, round_id=found.id, made_at=FIRST)
    case.session.add(pair)
    case.session.flush()
    for place, met in ((2, Met.YES), (3, None)):
        case.session.add(PairCity(pair_id=pair.id, city_id=case.cities[place].id, met=met, words=SECRET))


def _take(case: Ended) -> None:
    """Two experiences: that of Ambato has worked in the three others, of which one says so in half a year."""
    own = case.share(Experience, 0, language="ca")
    other = case.share(Experience, 1, language="ca")
    for source, origin, place, state in (
        *((own, 0, place, AdoptionState.WORKED) for place in (1, 2, 3)),
        (other, 1, 0, AdoptionState.PLANNED),
    ):
        of = {"network_id": case.network.id, "experience_id": source.id, "origin_id": case.cities[origin].id}
        by = {"city_id": case.cities[place].id, "person_id": case.people[place].id, "state": state}
        told = {"takes": SECRET, "first_step": SECRET, "starts_on": date(2027, 7, 1), "language": "es"}
        case.session.add(Adoption(**of, **by, **told, adopted_at=FIRST, check_days=30, still_used=place == 1 or None))


def _tell(case: Ended) -> None:
    """Seven commitments; all cities were asked after three months, and three have answered."""
    states = [CommitmentState.DONE] * 4 + [CommitmentState.OPEN] * 2 + [CommitmentState.BLOCKED]
    for number, state in enumerate([*states, CommitmentState.DONE]):
        place = number % 4
        own = {"city_id": case.cities[place].id, "person_id": case.people[place].id, "state": state}
        told = {"text": SECRET, "language": "es", "taken_at": FIRST, "withdrawn_at": FIRST if number == 7 else None}
        noted_by = case.people[0].id if number == 1 else None
        case.session.add(Commitment(meeting_id=case.meetings[number // 4].id, noted_by=noted_by, **own, **told))
    for place, city in enumerate(case.cities):
        applied = Applied.YES if place else None
        of = {"network_id": case.network.id, "city_id": city.id, "months": 3, "asked_at": ENDED}
        case.session.add(FollowUp(applied=applied, words=SECRET, **of))


def _send(case: Ended) -> None:
    """Two messages to each of the seven who are there, in the last four weeks; and an answer, which does not count."""
    chats = [person.telegram_id for person in case.session.query(Person).order_by(Person.id) if person.telegram_id]
    for chat_id in chats:
        for days, kind in ((3, Kind.DIGEST), (10, Kind.PROMPT), (4, None)):
            at = ENDED - timedelta(days=days)
            of = {"chat_id": chat_id, "lane": Lane.BULK, "priority": 10, "method": "sendMessage", "payload": {}}
            case.session.add(Letter(due_at=at, sent_at=at, created_at=at, state=LetterState.SENT, kind=kind, **of))
