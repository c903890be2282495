"""Who notes in the name of a city, whose it is then, and what its people's own words do to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions import challenges, outcomes, prompts, solutions
from actions.access import (
    OWN,
    Speaker,
    access_asked_challenge,
    access_challenge,
    access_noting,
    access_offering,
    access_own_challenge,
    owns,
)
from actions.afterwards.telling import do_note_takeaway, do_write_takeaway
from actions.behalf.people import do_enter_person
from actions.behalf.refusals import SaidItself
from actions.behalf.standing import noted
from actions.commitments import taking
from actions.date_polls.answering import do_answer
from actions.date_polls.noting import do_note_date
from actions.date_polls.standing import asked_of, standing_of
from actions.date_polls.telling import reached
from actions.helps import do_note_helps
from actions.mydata import do_erase, do_leave
from actions.offers import offering
from actions.refusals import NetworkClosed, NotAllowed, NotFound
from actions.rota.ending import _askers
from actions.solutions import OwnChallenge
from store.behalf import notings_of
from store.challenges import ChallengesShown, challenges_counted, count_by_city
from store.coordinating import unreachable_participants
from store.database import Database
from store.models import (
    Availability,
    Challenge,
    City,
    DatePoll,
    DatePollOption,
    HelpKind,
    Meeting,
    Membership,
    Network,
    NetworkCity,
    NotedKind,
    Noting,
    Outcome,
    Person,
    Prompt,
    PromptAnswer,
    Role,
    Takeaway,
    TurnSwap,
    Visibility,
)
from store.mydata.gathering import rows_of
from store.offers import whole_offer
from tests.actions.founding import answer_challenge, convene, found_network, join, settle_person
from texts.behalf.pages import Noted, noted_list
from texts.challenges.presses import ChallengeOpened
from texts.commitments.presses import CommitmentOpened
from texts.offers import pages as offer_pages
from texts.offers.presses import OfferOpened
from texts.presses import unpack
from texts.rota.presses import QuestionsBegun, SwapBegun
from texts.translator import translator_for, translator_of

SPANISH = translator_for("es")
NOON = datetime(2027, 6, 22, 10, tzinfo=UTC)
HELD = datetime(2027, 6, 18, 15, tzinfo=UTC)


@dataclass
class Case:
    """A network with a coordinator; one of its two cities has a delegate, the other nobody."""

    session: Session
    network: Network
    meeting: Meeting
    marta: Person
    place: Membership
    rosa: Person
    riobamba: City
    pasto: City

    def challenge(self, city: City) -> Challenge:
        return self.challenge_by(self.marta, Visibility.NETWORK, city.id)

    def challenge_by(self, person: Person, visibility: Visibility, city_id: int = OWN) -> Challenge:
        return challenges.do_share_challenge(
            self.session,
            person,
            self.network.id,
            problem="Se inunda.",
            tried="",
            title="Se inunda",
            visibility=visibility,
            now=NOON,
            city_id=city_id,
        )[0]

    def prompt(self) -> Prompt:
        prompt = Prompt(
            network_id=self.network.id, meeting_id=self.meeting.id, slug="own", own_words="¿Qué?", due_at=NOON
        )
        prompt.asked_at = NOON
        self.session.add(prompt)
        self.session.flush()
        return prompt

    def kinds(self, city: City) -> list[NotedKind]:
        return [one.kind for one in notings_of(self.session, self.network.id, city.id, 9)]


def case_of(session: Session) -> Case:
    network = found_network(session)
    meeting, _ = convene(session, network, HELD, HELD + timedelta(days=28))
    marta, _ = settle_person(session)
    rosa, riobamba = settle_person(session, "EC")
    _, pasto = settle_person(session, "EC")
    place = join(session, marta, None, network, role=Role.COORDINATOR)
    join(session, rosa, riobamba, network)
    admit(session, network, riobamba, pasto)
    return Case(session, network, meeting, marta, place, rosa, riobamba, pasto)


def admit(session: Session, network: Network, *cities: City) -> None:
    for city in cities:
        if session.get(NetworkCity, (network.id, city.id)) is None:
            session.add(NetworkCity(network_id=network.id, city_id=city.id))
    session.flush()


async def in_case(database: Database, check: Callable[[Case], None]) -> None:
    await database.run(lambda session: check(case_of(session)))


async def test_only_the_coordination_of_an_open_network_notes_for_its_cities(database: Database) -> None:
    def check(case: Case) -> None:
        session, network = case.session, case.network
        other = found_network(session, "economia")
        facilitator, _ = settle_person(session)
        join(session, facilitator, None, network, role=Role.FACILITATOR)
        elsewhere, foreign = settle_person(session)
        join(session, elsewhere, None, other, role=Role.COORDINATOR)

        assert access_noting(session, case.marta, network.id, case.pasto.id) == (network, case.pasto)
        for person, city, refusal in (
            (facilitator, case.pasto, NotAllowed),
            (case.rosa, case.pasto, NotAllowed),
            (case.rosa, case.riobamba, NotAllowed),  # her own: she does it herself
            (elsewhere, case.pasto, NotFound),
            (case.marta, foreign, NotFound),
        ):
            with pytest.raises(refusal):
                access_noting(session, person, network.id, city.id)
        network.closed_at = NOON
        with pytest.raises(NetworkClosed):
            access_noting(session, case.marta, network.id, case.pasto.id)

    await in_case(database, check)


async def test_record_is_of_the_city_whoever_noted_it(database: Database) -> None:
    def check(case: Case) -> None:
        session = case.session
        ours, theirs = case.challenge(case.riobamba), case.challenge(case.pasto)

        assert (ours.city_id, ours.noted_by) == (case.riobamba.id, case.marta.id)
        assert outcomes.askers_of(session, ours) == [case.rosa]
        assert outcomes.askers_of(session, theirs) == [case.marta]
        assert access_asked_challenge(session, case.rosa, ours.id) == (ours, False)
        assert access_asked_challenge(session, case.marta, ours.id) == (ours, True)
        with pytest.raises(NotAllowed):
            access_own_challenge(session, case.rosa, theirs.id)
        with pytest.raises(OwnChallenge):
            solutions.access_answering(session, case.marta, theirs.id, case.pasto.id)
        with pytest.raises(OwnChallenge):
            solutions.access_answering(session, case.rosa, ours.id)
        assert solutions.access_answering(session, case.marta, theirs.id) is theirs  # in her own name
        case.place.role = Role.FACILITATOR
        session.flush()
        assert not owns(session, case.marta, ours)
        assert outcomes.askers_of(session, theirs) == []

    await in_case(database, check)


async def test_what_is_between_a_city_and_the_coordination_reaches_nobody_else(database: Database) -> None:
    def check(case: Case) -> None:
        session, network = case.session, case.network
        ana, _ = settle_person(session, "EC")
        join(session, ana, case.riobamba, network)
        of_rosa = case.challenge_by(case.rosa, Visibility.COORDINATORS)
        challenges.do_mark_outcome(session, of_rosa, Outcome.PARTLY, NOON, noted_by=case.marta.id)
        (noting,) = notings_of(session, network.id, case.riobamba.id, 9)

        assert [noted(session, noting, one) for one in (ana, case.rosa, case.marta)] == [
            Noted(noting, "", None),
            *[Noted(noting, of_rosa.title, ChallengeOpened(of_rosa.id, ChallengesShown.OPEN, 0))] * 2,
        ]
        listed = noted_list(SPANISH, network, case.riobamba, [Noted(noting, "", None)], is_own=True)
        assert of_rosa.title not in listed.text
        assert count_by_city(session, network.id, case.pasto.id, is_own=False) == 0
        with pytest.raises(NotFound):
            solutions.access_answering(session, case.marta, of_rosa.id, case.pasto.id)

    await in_case(database, check)


async def test_who_no_longer_coordinates_does_not_read_what_they_noted(database: Database) -> None:
    def check(case: Case) -> None:
        challenge = case.challenge_by(case.marta, Visibility.COORDINATORS, case.riobamba.id)
        case.place.role, case.place.city_id = Role.DELEGATE, case.pasto.id
        case.session.flush()

        assert access_challenge(case.session, case.rosa, challenge.id) is challenge
        with pytest.raises(NotFound):
            access_challenge(case.session, case.marta, challenge.id)
        mine = (case.network.id, case.marta.id, ChallengesShown.MINE)
        assert challenges_counted(case.session, *mine, sees_all=False) == 0

    await in_case(database, check)


async def test_outcome_that_was_noted_is_confirmed_or_changed_by_who_asks(database: Database) -> None:
    def check(case: Case) -> None:
        challenge = case.challenge(case.riobamba)
        challenges.do_mark_outcome(case.session, challenge, Outcome.SOLVED, NOON, noted_by=case.marta.id)
        assert set(case.kinds(case.riobamba)) == {NotedKind.CHALLENGE, NotedKind.OUTCOME}
        with pytest.raises(NotAllowed):
            challenges.do_confirm_outcome(case.session, case.marta, challenge, NOON)
        assert challenge.outcome_noted_by == case.marta.id

        challenges.do_confirm_outcome(case.session, case.rosa, challenge, NOON)

        def standing() -> tuple[Outcome | None, int | None]:
            return challenge.outcome, challenge.outcome_noted_by

        assert standing() == (Outcome.SOLVED, None)
        challenges.do_mark_outcome(
            case.session, challenge, Outcome.OPEN, NOON, noted_by=case.marta.id, seen=Outcome.SOLVED
        )

        challenges.do_mark_outcome(case.session, challenge, Outcome.PARTLY, NOON)

        assert challenge.outcome_noted_by is None
        challenges.do_take_over(case.session, case.rosa, challenge, NOON)
        assert (challenge.person_id, challenge.noted_by, case.kinds(case.riobamba)) == (case.rosa.id, None, [])

    await in_case(database, check)


async def test_old_key_does_not_change_what_the_city_itself_said_since(database: Database) -> None:
    def check(case: Case) -> None:
        session, by = case.session, case.marta.id
        challenge = case.challenge_by(case.rosa, Visibility.NETWORK)
        answer = answer_challenge(session, challenge, case.marta, NOON)
        challenges.do_mark_outcome(session, challenge, Outcome.SOLVED, NOON)

        for through in (None, answer):
            with pytest.raises(challenges.OutcomeSaid):
                challenges.do_mark_outcome(
                    session, challenge, Outcome.PARTLY, NOON, through=through, noted_by=by, seen=Outcome.OPEN
                )
        assert (challenge.outcome, challenge.outcome_noted_by, answer.marked_at) == (Outcome.SOLVED, None, None)
        challenges.do_mark_outcome(session, challenge, Outcome.PARTLY, NOON, noted_by=by, seen=Outcome.SOLVED)
        challenges.do_mark_outcome(session, challenge, Outcome.SOLVED, NOON, noted_by=by, seen=Outcome.OPEN)
        assert (challenge.outcome, challenge.outcome_noted_by) == (Outcome.SOLVED, by)

    await in_case(database, check)


async def test_nothing_is_noted_beside_what_a_city_has_said_itself(database: Database) -> None:
    def check(case: Case) -> None:
        session, meeting, network, prompt = case.session, case.meeting, case.network, case.prompt()
        prompts.do_publish_answer(session, case.rosa, prompt.id, "Mío", now=NOON)
        do_write_takeaway(session, case.rosa, meeting, network, case.riobamba, "Mío", now=NOON)

        with pytest.raises(SaidItself):
            prompts.do_publish_answer(session, case.marta, prompt.id, "No", now=NOON, city_id=case.riobamba.id)
        with pytest.raises(SaidItself):
            do_note_takeaway(session, case.marta, meeting, network, case.riobamba, "No", now=NOON)

        texts = [*session.scalars(sa.select(PromptAnswer.text)), *session.scalars(sa.select(Takeaway.text))]
        assert (texts, case.kinds(case.riobamba)) == (["Mío", "Mío"], [])

    await in_case(database, check)


async def test_what_is_gone_is_noted_no_more(database: Database) -> None:
    def check(case: Case) -> None:
        session, network = case.session, case.network
        place = session.scalars(sa.select(Membership).where(Membership.person_id == case.rosa.id)).one()
        for words in ("Anotado", ""):
            do_note_takeaway(session, case.marta, case.meeting, network, case.pasto, words, now=NOON)
        do_note_helps(session, case.marta, place.id, {HelpKind.OFFER: ["Bicicletas"]}, NOON)
        assert (case.kinds(case.pasto), case.kinds(case.riobamba)) == ([], [NotedKind.HELPS])

        do_leave(session, case.rosa, network.id, now=NOON)

        assert case.kinds(case.riobamba) == []

    await in_case(database, check)


async def test_what_is_noted_of_a_turn_opens_in_the_name_of_its_city(database: Database) -> None:
    def check(case: Case) -> None:
        about = {"network_id": case.network.id, "city_id": case.riobamba.id, "about_id": 1}
        questions, swap = (Noting(kind=kind, **about) for kind in (NotedKind.QUESTIONS, NotedKind.SWAP))

        opened = [noted(case.session, one, reader) for reader in (case.marta, case.rosa) for one in (questions, swap)]

        assert [None if one is None else one.opens for one in opened] == [
            QuestionsBegun(case.network.id, case.riobamba.id),
            SwapBegun(case.network.id, case.riobamba.id),
            QuestionsBegun(case.network.id),
            SwapBegun(case.network.id),
        ]

    await in_case(database, check)


async def test_swap_that_was_noted_is_told_only_to_who_coordinates_and_is_there(database: Database) -> None:
    def check(case: Case) -> None:
        swap = TurnSwap(city_id=case.pasto.id, noted_by=case.marta.id, person_id=case.marta.id)
        assert _askers(case.session, swap, case.network, NOON) == [case.marta]

        case.marta.paused_until = NOON + timedelta(days=1)
        assert _askers(case.session, swap, case.network, NOON) == []
        case.marta.paused_until, case.place.role = None, Role.FACILITATOR
        case.session.flush()
        assert _askers(case.session, swap, case.network, NOON) == []

    await in_case(database, check)


async def test_answer_of_the_citys_people_takes_the_place_of_the_noted_one(database: Database) -> None:
    def check(case: Case) -> None:
        session, prompt = case.session, case.prompt()
        prompts.do_publish_answer(session, case.rosa, prompt.id, "Mío", now=NOON)
        prompts.do_withdraw_answer(session, case.rosa, prompt.id, now=NOON)
        for city in (case.riobamba, case.pasto):
            prompts.do_publish_answer(session, case.marta, prompt.id, "Anotado", now=NOON, city_id=city.id)
        prompts.do_publish_answer(session, case.marta, prompt.id, "Anotado mejor", now=NOON, city_id=case.riobamba.id)

        own = prompts.own_answer(session, prompt, case.rosa)
        assert own is not None
        assert own.text == "Anotado mejor"
        prompts.do_publish_answer(session, case.rosa, prompt.id, "De nuevo mío", now=NOON)

        found = sa.select(PromptAnswer.text, PromptAnswer.noted_by).order_by(PromptAnswer.text)
        assert [tuple(row) for row in session.execute(found)] == [("Anotado", case.marta.id), ("De nuevo mío", None)]
        assert (case.kinds(case.riobamba), case.kinds(case.pasto)) == ([], [NotedKind.ANSWER])

    await in_case(database, check)


async def test_takeaway_of_the_citys_people_takes_the_place_of_the_noted_one(database: Database) -> None:
    def check(case: Case) -> None:
        session, meeting, network = case.session, case.meeting, case.network
        for city in (case.riobamba, case.pasto):
            do_note_takeaway(session, case.marta, meeting, network, city, "Anotado", now=NOON)

        do_write_takeaway(session, case.rosa, meeting, network, case.riobamba, "Mío", now=NOON)

        found = sa.select(Takeaway.text, Takeaway.person_id, Takeaway.noted_by).order_by(Takeaway.text)
        assert [tuple(row) for row in session.execute(found)] == [
            ("Anotado", case.marta.id, case.marta.id),
            ("Mío", case.rosa.id, None),
        ]
        assert (case.kinds(case.riobamba), case.kinds(case.pasto)) == ([], [NotedKind.TAKEAWAY])

    await in_case(database, check)


async def test_commitment_and_offer_stand_in_the_citys_list_until_it_makes_them_its_own(database: Database) -> None:
    def check(case: Case) -> None:
        session, marta, rosa, city = case.session, case.marta, case.rosa, case.riobamba

        def speaker(person: Person) -> Speaker:
            return access_offering(session, person, case.meeting.id, city.id)

        commitment = taking.do_write(session, marta, speaker(marta), "Pintar", seen=0, now=NOON)
        offer, other = (
            offering.do_offer(session, marta, speaker(marta), case.pasto, words, None, now=NOON + timedelta(hours=1))
            for words in ("Un manual", "Otro")
        )
        offering.do_withdraw(session, marta, case.meeting, case.network, other, is_noting=True, now=NOON)

        notings = notings_of(session, case.network.id, city.id, 9)
        assert [one.kind for one in notings] == [NotedKind.OFFER, NotedKind.COMMITMENT]
        shown = [noted(session, one, marta) for one in notings]
        assert [(one.title, one.opens) for one in shown if one is not None] == [
            ("Un manual", OfferOpened(offer.id)),
            ("Pintar", CommitmentOpened(case.meeting.id, city.id)),
        ]
        whole = whole_offer(session, offer.id)
        assert whole is not None
        for asked in (offer_pages.check, offer_pages.awaited):
            assert "✍️ Anotado por coordinación" in asked(translator_of(rosa), whole).text
        with pytest.raises(NotAllowed):
            taking.do_take_over(session, marta, speaker(marta), now=NOON)
        taking.do_take_over(session, rosa, speaker(rosa), now=NOON)
        assert case.kinds(city) == [NotedKind.OFFER]
        offering.do_take_over(session, rosa, offer, speaker(rosa), now=NOON)
        assert case.kinds(city) == []
        for thing in (commitment, offer):
            assert (thing.person_id, thing.noted_by) == (rosa.id, None)

    await in_case(database, check)


async def test_what_is_noted_is_in_the_language_of_the_city(database: Database) -> None:
    def check(case: Case) -> None:
        session, city = case.session, case.riobamba
        case.marta.language = "ca"
        speaker = access_offering(session, case.marta, case.meeting.id, city.id)
        prompt = case.prompt()

        do_note_takeaway(session, case.marta, case.meeting, case.network, city, "Anotado", now=NOON)
        prompts.do_publish_answer(session, case.marta, prompt.id, "Sí", now=NOON, city_id=city.id)
        written: list[Any] = [
            case.challenge(city),
            taking.do_write(session, case.marta, speaker, "Pintar", seen=0, now=NOON),
            offering.do_offer(session, case.marta, speaker, case.pasto, "Un manual", None, now=NOON),
            session.scalars(sa.select(Takeaway)).one(),
            session.scalars(sa.select(PromptAnswer)).one(),
        ]

        assert {one.language for one in written} == {"es"}

    await in_case(database, check)


async def test_dates_count_for_a_city_without_people_and_outlive_who_noted_them(database: Database) -> None:
    def check(case: Case) -> None:
        session = case.session
        poll = DatePoll(network_id=case.network.id, person_id=case.marta.id, asked_at=NOON)
        poll.closes_at = NOON + timedelta(days=5)
        session.add(poll)
        session.flush()
        option = DatePollOption(poll_id=poll.id, starts_at=NOON + timedelta(days=30))
        session.add(option)
        session.flush()
        for city in (case.riobamba, case.pasto):
            do_note_date(session, case.marta, option, city.id, Availability.NO, now=NOON)
        do_answer(session, case.rosa, option, Availability.YES, now=NOON, pressed=(1, 1))
        assert len(rows_of(session, case.marta)["dates_noted"]) == 1

        do_erase(session, case.marta, now=NOON)

        standing = standing_of(session, asked_of(session, poll, case.network, NOON))
        assert (standing.tallies[0].can, standing.tallies[0].cannot) == ((case.riobamba,), (case.pasto,))
        assert standing.noted == (case.pasto,)
        assert case.kinds(case.riobamba) == []

    await in_case(database, check)


async def test_person_without_telegram_is_entered_once_and_never_asked(database: Database) -> None:
    def check(case: Case) -> None:
        entered = [
            do_enter_person(
                case.session, case.marta, case.network.id, case.pasto.id, name="Lucía", post="Mercados", now=NOON
            )[0]
            for _ in range(2)
        ]

        assert entered[0] is entered[1]
        assert entered[0].digest_due_at is None
        assert case.pasto not in [one.city for one in unreachable_participants(case.session, [case.network.id])]
        assert case.pasto not in [one.city for one in reached(case.session, case.network, now=NOON)]
        lucia = case.session.get_one(Person, entered[0].person_id)
        do_leave(case.session, lucia, case.network.id, now=NOON)
        do_erase(case.session, lucia, now=NOON)
        assert lucia.name == ""

    await in_case(database, check)


def test_key_that_was_shown_before_a_field_was_added_still_works() -> None:
    assert unpack("os:3") == SwapBegun(3, 0)
    assert unpack("os:3:7") == SwapBegun(3, 7)
    assert unpack("os") is None
    assert unpack("os:3:7:1") is None
