"""Announcements in flows: written on Marta's phone, read on the others."""

from collections.abc import Collection
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.mydata import do_erase
from store.memberships import membership_of
from store.models import Announcement, AnnouncementState, Letter, LetterState, Role
from store.people import person_by_telegram
from store.programme import network_by_slug
from tests.flows.phones import Phone, Town

ECONOMY = "📣 Anuncio · Microrred de Economía Local · Marta Vila"
PEOPLE_OF_ECONOMY = ("rosa", "joao", "carla", "ivan")
DIGEST_WAITS = "📬 {n} d’elles no rebran el resum aquella setmana: aquest anunci n’ocupa el lloc."
DIGEST_OF_ONE_WAITS = "📬 1 d’elles no rebrà el resum aquella setmana: aquest anunci n’ocupa el lloc."
IN_CATALAN = "🌐 {n} persones d’altres llengües el llegeixen en català."
LATER = timedelta(seconds=30)


async def begun(town: Town, *, again: bool = False) -> Phone:
    """Marta's phone at the question for the text, for the one network."""
    marta = town.phone("marta")
    await marta.send("/anuncio")
    if again:
        await marta.press("Anunci nou")
    await marta.press("Movilidad")
    await marta.press("Endavant")
    return marta


async def written(town: Town, text: str, *, again: bool = False) -> Phone:
    """Marta's phone with the preview of an announcement."""
    marta = await begun(town, again=again)
    await marta.send(text)
    return marta


async def scheduled(town: Town, text: str, *, again: bool = False) -> Phone:
    """Marta's phone after an announcement was scheduled for tomorrow, at an hour that suits its readers."""
    marta = await written(town, text, again=again)
    await marta.press("Programar")
    await marta.press("Demà")
    return marta


def copies(phone: Phone) -> list[str]:
    """The announcements on somebody's phone."""
    return [text for text in phone.inbox if text.startswith("📣 A") and "·" in text]


def copies_in_group(town: Town) -> list[str]:
    """The announcements in the group."""
    return [message.text for message in town.group("economia-local") if message.text.startswith("📣 A")]


async def make(town: Town, name: str, role: Role) -> None:
    """Gives somebody another role in the network of local economy."""

    def unit(session: Session) -> None:
        person = person_by_telegram(session, town.phone(name).user_id)
        network = network_by_slug(session, "economia-local")
        assert person is not None
        assert network is not None
        membership = membership_of(session, person.id, network.id)
        assert membership is not None
        membership.role = role

    await town.database.run(unit)


async def sent_in_part(town: Town, text: str, to: Collection[str]) -> tuple[Phone, int]:
    """Marta's phone after she pressed Send, and the announcement's number. Only these have got it yet.

    The group and the others get theirs half a minute later: as if there were thousands before them.
    """
    marta, number = await _sent_and_not_delivered(town, text)
    now_due = [town.phone(name).user_id for name in to]
    others = sa.update(Letter).where(Letter.subject == f"announcement:{number}", Letter.chat_id.not_in(now_due))
    await town.database.run(lambda session: session.execute(others.values(due_at=town.now + LATER)))
    await town.settle()
    return marta, number


async def sent_one_by_one(town: Town, text: str) -> Phone:
    """Marta's phone after she pressed Send; one copy goes out each second."""
    marta, number = await _sent_and_not_delivered(town, text)

    def spread(session: Session) -> None:
        letters = session.scalars(sa.select(Letter).where(Letter.subject == f"announcement:{number}"))
        for place, letter in enumerate(letters, start=1):
            letter.due_at = town.now + place * timedelta(seconds=1)

    await town.database.run(spread)
    await town.settle()
    return marta


async def _sent_and_not_delivered(town: Town, text: str) -> tuple[Phone, int]:
    marta = await written(town, text)
    number = number_in(marta)
    town.world.press(marta.user_id, marta.user_id, marta.last.message_id, f"as:{number}")
    await town.simulation.polling.poll_once()
    return marta, number


def number_in(phone: Phone) -> int:
    """The announcement that the buttons of the last message are about."""
    return int(phone.last.buttons[0][0]["callback_data"].split(":")[1])


def texts_of(phone: Phone) -> list[str]:
    """What the announcements on somebody's phone say, below who says it."""
    return [text.partition("\n\n")[2] for text in copies(phone)]


async def corrected(marta: Phone, text: str) -> None:
    """The whole way of a correction, from the line on."""
    await marta.press("Corregir")
    await marta.send(text)
    await marta.press("Corregir a tot arreu")


async def corrected_slowly(marta: Phone, text: str) -> None:
    """The same; the edits of what was delivered are due half a minute later, as if there were thousands of them."""
    town = marta.town
    await marta.press("Corregir")
    await marta.send(text)
    control = marta.last
    town.world.press(marta.user_id, marta.user_id, control.message_id, control.buttons[0][0]["callback_data"])
    await town.simulation.polling.poll_once()
    edits = sa.update(Letter).where(Letter.subject.startswith("change:"), Letter.state == LetterState.WAITING)
    await town.database.run(lambda session: session.execute(edits.values(due_at=town.now + LATER)))
    await town.settle()


async def send_another(town: Town, text: str) -> None:
    """A second announcement, to the same network."""
    marta = await written(town, text, again=True)
    await marta.press("Enviar ara")


def calls(town: Town, method: str, phone: Phone) -> int:
    """How often the bot did this in somebody's private chat."""
    return sum(
        call.method.lower() == method.lower() and str(call.parameters.get("chat_id")) == str(phone.user_id)
        for call in town.world.calls
    )


async def erase(town: Town, phone: Phone) -> None:
    """Somebody erases everything that names them."""

    def unit(session: Session) -> None:
        person = person_by_telegram(session, phone.user_id)
        assert person is not None
        do_erase(session, person, now=town.now)

    await town.database.run(unit)


async def state_of(town: Town, number: int) -> AnnouncementState:
    """What the store says of an announcement."""
    return await town.database.read(lambda session: session.get_one(Announcement, number).state)
