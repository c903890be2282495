"""Adoptions: one of each thing for a city, asked about for half a year, and told to whoever shared it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from actions import attention, letters
from actions.access import access_adopting, access_adoption, access_own_adoption
from actions.adoptions.checking import DAYS
from actions.adoptions.refusals import AdoptionChanged, OwnSource
from actions.adoptions.standing import shown_to
from actions.adoptions.taking import Words, do_adopt, do_change, do_take_over, do_tell, do_tell_use, do_withdraw
from actions.behalf.standing import noted
from actions.digests import do_send_person_digests, plan_for_member
from actions.experiences import do_withdraw_experience
from actions.handovers.passing import do_pass_on
from actions.handovers.standing import place_of
from actions.mydata import do_erase, do_leave
from actions.network import do_change_city
from actions.refusals import NetworkClosed, NotAllowed, NotFound, OneSessionOnly, Refused
from reports.exports import records
from reports.exports.kinds import KINDS
from scheduler.adoptions import TICK, enqueue_checks
from store.adoptions import SourceKind, choices_for, ledger, ledger_counted
from store.behalf import notings_of
from store.chats import meet_chat
from store.database import Database
from store.memberships import membership_of
from store.models import (
    Adoption,
    AdoptionState,
    AuditEntry,
    ChatKind,
    City,
    Experience,
    Held,
    HeldState,
    Kind,
    Letter,
    LetterState,
    Membership,
    Network,
    NetworkCity,
    Person,
    Role,
    Visibility,
)
from store.mydata.gathering import counts_of, rows_of, withdrawn_of
from tests.actions.founding import answer_challenge, found_network, join, settle_person, share_challenge
from texts.adoptions.presses import AdoptionPart
from texts.message import Html, Message

NOW = datetime(2027, 6, 15, 16, tzinfo=UTC)  # a Tuesday, ten in Mérida
DAY = timedelta(days=1)
WORDS = Words("Las plazas de carga", "Sin cobrar", "Medir la demanda", date(2027, 7, 1))


@dataclass
class Case:
    """Laia's city has shared something; two people speak for another one, Tere as its titular."""

    session: Session
    network: Network
    marta: Person
    laia: Person
    tere: Person
    ana: Person
    origin: City
    city: City
    of_tere: Membership
    of_ana: Membership
    experience: Experience

    def adopt(self, person: Person, words: Words = WORDS, *, now: datetime = NOW) -> Adoption:
        city_id = self.city.id
        source, voice = access_adopting(self.session, person, SourceKind.EXPERIENCE, self.experience.id, city_id)
        return do_adopt(self.session, person, source, voice, words, now=now)[0]

    def tell(
        self, person: Person, adoption: Adoption, state: AdoptionState, *, now: datetime = NOW, learned: str = ""
    ) -> None:
        _, voice = access_own_adoption(self.session, person, adoption.id)
        sequence = adoption.sequence
        do_tell(self.session, person, adoption, voice, state, learned=learned, sequence=sequence, now=now)

    def letters(self, part: str) -> list[Letter]:
        """What is still to be sent, or was."""
        found = self.session.query(Letter).filter(Letter.key.contains(part)).order_by(Letter.id)
        return [letter for letter in found if letter.state is not LetterState.WITHDRAWN]

    def asked(self, part: str = ":check:") -> list[int]:
        return [letter.chat_id for letter in self.letters(part)]


def case_of(session: Session) -> Case:
    network = found_network(session)
    marta, _ = settle_person(session)
    join(session, marta, None, network, role=Role.COORDINATOR)
    laia, origin = settle_person(session)
    tere, city = settle_person(session, "MX")
    ana, _ = settle_person(session, "MX")
    session.add_all(NetworkCity(network_id=network.id, city_id=one.id) for one in (origin, city))
    join(session, laia, origin, network)
    of_tere, of_ana = (join(session, one, city, network) for one in (tere, ana))
    for one in (marta, laia, tere, ana):
        meet_chat(session, one.telegram_id or 0, ChatKind.PRIVATE, "")
    experience = Experience(
        network_id=network.id,
        city_id=origin.id,
        person_id=laia.id,
        title="Plazas de carga",
        done="Se pintaron 40.",
        regret="Cobrar.",
        language="es",
        visibility=Visibility.NETWORK,
        published_at=NOW - DAY,
    )
    session.add(experience)
    session.flush()
    return Case(session, network, marta, laia, tere, ana, origin, city, of_tere, of_ana, experience)


