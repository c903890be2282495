"""What leaves its network: who may propose and narrow, what is asked before, and who is told, once."""

from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.access import access_outside, access_proposing, narrows
from actions.attachments.pieces import file_piece
from actions.attachments.taking import do_attach
from actions.challenges import do_publish_to_network, do_share_challenge, do_withdraw_challenge
from actions.experiences import do_change_experience, do_share_experience
from actions.proposals.deciding import do_approve, do_return
from actions.proposals.proposing import do_narrow, do_propose
from actions.proposals.refusals import ForFewOnly, ProposalChanged, SomethingMissing
from actions.refusals import NotAllowed, NotFound
from actions.search.narrowing import theme_term
from actions.solutions import do_answer_challenge, do_withdraw_solution
from store.database import Database
from store.models import (
    AttachmentKind,
    AuditEntry,
    Experience,
    FoundKind,
    Kind,
    Letter,
    LetterState,
    Network,
    Person,
    Proposal,
    ProposalState,
    Readers,
    RecordTheme,
    Role,
    SearchEntry,
    Visibility,
)
from tests.actions.founding import found_network, join, settle_person
from texts.experiences.presses import ExperiencePart

NOON = datetime(2027, 7, 5, 12, tzinfo=UTC)


class Founded(NamedTuple):
    """A network with an author, their titular, a delegate of another city, and two who coordinate."""

    network: Network
    author: Person
    titular: Person
    other: Person
    coordinator: Person
    second: Person
    outsider: Person
    experience: Experience


def found(session: Session) -> Founded:
    network, elsewhere = found_network(session), found_network(session, "otra")
    (titular, city), (author, _), (other, of_other) = (settle_person(session) for _ in range(3))
    join(session, titular, city, network)
    join(session, author, city, network)
    join(session, other, of_other, network)
    coordinator, second, outsider = (settle_person(session)[0] for _ in range(3))
    join(session, coordinator, None, network, role=Role.COORDINATOR)
    join(session, second, None, network, role=Role.COORDINATOR)
    join(session, outsider, None, elsewhere, role=Role.COORDINATOR)
    return Founded(network, author, titular, other, coordinator, second, outsider, share(session, network, author))


def share(session: Session, network: Network, author: Person, title: str = "Ferias") -> Experience:
    return do_share_experience(
        session,
        author,
        network.id,
        done="Ferias.",
        regret="Sin luz.",
        title=title,
        visibility=Visibility.NETWORK,
        now=NOON,
    )[0]


def propose(
    session: Session, person: Person, record: Experience, reach: Readers = Readers.NETWORKS, **more: Any
) -> Proposal:
    given: dict[str, Any] = {"with_name": False, "sequence": 0, "now": NOON} | more
    return do_propose(session, person, FoundKind.EXPERIENCE, record.id, reach, **given)


def approve(session: Session, person: Person, proposal: Proposal, reach: Readers | None = None) -> Proposal:
    return do_approve(session, person, proposal.id, reach or proposal.reach, sequence=proposal.sequence, now=NOON)


def read(session: Session, person: Person | None, record: Experience) -> str:
    return access_outside(session, person, FoundKind.EXPERIENCE, record.id).words.parts["done"]


def told(session: Session, kind: Kind) -> list[int]:
    """The chats that a letter of this kind goes to."""
    standing = (Letter.kind == kind, Letter.state != LetterState.WITHDRAWN)
    return list(session.scalars(sa.select(Letter.chat_id).where(*standing).order_by(Letter.id)))


async def test_author_and_titular_propose_and_coordination_narrows(database: Database) -> None:
    def check(session: Session) -> None:
        town = found(session)
        about = FoundKind.EXPERIENCE, town.experience.id
        for person in (town.author, town.titular):
            assert access_proposing(session, person, *about) is town.experience
        for person in (town.other, town.coordinator):
            with pytest.raises(NotAllowed):
                access_proposing(session, person, *about)
        with pytest.raises(NotFound):
            access_proposing(session, town.outsider, *about)
        people = (town.author, town.titular, town.coordinator, town.other)
        assert [narrows(session, one, town.experience) for one in people] == [True, True, True, False]

        proposal = propose(session, town.titular, town.experience, with_name=True)
        assert not proposal.with_name, "nobody but who wrote it agrees to be named"
        for person in (town.author, town.outsider):
            with pytest.raises((NotAllowed, NotFound)):
                approve(session, person, proposal)

    await database.run(check)


async def test_what_waits_is_said_in_the_last_message_and_not_in_all_before(database: Database) -> None:
    def check(session: Session) -> None:
        town = found(session)
        followed = sa.select(sa.func.count(Letter.id)).where(Letter.subject == f"proposals:{town.network.id}")
        for title in ("Ferias", "Huertas", "Mercados"):
            proposal = propose(session, town.author, share(session, town.network, town.author, title))
            assert session.scalar(followed) == 2, "those of the two who coordinate"
            approve(session, town.coordinator, proposal)
        assert len(told(session, Kind.PROPOSED)) == 6

    await database.run(check)


