"""A network's own texts: by language, against others who write, and beside a programme file."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.network_texts import TextChangedSince, checked_words, do_remove, do_write
from actions.programme import ProgrammeWrong, do_load_programme, parse_programme
from actions.refusals import EmptyText, NetworkClosed, NotAllowed
from actions.undoing import ChangedSince, do_undo
from store.audit import entries_of
from store.database import Database
from store.models import Network, NetworkText, Role, TextKind
from store.network_texts import newest_text, words_for
from tests.actions.founding import join, settle_person
from tests.actions.test_handovers import Case, found
from texts.languages import Language

NOW = datetime(2027, 6, 15, 15, tzinfo=UTC)
DEMO = (Path(__file__).parents[2] / "demo" / "programme.toml").read_text("utf-8")
MOBILITY = 'slug = "movilidad-sostenible"\n'
ES, PT, CA = Language.SPANISH, Language.PORTUGUESE, Language.CATALAN


def write(session: Session, case: Case, language: Language, words: str, seen_id: int | None = None) -> int:
    """As somebody does who has the present version before them, or an older one; gives the new one."""
    seen = newest_text(session, case.network.id, TextKind.ABOUT)
    shown = seen_id if seen_id is not None else seen.id if seen is not None else 0
    about = (case.network.id, TextKind.ABOUT, language, words)
    do_write(session, case.marta, *about, seen_id=shown, now=NOW)
    written = newest_text(session, case.network.id, TextKind.ABOUT)
    assert written is not None
    return written.id


def remove(session: Session, case: Case, language: Language, seen_id: int) -> None:
    do_remove(session, case.marta, case.network.id, TextKind.ABOUT, language, seen_id=seen_id, now=NOW)


def read(session: Session, network: Network, *languages: Language) -> list[str]:
    return [words_for(session, network.id, TextKind.ABOUT, language) for language in languages]


async def test_each_reads_their_language_or_what_was_written_first(database: Database) -> None:
    def check(session: Session) -> None:
        case = found(session)
        assert read(session, case.network, ES, PT) == ["", ""]

        first = write(session, case, PT, "Água")
        assert read(session, case.network, ES, PT) == ["Água", "Água"]
        assert write(session, case, PT, "Água") == first  # pressed twice
        both = write(session, case, ES, "Agua", seen_id=first)
        assert read(session, case.network, ES, PT, CA) == ["Agua", "Água", "Água"]

        write(session, case, CA, "Aigua", seen_id=first)  # what others wrote in Spanish meanwhile does not matter
        with pytest.raises(TextChangedSince):
            write(session, case, ES, "Riego", seen_id=first)
        with pytest.raises(TextChangedSince):
            remove(session, case, CA, seen_id=both)
        newest = newest_text(session, case.network.id, TextKind.ABOUT)
        assert newest is not None
        remove(session, case, PT, seen_id=newest.id)
        remove(session, case, PT, seen_id=newest.id)
        assert read(session, case.network, ES, PT, CA) == ["Agua", "Agua", "Aigua"]
        assert len(entries_of(session, case.network.id, deeds=["network_about_removed"])) == 1

    await database.run(check)


async def test_only_who_coordinates_an_open_network_writes(database: Database) -> None:
    def check(session: Session) -> None:
        case = found(session)
        facilitator, _ = settle_person(session)
        join(session, facilitator, None, case.network, role=Role.FACILITATOR)
        about = (case.network.id, TextKind.ABOUT, ES)

        for person in (facilitator, case.tere):
            with pytest.raises(NotAllowed):
                do_write(session, person, *about, "Agua", seen_id=0, now=NOW)
            with pytest.raises(NotAllowed):
                do_remove(session, person, *about, seen_id=0, now=NOW)
        write(session, case, ES, "Agua")
        case.network.closed_at = NOW
        with pytest.raises(NetworkClosed):
            write(session, case, ES, "Riego")
        with pytest.raises(NetworkClosed):
            remove(session, case, ES, seen_id=1)
        assert read(session, case.network, ES) == ["Agua"]

    await database.run(check)


async def test_undoing_goes_back_one_version_unless_there_is_a_newer_one(database: Database) -> None:
    def check(session: Session) -> None:
        case = found(session)
        for words in ("Agua", "Riego"):
            write(session, case, ES, words)
        second, first = entries_of(session, case.network.id, deeds=["network_about_written"])

        with pytest.raises(ChangedSince):
            do_undo(session, case.marta, first.id, now=NOW + timedelta(hours=1))
        do_undo(session, case.marta, second.id, now=NOW + timedelta(hours=1))

        assert read(session, case.network, ES) == ["Agua"]
        authors = session.scalars(sa.select(NetworkText.person_id).where(NetworkText.network_id == case.network.id))
        assert set(authors) == {case.marta.id}

    await database.run(check)


async def test_file_says_it_until_somebody_does_at_the_desk(database: Database) -> None:
    def programme(about: str) -> str:
        return DEMO.replace(MOBILITY, f"{MOBILITY}about = {about}\n")

    def check(session: Session) -> None:
        def load(about: str) -> tuple[list[tuple[str, list[str]]], list[str]]:
            loaded = do_load_programme(session, parse_programme(programme(about)), now=NOW)
            return loaded.networks.changed, read(session, network, ES, PT)

        do_load_programme(session, parse_programme(DEMO), now=NOW)
        network = session.scalars(sa.select(Network).where(Network.slug == "movilidad-sostenible")).one()
        marta, _ = settle_person(session)
        join(session, marta, None, network, role=Role.COORDINATOR)
        changed = [("Microrred de Movilidad Sostenible", ["about"])]

        assert load('"Moverse mejor"') == (changed, ["Moverse mejor", "Moverse mejor"])
        assert load('{ pt = "Ir melhor", es = "Ir mejor" }') == (changed, ["Ir mejor", "Ir melhor"])
        assert load('{ pt = "Ir melhor", es = "Ir mejor" }') == ([], ["Ir mejor", "Ir melhor"])
        seen = newest_text(session, network.id, TextKind.ABOUT)
        assert seen is not None
        for language in (ES, PT):
            do_remove(session, marta, network.id, TextKind.ABOUT, language, seen_id=seen.id, now=NOW)
        assert load('"Moverse mejor"') == ([], ["", ""])
        last, first = entries_of(session, network.id, deeds=["network_about_removed"])
        for entry in (last, first):
            do_undo(session, marta, entry.id, now=NOW)
        session.flush()
        assert load('"Moverse mejor"') == (changed, ["Moverse mejor", "Moverse mejor"])  # the file's again

    await database.run(check)


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ("3", "network[1].about: must be text, not a whole number (3)"),
        ('"  "', "network[1].about: is empty"),
        ('"\u200b"', "network[1].about: is empty"),
        ('{ eu = "Ura" }', "network[1].about.eu: unknown key"),
        (f'"{"a" * 301}"', "network[1].about: has 301 characters; 300 is the most"),
        ("{ es = 3 }", "network[1].about.es: must be text, not a whole number (3)"),
    ],
)
def test_what_a_file_says_wrongly_is_named(about: str, told: str) -> None:
    with pytest.raises(ProgrammeWrong) as refused:
        parse_programme(DEMO.replace(MOBILITY, f"{MOBILITY}about = {about}\n"))

    assert told in str(refused.value)


def test_what_it_is_about_is_one_line_and_a_welcome_has_paragraphs() -> None:
    typed = "  Agua\u202e\n\n\n \n limpia  \nya"

    assert checked_words(TextKind.ABOUT, typed) == "Agua limpia ya"
    assert checked_words(TextKind.WELCOME, typed) == "Agua\n\nlimpia\nya"
    with pytest.raises(EmptyText):
        checked_words(TextKind.WELCOME, "—\n…")