async def test_city_takes_each_thing_once_and_whoever_shared_it_is_told(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        adoption = case.adopt(case.tere)

        again = case.adopt(case.ana, Words("Otra cosa", "", "Otra", date(2027, 7, 2)))

        assert (again, again.takes, again.sequence) == (adoption, WORDS.takes, 1), "the first one stands"
        assert (adoption.check_at, adoption.check_days) == (NOW + 30 * DAY, 30)
        (letter,) = case.letters(":adopted:")
        assert (letter.chat_id, letter.kind) == (case.laia.telegram_id, Kind.ADOPTED)
        assert case.adopt(case.ana).id == adoption.id
        _, voice = access_own_adoption(session, case.tere, adoption.id)
        do_withdraw(session, case.tere, adoption, voice, sequence=1, now=NOW)
        do_withdraw(session, case.tere, adoption, voice, sequence=1, now=NOW)
        assert case.letters(":adopted:") == [], "and was not sent yet"
        anew = case.adopt(case.ana)
        assert anew.id != adoption.id
        assert ledger_counted(session, case.network.id) == 1
        deeds = [entry.deed for entry in session.query(AuditEntry).order_by(AuditEntry.id)]
        assert deeds == ["adoption_begun", "adoption_withdrawn", "adoption_begun"]
        assert all("Medir" not in str(entry.details) for entry in session.query(AuditEntry))

    await database.run(unit)


async def test_of_two_of_a_city_who_take_it_at_once_one_is_first(database: Database) -> None:
    case = await database.run(case_of)

    async def adopt(by: Person) -> None:
        def unit(session: Session) -> None:
            person = session.get_one(Person, by.id)
            source, voice = access_adopting(session, person, SourceKind.EXPERIENCE, case.experience.id)
            do_adopt(session, person, source, voice, WORDS, now=NOW)

        await database.run(unit)

    await asyncio.gather(adopt(case.tere), adopt(case.ana))

    assert await database.read(lambda session: session.query(Adoption).count()) == 1
    told = await database.read(lambda session: [one.chat_id for one in session.query(Letter)])
    assert told == [case.laia.telegram_id]


async def test_only_a_city_of_the_network_takes_what_all_of_it_may_read_and_no_city_its_own(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        stranger, foreign = settle_person(session)
        join(session, stranger, foreign, found_network(session, "otra"))
        guest, _ = settle_person(session)
        join(session, guest, case.city, case.network, role=Role.GUEST)
        facilitator, _ = settle_person(session)
        join(session, facilitator, None, case.network, role=Role.FACILITATOR)
        about = (SourceKind.EXPERIENCE, case.experience.id)

        for person, refusal in (
            (stranger, NotFound),
            (guest, OneSessionOnly),
            (facilitator, NotAllowed),
            (case.marta, NotAllowed),
            (case.laia, OwnSource),
        ):
            with pytest.raises(refusal):
                access_adopting(session, person, *about)
        with pytest.raises(NotAllowed):
            access_adopting(session, case.laia, *about, case.city.id)
        with pytest.raises(NotFound):
            access_adopting(session, case.marta, *about, foreign.id)
        case.experience.visibility = Visibility.COORDINATORS
        with pytest.raises(NotFound):
            access_adopting(session, case.marta, *about, case.city.id)
        case.experience.visibility = Visibility.NETWORK
        adoption = case.adopt(case.tere)
        for person in (stranger, guest):
            with pytest.raises((NotFound, OneSessionOnly)):
                access_adoption(session, person, adoption.id)
        for person in (case.laia, facilitator):
            assert not shown_to(session, person, adoption, NOW).may_tell
            with pytest.raises(NotAllowed):
                access_own_adoption(session, person, adoption.id)

    await database.run(unit)


async def test_city_is_asked_three_times_and_not_once_more_than_it_has_to_say(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        adoption = case.adopt(case.tere)
        assert TICK.next_due(session) == NOW + 30 * DAY

        asked = []
        for days in range(1, 200, 3):
            now = NOW + days * DAY
            for _twice in range(2):
                enqueue_checks(session, now)
            asked.append(len(case.letters(":check:")))
        assert sorted(set(asked)) == [0, 1, 2, 3]
        assert [key.split(":")[3] for letter in case.letters(":check:") if (key := letter.key)] == list(map(str, DAYS))
        assert (adoption.check_at, TICK.next_due(session)) == (None, None)

    await database.run(unit)


@pytest.mark.parametrize(
    ("state", "left"),
    [
        (AdoptionState.NOT_YET, 90),
        (AdoptionState.WORKED, 180),
        (AdoptionState.ADAPTED, 180),
        (AdoptionState.FAILED, 0),
    ],
)
async def test_what_was_said_decides_what_is_asked_next(database: Database, state: AdoptionState, left: int) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        adoption = case.adopt(case.tere)
        asked_at = NOW + 30 * DAY
        enqueue_checks(session, asked_at)
        assert len(case.letters(":check:")) == 1

        case.tell(case.ana, adoption, state, now=asked_at, learned="Por el clima")

        assert case.letters(":check:") == [], "what was to be asked is said"
        assert (adoption.check_days, adoption.check_at) == (left, NOW + left * DAY if left else None)
        is_told = state in (AdoptionState.WORKED, AdoptionState.ADAPTED)
        assert case.asked(":worked:") == ([case.laia.telegram_id] if is_told else [])
        if left != 180:
            return
        enqueue_checks(session, NOW + 180 * DAY)
        (letter,) = case.letters(":check:")
        assert "Sigue en uso" in letter.payload["text"]
        _, voice = access_own_adoption(session, case.tere, adoption.id)
        sequence, later = adoption.sequence, NOW + 181 * DAY
        for why in ("Cambió el gobierno", ""):
            do_tell_use(session, case.tere, adoption, voice, still_used=False, sequence=sequence, why=why, now=later)
        checks = shown_to(session, case.laia, adoption, NOW + 181 * DAY).checks
        assert [(one.state, one.still_used, one.words) for one in checks] == [
            (state, None, "Por el clima"),
            (state, False, "Cambió el gobierno"),
        ]
        assert (adoption.state, adoption.check_at) == (state, None), "it had worked all the same"

    await database.run(unit)


async def test_of_two_who_tell_neither_overwrites_the_other_and_twice_is_once(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        adoption = case.adopt(case.tere)
        _, voice = access_own_adoption(session, case.tere, adoption.id)

        def tell(state: AdoptionState, at: int, learned: str = "") -> None:
            do_tell(session, case.tere, adoption, voice, state, learned=learned, sequence=at, now=NOW)

        tell(AdoptionState.NOT_YET, 1)
        tell(AdoptionState.NOT_YET, 1)
        tell(AdoptionState.NOT_YET, 2)
        assert len(shown_to(session, case.tere, adoption, NOW).checks) == 2, "asked twice, it is said twice"
        with pytest.raises(AdoptionChanged):
            tell(AdoptionState.WORKED, 1)
        with pytest.raises(Refused):
            tell(AdoptionState.PLANNED, 3)
        tell(AdoptionState.ADAPTED, 3, "Cerrar a las diez")
        tell(AdoptionState.FAILED, 4, "No vino nadie")
        assert case.letters(":worked:") == [], "what was not sent yet and is not so any more"
        with pytest.raises(AdoptionChanged):
            do_change(session, case.ana, adoption, voice, AdoptionPart.TAKES, "Otra", sequence=1, now=NOW)
        do_change(session, case.ana, adoption, voice, AdoptionPart.TAKES, "Otra", sequence=5, now=NOW)
        do_change(session, case.ana, adoption, voice, AdoptionPart.TAKES, "Otra", sequence=5, now=NOW)
        assert (adoption.takes, adoption.sequence, adoption.person_id) == ("Otra", 6, case.ana.id)

    await database.run(unit)


def _leaves(case: Case) -> None:
    do_leave(case.session, case.tere, case.network.id, now=NOW)


def _is_erased(case: Case) -> None:
    do_erase(case.session, case.tere, now=NOW)


def _passes_on(case: Case) -> None:
    assert place_of(case.session, case.tere, case.of_tere.id, NOW).adoptions == 1
    do_pass_on(case.session, case.tere, case.of_tere.id, case.of_ana.id, leaves=False, now=NOW)
    assert case.session.query(Adoption).one().person_id == case.ana.id


def _changes_city(case: Case) -> None:
    do_change_city(case.session, case.marta, case.of_tere.id, case.origin.id, now=NOW)


@pytest.mark.parametrize("goes", [_leaves, _is_erased, _passes_on, _changes_city])
async def test_whoever_goes_on_for_the_city_is_asked_and_what_it_tries_stays(
    database: Database, goes: Callable[[Case], None]
) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        adoption = case.adopt(case.tere)
        assert counts_of(session, case.tere)["adoptions"] == 1
        assert [row["takes"] for row in rows_of(session, case.tere)["adoptions"]] == [WORDS.takes]

        goes(case)
        session.flush()
        enqueue_checks(session, NOW + 30 * DAY)

        assert case.asked() == [case.ana.telegram_id]
        (one,) = ledger(session, case.network.id, None, offset=0, limit=5)
        assert (one.adoption.id, one.city.id, one.origin.id, one.title) == (
            adoption.id,
            case.city.id,
            case.origin.id,
            case.experience.title,
        )

    await database.run(unit)


async def test_question_keeps_to_breaks_hours_and_the_budget_and_the_next_digest_brings_it(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        adoption = case.adopt(case.tere)
        due = NOW + 30 * DAY  # a Thursday
        case.tere.paused_until = due + 7 * DAY
        session.flush()
        enqueue_checks(session, due)
        assert (case.asked(), adoption.check_at, adoption.check_days) == ([], due + 7 * DAY, 30), "at the end of it"
        case.tere.paused_until = None
        plan_for_member(session, case.of_tere, case.network, now=due + 7 * DAY)
        postage = attention.postage(Kind.ANNOUNCEMENT, case.tere, key="news", now=due + 7 * DAY)
        chat = case.tere.telegram_id or 0
        letters.send(session, chat, Message(Html("Hola")), now=due + 7 * DAY, postage=postage)

        enqueue_checks(session, due + 7 * DAY)

        assert case.asked() == []
        (lately,) = attention.standing_of(session, case.tere, due + 7 * DAY).lately
        assert (lately.kind, lately.about_id, lately.state) == (Kind.ADOPTION_CHECK, adoption.id, HeldState.WAITING)
        monday = datetime(2027, 7, 26, 15, tzinfo=UTC)
        do_send_person_digests(session, [case.tere.id], now=monday)
        (digest,) = case.letters("digest:")
        assert (
            f'{case.city.name} (MX)? <a href="https://t.me/{{bot_username}}?start=adoption-{adoption.id}">'
            in (digest.payload["text"])
        )
        key = digest.payload["reply_markup"]["inline_keyboard"][0][0]
        assert (key["text"], key["callback_data"]) == (f"🌱 {case.city.name}: contar cómo fue", f"adg:{adoption.id}")
        assert [one.state for one in session.query(Held)] == [HeldState.CARRIED]

    await database.run(unit)


@pytest.mark.parametrize("ends", ["told", "another city"])
async def test_what_was_told_or_is_another_s_now_is_asked_by_no_digest(database: Database, ends: str) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        adoption = case.adopt(case.tere)
        due = NOW + 30 * DAY
        plan_for_member(session, case.of_tere, case.network, now=due)
        postage = attention.postage(Kind.ANNOUNCEMENT, case.tere, key="news", now=due)
        letters.send(session, case.tere.telegram_id or 0, Message(Html("Hola")), now=due, postage=postage)
        enqueue_checks(session, due)
        assert session.query(Held).count() == 1

        if ends == "told":
            case.tell(case.ana, adoption, AdoptionState.WORKED, now=due)
        else:
            _changes_city(case)

        assert session.query(Held).count() == 0

    await database.run(unit)


async def test_who_has_left_is_shown_nothing_more_and_stands_in_nobody_s_way(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        adoption = case.adopt(case.tere)
        (letter,) = case.letters(":adopted:")
        letter.state, letter.message_id = LetterState.SENT, 7
        session.flush()
        do_leave(session, case.laia, case.network.id, now=NOW)
        said = session.query(Letter).count()

        _, voice = access_own_adoption(session, case.tere, adoption.id)
        do_change(session, case.tere, adoption, voice, AdoptionPart.TAKES, "Otra", sequence=1, now=NOW)
        case.tell(case.tere, adoption, AdoptionState.WORKED)
        do_withdraw(session, case.tere, adoption, voice, sequence=3, now=NOW)

        assert session.query(Letter).count() == said

    await database.run(unit)


async def test_closed_network_takes_on_nothing_and_keeps_its_questions(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        adoption = case.adopt(case.tere)
        case.network.closed_at = NOW + DAY
        session.flush()

        with pytest.raises(NetworkClosed):
            case.adopt(case.ana)
        enqueue_checks(session, NOW + 90 * DAY)
        assert case.asked() == [case.tere.telegram_id]
        case.tell(case.tere, adoption, AdoptionState.WORKED, now=NOW + 90 * DAY)
        assert case.asked(":worked:") == [case.laia.telegram_id]

    await database.run(unit)


async def test_what_it_came_from_can_be_withdrawn_and_its_words_with_it(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        adoption = case.adopt(case.tere)
        assert shown_to(session, case.ana, adoption, NOW).opens is not None

        do_withdraw_experience(session, case.laia, case.experience, NOW)
        session.flush()

        shown = shown_to(session, case.ana, adoption, NOW)
        assert (shown.opens, shown.listed.title, shown.adoption.takes) == (None, "", WORDS.takes)
        with pytest.raises(NotFound):
            case.adopt(case.ana)
        case.tell(case.tere, adoption, AdoptionState.WORKED)
        (letter,) = case.letters(":worked:")
        assert case.experience.title not in letter.payload["text"]

    await database.run(unit)


async def test_coordination_notes_it_for_a_city_whose_people_are_asked_and_make_it_their_own(
    database: Database,
) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        solution = answer_challenge(session, share_challenge(session, case.network, case.tere, NOW), case.laia, NOW)
        solution.city_id = case.origin.id
        session.flush()
        found = choices_for(session, case.network.id, case.city.id, offset=0, limit=5)
        assert {(one.kind, one.id) for one in found} == {
            (SourceKind.EXPERIENCE, case.experience.id),
            (SourceKind.SOLUTION, solution.id),
        }
        assert choices_for(session, case.network.id, case.origin.id, offset=0, limit=5) == []

        adoption = case.adopt(case.marta)

        assert (adoption.noted_by, adoption.language) == (case.marta.id, case.city.language)
        (noting,) = notings_of(session, case.network.id, case.city.id, 5)
        shown = noted(session, noting, case.tere)
        assert shown is not None
        assert shown.title == WORDS.takes
        enqueue_checks(session, NOW + 30 * DAY)
        assert case.asked() == [case.tere.telegram_id], "the titular"
        case.tell(case.marta, adoption, AdoptionState.WORKED, now=NOW + 31 * DAY)
        assert [one.noted_by for one in shown_to(session, case.tere, adoption, NOW).checks] == [case.marta.id]
        do_take_over(session, case.tere, adoption, now=NOW + 31 * DAY)
        do_take_over(session, case.tere, adoption, now=NOW + 31 * DAY)
        assert (adoption.noted_by, adoption.person_id) == (None, case.tere.id)
        assert notings_of(session, case.network.id, case.city.id, 5) == []

    await database.run(unit)


async def test_export_holds_those_of_its_network_and_one_s_own_data_what_was_withdrawn(database: Database) -> None:
    kinds = {kind.name: kind for kind in KINDS if kind.name.startswith("adoption")}

    def unit(session: Session) -> None:
        case, other = case_of(session), found_network(session, "otra")
        adoption = case.adopt(case.tere)
        case.tell(case.tere, adoption, AdoptionState.ADAPTED, learned="Cerrar a las diez")

        (record,) = records(session, kinds["adoptions"], case.network.id)
        (check,) = records(session, kinds["adoption_checks"], case.network.id)
        assert (record["takes"], record["state"], record["starts_on"]) == (WORDS.takes, "adapted", "2027-07-01")
        assert (check["adoption_id"], check["words"]) == (adoption.id, "Cerrar a las diez")
        assert [list(records(session, kind, other.id)) for kind in kinds.values()] == [[], []]
        _, voice = access_own_adoption(session, case.tere, adoption.id)
        do_withdraw(session, case.tere, adoption, voice, sequence=2, now=NOW)
        assert (counts_of(session, case.tere)["adoptions"], withdrawn_of(session, case.tere)["adoptions"]) == (0, 1)
        assert membership_of(session, case.tere.id, case.network.id) is not None

    await database.run(unit)