async def test_no_brochures_and_nothing_confidential(database: Database) -> None:
    def check(session: Session) -> None:
        town = found(session)
        town.experience.regret = ""
        with pytest.raises(SomethingMissing):
            propose(session, town.author, town.experience)
        few, _ = do_share_challenge(
            session,
            town.author,
            town.network.id,
            problem="Ferias.",
            tried="",
            title="Ferias",
            visibility=Visibility.COORDINATORS,
            now=NOON,
        )
        about = FoundKind.CHALLENGE, few.id, Readers.PUBLIC
        with pytest.raises(ForFewOnly):
            do_propose(session, town.author, *about, with_name=False, sequence=0, now=NOON)
        do_publish_to_network(session, town.author, few, NOON)
        proposal = do_propose(session, town.author, *about, with_name=False, sequence=0, now=NOON)
        approve(session, town.coordinator, proposal)
        do_withdraw_challenge(session, town.author, few, NOON)
        assert (proposal.state, proposal.open_to, proposal.said) == (ProposalState.ENDED, None, None)

    await database.run(check)


async def test_coordination_has_one_message_for_all_that_wait(database: Database) -> None:
    def check(session: Session) -> None:
        town = found(session)
        first = propose(session, town.author, town.experience)
        assert propose(session, town.author, town.experience) is first, "pressed twice"
        second = propose(session, town.author, share(session, town.network, town.author, "Luces"))
        coordination = [town.coordinator.telegram_id, town.second.telegram_id]
        assert told(session, Kind.PROPOSED) == coordination

        approve(session, town.coordinator, first)
        approve(session, town.coordinator, first)
        seen = second.sequence
        do_return(session, town.second, second.id, "¿Y la luz?", sequence=seen, now=NOON)
        with pytest.raises(ProposalChanged):
            do_approve(session, town.coordinator, second.id, Readers.NETWORKS, sequence=seen, now=NOON)
        assert told(session, Kind.PROPOSAL_ANSWERED) == [town.author.telegram_id] * 2
        assert (second.state, second.reason, second.open_to) == (ProposalState.RETURNED, "¿Y la luz?", None)
        deeds = session.scalars(sa.select(AuditEntry.deed).order_by(AuditEntry.id))
        assert list(deeds) == [
            "experience_proposed",
            "experience_proposed",
            "experience_approved",
            "experience_returned",
        ]

    await database.run(check)


async def test_what_is_new_waits_what_is_put_back_does_not_and_fewer_read_at_once(database: Database) -> None:
    def check(session: Session) -> None:
        town = found(session)
        record = town.experience
        proposal = approve(session, town.coordinator, propose(session, town.author, record, Readers.PUBLIC))
        for words, state in (("Otras.", ProposalState.PROPOSED), ("Ferias.", ProposalState.APPROVED)):
            do_change_experience(session, town.author, record, ExperiencePart.DONE, words, NOON)
            assert (proposal.state, read(session, None, record)) == (state, "Ferias.")

        piece = file_piece("photo", "file", "unique", size=1, name="", duration=0)
        assert piece.kind is AttachmentKind.PHOTO
        do_attach(session, town.author, record, piece, now=NOON)
        assert proposal.state is ProposalState.PROPOSED
        assert access_outside(session, None, FoundKind.EXPERIENCE, record.id).words.files == {}
        approve(session, town.coordinator, proposal, Readers.NETWORKS)
        assert len(access_outside(session, town.outsider, FoundKind.EXPERIENCE, record.id).words.files) == 1
        with pytest.raises(NotFound):
            read(session, None, record)

        about, seen = (FoundKind.EXPERIENCE, record.id), proposal.sequence
        do_narrow(session, town.second, *about, Readers.NETWORK, sequence=seen, now=NOON)
        do_narrow(session, town.second, *about, Readers.NETWORK, sequence=seen, now=NOON)
        with pytest.raises(NotFound):
            read(session, town.outsider, record)
        with pytest.raises(ProposalChanged):
            do_narrow(session, town.author, *about, Readers.COORDINATORS, sequence=seen, now=NOON)
        assert record.visibility is Visibility.NETWORK

    await database.run(check)


async def test_what_left_its_network_is_still_found_by_its_themes(database: Database) -> None:
    def unit(session: Session) -> None:
        case = found(session)
        approve(session, case.coordinator, propose(session, case.author, case.experience))

        theme = session.scalars(sa.select(RecordTheme.theme).where(RecordTheme.about_id == case.experience.id)).first()
        entry = session.scalars(sa.select(SearchEntry).where(SearchEntry.kind == FoundKind.EXPERIENCE)).one()

        assert theme is not None
        assert theme_term(theme) in entry.terms.split()

    await database.run(unit)


async def test_what_was_taken_back_is_kept_nowhere(database: Database) -> None:
    def unit(session: Session) -> None:
        case = found(session)
        challenge, _ = do_share_challenge(
            session,
            case.author,
            case.network.id,
            problem="Ferias.",
            tried="",
            title="Ferias",
            visibility=Visibility.NETWORK,
            now=NOON,
        )
        answer = do_answer_challenge(session, case.other, challenge, "Luz solar.", now=NOON)
        answer.agreed_at = NOON
        about = FoundKind.CHALLENGE, challenge.id, Readers.NETWORKS
        proposal = do_propose(session, case.author, *about, with_name=False, sequence=0, now=NOON)
        approve(session, case.coordinator, proposal)
        assert "Luz solar." in str(proposal.said)

        do_withdraw_solution(session, answer, NOON)

        assert "Luz solar." not in str(proposal.said)

    await database.run(unit)
