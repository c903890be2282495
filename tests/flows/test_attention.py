"""What reaches people by itself, as they live with it on their phones: one message a week, and why another did not."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from actions.meetings import do_add
from store.people import person_by_telegram
from store.programme import network_by_slug
from tests.flows.announcing import copies
from tests.flows.phones import Phone, Town
from tests.flows.sharing import share_challenge
from tests.flows.test_digests import digests, last_digest, links

MOBILITY = "movilidad-sostenible"
THURSDAY = datetime(2027, 10, 28, 15, tzinfo=UTC)
MONDAY = datetime(2027, 11, 1, tzinfo=UTC)
TUESDAY = datetime(2027, 11, 2, 18, tzinfo=UTC)  # the question of the month is out
NEXT_MONDAY = datetime(2027, 11, 8, tzinfo=UTC)
SESSION = datetime(2027, 6, 18, 15, tzinfo=UTC)
QUESTION = "La pregunta del mes"


async def opened(phone: Phone) -> str:
    """The page of what reaches somebody."""
    await phone.send("/ajustes")
    await phone.press("🔔")
    return phone.last.text


def questions(phone: Phone) -> list[str]:
    return [text for text in phone.inbox if QUESTION in text]


async def announce(town: Town, text: str, *, again: bool = False) -> Phone:
    """Marta's phone with the preview of an announcement to one network."""
    marta = town.phone("marta")
    await marta.send("/anuncio")
    if again:
        await marta.press("Anunci nou")
    await marta.press("Economía")  # is chosen at first: not to them
    await marta.press("Endavant")
    await marta.send(text)
    return marta


@pytest.mark.begins(THURSDAY)
async def test_question_two_days_after_the_digest_is_in_the_next_one_and_explained(town: Town) -> None:
    laia = town.phone("laia")
    before = len(questions(laia))
    await share_challenge(town.phone("tere"))

    await town.move_to(TUESDAY)
    assert len(digests(laia.messages)) == 1
    assert len(questions(laia)) == before
    assert QUESTION in town.group(MOBILITY)[-1].text  # the group has its own
    page = await opened(laia)
    assert "✉️ Aquesta setmana ja ha arribat alguna cosa, o està de camí" in page
    assert "📬 Proper resum: dilluns 8 de novembre a les 09:00, si hi ha novetats" in page
    told = "• dt. 2 de novembre, pregunta del mes: aquella setmana ja havia arribat una altra cosa; la porta el proper"
    assert told in page

    await town.move_to(NEXT_MONDAY.replace(hour=23))
    assert len(digests(laia.messages)) == 2
    link = next(link for link in links(last_digest(laia)) if "start=prompt-" in link)
    assert "• dt. 2 de novembre, pregunta del mes: va arribar amb el resum del dl. 8 de novembre" in await opened(laia)
    await laia.start(link.partition("?start=")[2])
    assert "1.000" in laia.last.text or "1000" in laia.last.text


@pytest.mark.begins(THURSDAY)
async def test_question_near_a_session_comes_by_itself(town: Town) -> None:
    laia = town.phone("laia")
    before = len(questions(laia))
    await share_challenge(town.phone("tere"))

    def add_session(session: Session) -> None:
        marta = person_by_telegram(session, town.phone("marta").user_id)
        network = network_by_slug(session, MOBILITY)
        assert marta is not None
        assert network is not None
        do_add(session, marta, network, datetime(2027, 11, 5, 16, tzinfo=UTC), now=town.now)

    await town.database.run(add_session)
    await town.move_to(TUESDAY)

    assert len(digests(laia.messages)) == 1
    assert len(questions(laia)) == before + 1
    assert "📅 Hi ha una sessió a prop: fins al dl. 8 de novembre arriba tot" in await opened(laia)


