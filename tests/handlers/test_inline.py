"""What `@bot words` offers to whom: as much as they may read, and nothing that is for few."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from actions.challenges import do_share_challenge
from handlers.search.inline import offer
from handlers.turn import Facts, InlineAsked, InlineTurn, Sender
from store.database import Database
from store.models import Network, Person, Role, Visibility
from tests.actions import founding
from texts.search.inline import InlineAnswer
from texts.translator import translator_for

NOON = datetime(2027, 6, 9, 15, 0, tzinfo=UTC)
BOT = "redes_bot"


def offered(session: Session, person: Person | None, words: str, offset: str = "") -> InlineAnswer:
    sender = Sender(1 if person is None else person.telegram_id or 0, "Alguien")
    asked = InlineAsked(1, "1", sender, words, offset)
    return offer(InlineTurn(session, NOON, asked, translator_for("es"), Facts(BOT), person))


def found(
    session: Session, network: Network, author: Person, title: str, visibility: Visibility = Visibility.NETWORK
) -> int:
    """A challenge that is shared, and so can be found."""
    return do_share_challenge(
        session, author, network.id, problem=title, tried="", title=title, visibility=visibility, now=NOON
    )[0].id


async def test_each_role_is_offered_what_it_may_read_and_nothing_for_few(database: Database) -> None:
    def unit(session: Session) -> None:
        network, other = founding.found_network(session), founding.found_network(session, "economia")
        author, city = founding.settle_person(session)
        founding.join(session, author, city, network)
        shared = found(session, network, author, "Camiones de noche")
        found(session, network, author, "Camiones en secreto", Visibility.COORDINATORS)
        people = {"author": author}
        for name, where, role in (
            ("delegate", network, Role.DELEGATE),
            ("coordinator", network, Role.COORDINATOR),
            ("facilitator", network, Role.FACILITATOR),
            ("guest", network, Role.GUEST),
            ("of another network", other, Role.DELEGATE),
        ):
            people[name], _ = founding.settle_person(session)
            founding.join(session, people[name], None, where, role=role)
        people["nowhere"], _ = founding.settle_person(session)

        for words in ("camiones", ""):
            told = {name: offered(session, person, words) for name, person in people.items()}
            told["stranger"] = offered(session, None, words)
            seen = {name for name, answer in told.items() if answer.results}
            assert seen == {"author", "delegate", "coordinator", "facilitator"}
            assert {one.id for answer in told.values() for one in answer.results} == {f"challenge-{shared}"}
            assert {name for name, answer in told.items() if answer.way_in} == told.keys() - seen

    await database.run(unit)


async def test_the_year_is_that_in_which_it_was_shared_where_the_reader_is(database: Database) -> None:
    def unit(session: Session) -> None:
        network = founding.found_network(session)
        author, city = founding.settle_person(session)
        founding.join(session, author, city, network)
        night = datetime(2027, 1, 1, 2, 0, tzinfo=UTC)
        do_share_challenge(
            session,
            author,
            network.id,
            problem="Camiones",
            tried="",
            title="Camiones",
            visibility=Visibility.NETWORK,
            now=night,
        )

        for zone, year in (("America/Bogota", "2026"), ("Europe/Madrid", "2027")):
            sender, t = Sender(author.telegram_id or 0, "Alguien"), translator_for("es", zone=zone)
            asked = InlineAsked(1, "1", sender, "camiones", "")
            [one] = offer(InlineTurn(session, NOON, asked, t, Facts(BOT), author)).results
            assert one.description.endswith(f" · {year}")

    await database.run(unit)


async def test_offsets_go_on_and_made_up_ones_begin_anew(database: Database) -> None:
    def unit(session: Session) -> None:
        network = founding.found_network(session)
        author, city = founding.settle_person(session)
        founding.join(session, author, city, network)
        for number in range(23):
            found(session, network, author, f"Camiones {number}")

        first = offered(session, author, "camiones")
        second = offered(session, author, "camiones", first.next_offset)
        assert (len(first.results), first.next_offset, len(second.results), second.next_offset) == (20, "20", 3, "")
        assert offered(session, author, "camiones", "x; DROP") == first
        assert len({one.id for one in (*first.results, *second.results)}) == 23

    await database.run(unit)
