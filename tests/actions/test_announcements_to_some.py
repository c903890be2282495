"""To whom announcements go: languages of sixty people in six networks, and what attendance says."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.announcements import sending, writing
from actions.announcements.audience import audience_of
from actions.announcements.correcting import do_correct
from actions.announcements.languages import do_translate
from actions.announcements.narrowing import choice_of, do_narrow, offered
from actions.announcements.reading import do_confirm, do_remind, do_want
from actions.announcements.refusals import GapBroken, GapUnknown
from actions.announcements.sending import do_send
from actions.announcements.withdrawing import do_withdraw
from actions.announcements.words import Words
from actions.announcements.writing import Content
from actions.refusals import NotFound
from store.audiences import recipients
from store.database import Database
from store.models import Announcement, Answer, Attended, Membership, Narrowing, Person, Presence, Role, Rsvp
from tests.actions.broadcasting import FIRST_CHAT, NOON, Broadcast
from tests.actions.founding import FOUNDED, convene, found_network, join, settle_person
from texts.translator import translator_of

IN = ("es", "pt", "ca", "en")
NETWORKS, PEOPLE = 6, 60


async def test_six_networks_read_it_in_four_languages_and_changes_reach_every_copy(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "FIRST_PAGE", 15)
    monkeypatch.setattr(sending, "PAGE", 25)
    cast = await _founded(database)

    await database.run(lambda session: do_send(session, cast.author(session), cast.number, now=cast.now))
    await cast.go_on(60)
    assert cast.words() == {"Hola 0": 1, "Olá": 15, "Hello": 15} | {f"Hola {number}": 1 for number in _not(1, 3)}
    assert cast.times("sendMessage") == {1: PEOPLE}

    await _correct(cast, "Oi", "pt")
    await cast.go_on(60)
    assert cast.words()["Oi"] == 15
    assert cast.times("editMessageText") == {1: 15}
    await _correct(cast, "Adiós", "")
    await cast.go_on(60)
    assert cast.words() == {"Adiós": 30, "Oi": 15, "Hello": 15}

    await database.run(lambda session: do_withdraw(session, cast.author(session), cast.number, now=cast.now))
    await cast.go_on(60)
    assert cast.shown == {}


async def test_attendance_is_that_of_the_last_and_the_next_session_of_each_network(database: Database) -> None:
    def unit(session: Session) -> None:
        network, other = found_network(session), found_network(session, "agua")
        author, _ = settle_person(session)
        join(session, author, None, network, role=Role.COORDINATOR)
        join(session, author, None, other, role=Role.COORDINATOR)
        there, of_city, absent, unknown, new = (settle_person(session) for _ in range(5))
        for person, city in (there, of_city, absent, unknown):
            join(session, person, city, network)
        join(session, new[0], new[1], other)
        held, coming = convene(session, network, NOON - timedelta(days=3), NOON + timedelta(days=20))
        told = {"meeting_id": held.id, "told_at": NOON}
        session.add(Presence(person_id=there[0].id, city_id=there[1].id, was_there=True, **told))
        session.add(Presence(person_id=None, city_id=of_city[1].id, was_there=True, **told))
        session.add(Presence(person_id=absent[0].id, city_id=absent[1].id, was_there=False, **told))
        coming.sequence = 1
        for person, answer in ((there[0], Answer.GOING), (of_city[0], Answer.CANNOT)):
            answered = {"meeting_id": coming.id, "person_id": person.id, "answered_at": NOON, "sequence": 0}
            session.add(Rsvp(answer=answer, **answered))
        announcement = writing.do_write(session, author, [network, other], Content("Hola", "Hola"), now=NOON)
        before, after = (
            offered(session, choice_of(session, author, announcement.id, at), Narrowing.ATTENDED, at)
            for at in (NOON - timedelta(days=4), NOON)
        )
        assert (before, after) == ([Attended.SILENT], [*Attended]), "nobody was absent before there was a session"

        def readers(*attended: Attended) -> list[int]:
            announcement.audience = {Narrowing.ATTENDED.value: [each.value for each in attended]}
            return [one.id for one in recipients(session, audience_of(session, announcement, NOON))]

        assert readers(Attended.CAME) == [there[0].id, of_city[0].id]
        assert readers(Attended.ABSENT) == [absent[0].id, unknown[0].id], "and nobody of a network that has not met"
        assert readers(Attended.SILENT) == [of_city[0].id, absent[0].id, unknown[0].id], "the date was moved"
        assert readers(Attended.CAME, Attended.ABSENT) == [one.id for one, _ in (there, of_city, absent, unknown)]

    await database.run(unit)


async def test_a_correction_after_a_session_still_speaks_of_that_session(database: Database) -> None:
    def unit(session: Session) -> None:
        network, (author, _), (reader, city) = found_network(session), settle_person(session), settle_person(session)
        join(session, author, None, network, role=Role.COORDINATOR)
        join(session, reader, city, network)
        convene(session, network, NOON + timedelta(days=3), NOON + timedelta(days=30))
        content = Content("Nos vemos: {sesion}", "Nos vemos: {sesion}")
        announcement = writing.do_write(session, author, [network], content, now=NOON)
        do_send(session, author, announcement.id, now=NOON)

        def read(at: datetime) -> str:
            words = Words(session, announcement, at)
            words.meet([reader.telegram_id or 0])
            return str(words.to(translator_of(reader), reader.telegram_id or 0).text)

        assert "5 de junio" in read(NOON)
        assert read(NOON + timedelta(days=4)) == read(NOON)

    await database.run(unit)


async def test_what_is_asked_for_holds_together_and_what_is_unknown_is_refused(database: Database) -> None:
    cast = await _founded(database)

    def unit(session: Session) -> None:
        author = cast.author(session)

        def narrow(by: Narrowing, value: str) -> int:
            changed = do_narrow(session, author, cast.number, by, value, is_wanted=True, now=cast.now)
            return changed.count.people

        assert narrow(Narrowing.LANGUAGE, "pt") == 15
        assert narrow(Narrowing.LANGUAGE, "pt") == 15, "pressed twice"
        assert narrow(Narrowing.LANGUAGE, "en") == 30
        assert narrow(Narrowing.ROLE, "delegate") == 0
        assert narrow(Narrowing.ROLE, "facilitator") == 30
        for by, value in ((Narrowing.CITY, "999"), (Narrowing.ROLE, "guest"), (Narrowing.LANGUAGE, "xx")):
            with pytest.raises(NotFound):
                narrow(by, value)
        with pytest.raises(GapUnknown):
            writing.checked(Content("{clave}", "{clave}"))
        with pytest.raises(GapBroken):
            writing.checked(Content("{nombre}", "{nom<b>bre</b>}"))

    await database.run(unit)


async def _founded(database: Database) -> Broadcast:
    """Sixty people in six networks of one coordinator, who writes in Spanish and has it in two more languages."""

    def unit(session: Session) -> Broadcast:
        networks = [found_network(session, f"red-{number}") for number in range(NETWORKS)]
        author, _ = settle_person(session)
        for network in networks:
            join(session, author, None, network, role=Role.COORDINATOR)
        _settle(session, [network.id for network in networks])
        content = Content("Hola {nombre}", "Hola {nombre}")
        announcement = writing.do_write(session, author, networks, content, now=NOON)
        do_translate(session, author, announcement.id, "pt", Content("Olá", "Olá"))
        do_translate(session, author, announcement.id, "en", Content("Hello", "Hello"))
        return Broadcast(database, author.id, announcement.id)

    return await database.run(unit)


def _settle(session: Session, network_ids: Sequence[int]) -> None:
    values = {"post": "", "country": "", "zone": "Europe/Madrid", "digest": "none", "consented_at": FOUNDED}
    people = [
        {"telegram_id": FIRST_CHAT + number, "name": str(number), "language": IN[number % 4], "created_at": FOUNDED}
        for number in range(PEOPLE)
    ]
    session.execute(sa.insert(Person), [values | person for person in people])
    ids = session.scalars(sa.select(Person.id).where(Person.telegram_id >= FIRST_CHAT).order_by(Person.telegram_id))
    joined = {"role": Role.FACILITATOR, "joined_at": FOUNDED}
    members = [{"person_id": one, "network_id": network_ids[place % NETWORKS]} for place, one in enumerate(ids)]
    session.execute(sa.insert(Membership), [member | joined for member in members])


def _not(*rests: int) -> list[int]:
    """Those whose language is not one of these."""
    return [number for number in range(PEOPLE) if number % 4 not in rests]


async def _correct(cast: Broadcast, text: str, language: str) -> None:
    new = Content(text, text)

    def unit(session: Session) -> Announcement:
        return do_correct(session, cast.author(session), cast.number, new, language=language, now=cast.now)

    await cast.database.run(unit)


async def test_all_who_have_not_confirmed_are_reminded_once_whatever_is_corrected_meanwhile(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "FIRST_PAGE", 15)
    monkeypatch.setattr(sending, "PAGE", 25)
    cast = await _founded(database)

    def send(session: Session) -> None:
        do_want(session, cast.author(session), cast.number, is_wanted=True)
        do_send(session, cast.author(session), cast.number, now=cast.now)

    def remind(session: Session) -> None:
        has_read, has_left = session.scalars(sa.select(Person).order_by(Person.id.desc()).limit(2))
        do_confirm(session, has_read, cast.number, now=cast.now)
        session.scalars(sa.select(Membership).filter_by(person_id=has_left.id)).one().left_at = cast.now
        do_remind(session, cast.author(session), cast.number, now=cast.now)

    await database.run(send)
    await cast.go_on(60)
    await database.run(remind)
    await _correct(cast, "Oi", "pt")
    await cast.go_on(60)
    for _ in range(5):
        await cast.ring()
        await cast.deliver()
    assert cast.times("editMessageText") == {1: PEOPLE // len(IN)}, "of who has confirmed nothing changes"
    assert cast.times("sendMessage") == {1: 2, 2: PEOPLE - 2}, "neither who has confirmed nor who has left"