@pytest.mark.begins(THURSDAY)
async def test_announcement_spends_the_week_and_says_whose_was_spent(town: Town) -> None:
    laia = town.phone("laia")
    await share_challenge(town.phone("tere"))
    await town.move_to(MONDAY.replace(hour=7, minute=30))
    marta = await announce(town, "Hoy hay taller.")
    assert "✉️" not in marta.last.text
    await marta.press("Enviar ara")

    await town.move_to(TUESDAY)
    assert len(copies(laia)) == 1
    assert digests(laia.messages) == []
    assert (
        "• dl. 1 de novembre, resum setmanal: aquella setmana ja havia arribat una altra cosa; el proper ho explica tot"
        in await opened(laia)
    )
    marta = await announce(town, "Y mañana otro.", again=True)
    assert (
        "✉️ 4 d’elles ja han rebut un altre missatge aquella mateixa setmana; aquest arriba igualment."
        in marta.last.text
    )
    await marta.press("Enviar ara")
    await town.wait(hours=20)
    assert len(copies(laia)) == 2  # what a coordinator decides is never held

    await town.move_to(NEXT_MONDAY.replace(hour=23))
    assert len(digests(laia.messages)) == 1
    assert "Repte" in last_digest(laia).text


@pytest.mark.begins(datetime(2027, 6, 12, tzinfo=UTC))
async def test_reminder_comes_as_long_before_as_was_chosen(town: Town) -> None:
    tere, diego = town.phone("tere"), town.phone("diego")
    await tere.press("Asistiré")
    await diego.press("Asistiré")

    page = await opened(tere)
    assert "⏰ Recordatorios de sesiones: el día anterior y una hora antes" in page
    await tere.press("Recordatorios")
    assert tere.keys == [
        ["✓ El día anterior"],
        ["✓ 1 hora antes", "30 min antes"],
        ["15 min antes", "Ese día, ninguno"],
        ["◀️ Atrás"],
    ]
    await tere.press("El día anterior")
    await tere.press("15 min antes")
    assert tere.keys[:3] == [
        ["El día anterior"],
        ["1 hora antes", "30 min antes"],
        ["✓ 15 min antes", "Ese día, ninguno"],
    ]
    await tere.press("Atrás")
    assert "⏰ Recordatorios de sesiones: 15 minutos antes" in tere.last.text
    await opened(diego)
    await diego.press("Recordatorios")
    await diego.press("Ese día, ninguno")
    told = len(tere.inbox), len(diego.inbox)

    await town.move_to(SESSION - timedelta(minutes=16))
    assert (len(tere.inbox), len(diego.inbox)) == (told[0], told[1] + 1)  # of the day before
    await town.move_to(SESSION - timedelta(minutes=14))
    assert (len(tere.inbox), len(diego.inbox)) == (told[0] + 1, told[1] + 1)
    assert tere.last.text.startswith("⏰ La sesión empieza dentro de 15 minutos.")


@pytest.mark.begins(THURSDAY)
async def test_digest_comes_on_the_chosen_day(town: Town) -> None:
    laia = town.phone("laia")
    await share_challenge(town.phone("tere"))

    await opened(laia)
    await laia.press("Resum")
    assert laia.keys[1] == ["✓ Com la xarxa", "Dilluns"]
    await laia.press("Dimecres")
    assert laia.keys[2] == ["Dimarts", "✓ Dimecres"]
    await laia.press("Enrere")
    assert "📬 Proper resum: dimecres 3 de novembre a les 09:00" in laia.last.text

    await town.move_to(NEXT_MONDAY.replace(hour=23))
    ((at, text),) = digests(laia.messages)
    assert at == datetime(2027, 11, 3, 8, tzinfo=UTC)
    assert "👉 Pregunta del mes" in text  # of the Tuesday: one message in the week, not two
    await opened(laia)
    await laia.press("Resum")
    await laia.press("Sense resum")
    assert laia.keys[5] == ["✓ 🔕 Sense resum"]


@pytest.mark.begins(THURSDAY)
async def test_forged_choices_are_refused(town: Town) -> None:
    laia = town.phone("laia")
    await opened(laia)

    for data in ("tf:45", "tf:-1", "tx:5", "tx:99", "ti:7"):
        assert await laia.press_data(data, laia.last)

    assert "una hora abans" in await opened(laia)
