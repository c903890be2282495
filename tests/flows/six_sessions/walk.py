"""What the people of Movilidad Sostenible do in six months, press by press."""

from datetime import UTC, datetime

from tests.flows.six_sessions.deeds import (
    commit,
    join,
    open_rota,
    open_session,
    publish_agenda,
    publish_record,
    put_link,
    share,
    tell_commitment,
    write_questions,
)
from tests.flows.six_sessions.founding import GROUP
from tests.flows.six_sessions.story import Date, Story


async def live(story: Story) -> None:
    """From the first days to some weeks after the last session."""
    for month in (_june, _july, _august, _september, _october, _november):
        await month(story)
        await story.mail.gather()
    await story.on(12, 13)
    await story.mail.gather()


async def _june(story: Story) -> None:
    marta, diego, laia = story.of("marta"), story.of("diego"), story.of("laia")
    await story.on(6, 8)
    story.tell("Marta connects the group and sends Mérida a second invitation: Grace comes in.")
    await marta.phone.send("/conectar", chat_id=GROUP)
    await join(story, "grace", "Mérida")
    await put_link(story, 1)
    await story.on(6, 9)
    story.tell("Diego shares a challenge.")
    await share(story, "diego", "challenge", "Los buses no caben en las calles del centro.", "Desvíos; nadie los usa.")
    await story.on(6, 10)
    story.tell("Laia answers it in the group; it helps, and Diego says so.")
    await laia.phone.send("Furgonetes elèctriques.", chat_id=GROUP, reply_to=story.card_in_group("Los buses"))
    await story.town.wait(minutes=2)
    await diego.press("✅ Solved it")
    await story.on(6, 11, 17)
    await story.answer(1, going=("tere", "diego", "laia", "lucia", "marta"), maybe=("grace",), cannot=("sol",))
    await story.on(6, 15, 17)
    await story.answer(1, going=("ines", "grace"))
    await story.on(6, 18, 17)
    await commit(story, 1, tere="Medir las plazas de carga", diego="Contar los buses del centro", laia="Un carril bus")
    await story.on(6, 22)
    story.tell("Marta has the turns proposed and publishes them.")
    await open_rota(story)
    await marta.press("📝 Propose turns")
    await marta.press("✅ Publish")
    await marta.press("✅ Yes, publish")
    await story.on(6, 24)
    story.tell("Lúcia publishes the agenda of session 2. Sol asks Zaragoza to swap turns; Laia accepts the next day.")
    await publish_agenda(story, 2)
    await story.of("sol").send("/sesiones")
    await story.of("sol").press("🎤 Rota of cases")
    await story.of("sol").press("🔁 Change turn")
    await story.of("sol").press_as_written("🔁 Zaragoza")
    await story.of("sol").press("✅ Yes, ask")
    await story.on(6, 25)
    await laia.press("🤝 Swap")
    await story.on(6, 28)
    story.tell("Diego says that the commitment of Medellín is done.")
    await tell_commitment(story, "diego", "Done")
    await story.on(6, 29)
    story.tell("Tunja is invited at last: Jairo comes in.")
    await join(story, "jairo", "Tunja")


async def _july(story: Story) -> None:
    tere = story.of("tere")
    await story.on(7, 2, 16)
    story.tell("Tere is asked how it goes: Mérida is blocked, and asks the network for help.")
    await tere.press("We are blocked")
    await tere.send("Falta el permiso.")
    await tere.press("🧩 Ask the network for help")
    await tere.press("Nothing yet")
    await tere.press("Use this title")
    await tere.press("📣 Publish to the network")
    await story.on(7, 7)
    story.tell("Inés answers the question of the month. Diego writes the questions of Medellín's case.")
    await story.of("ines").press("✍️ Answer in private", story.card_in_group("💬"))
    await story.of("ines").send("El gremio de taxis; cambió con los datos de la noche.")
    await story.of("ines").press("📣 Publish")
    await write_questions(story, "diego", 2, "¿Cómo cobran la carga en la noche?")
    await story.on(7, 9, 17)
    await story.answer(2, going=("diego", "laia", "lucia", "jairo", "sol", "marta"), cannot=("tere",), maybe=("ines",))
    await put_link(story, 2)
    await story.on(7, 13, 17)
    story.tell("Mérida sends its substitute.")
    await story.answer(2, going=("grace",))
    await story.on(7, 16, 17)
    await commit(story, 2, grace="Ask the carriers for their data", ines="Una mesa con el gremio")
    await story.on(7, 19)
    await publish_record(story, "Los datos de carga se comparten en septiembre")
    await story.on(7, 21)
    story.tell("Inés shares an experience.")
    await share(story, "ines", "experience", "Carga nocturna en el centro desde 2025.", "Empezar sin los vecinos.")


async def _august(story: Story) -> None:
    marta, ines = story.of("marta"), story.of("ines")
    await story.on(7, 29)
    story.tell("Jairo shares a challenge.")
    await share(story, "jairo", "challenge", "Faltan plazas de bici en la universidad.", "Pedirlas; sin respuesta.")
    await story.on(8, 2, 6, 30)
    story.tell("Marta announces something early on a Monday: it is night in America.")
    await marta.send("/anuncio")
    await marta.send("El informe de la sesión 2 está en la carpeta de la red.")
    await marta.press("📣 Send now")
    await story.on(8, 4)
    story.tell("Inés gives the turn of Quito back. Marta finds it another place the next day.")
    await ines.send("/sesiones")
    await ines.press("🎤 Rota of cases")
    await ines.press("🔁 Change turn")
    await ines.press("✋ We cannot present")
    await ines.press("✋ Yes, give the turn back")
    await story.on(8, 5)
    await open_rota(story)
    await marta.press_as_written("Quito")
    await marta.press_as_written("Sessió 5")
    await story.on(8, 10)
    story.tell("Sol shares a challenge.")
    await share(story, "sol", "challenge", "Las motos de reparto invaden las veredas.", "Multas; no alcanzan.")
    await story.on(8, 13, 17)
    await story.answer(3, going=("tere", "laia", "lucia", "ines", "diego"), maybe=("sol", "jairo"), cannot=("grace",))
    await story.on(8, 20, 14, 20)
    story.tell("Marta puts the link of session 3 when it is all but late.")
    await put_link(story, 3)
    await story.on(8, 20, 17)
    await commit(story, 3, sol="Un mapa de las veredas", laia="Parlar amb els repartidors", tere="Un censo de motos")


async def _september(story: Story) -> None:
    marta = story.of("marta")
    await story.on(9, 3, 16)
    await story.mail.gather()  # what came after the last session is more than a month old at the end of this one
    story.tell("Tere says: under way.")
    await tell_commitment(story, "tere", "Under way")
    await story.on(9, 8)
    story.tell("Laia shares an experience.")
    await share(story, "laia", "experience", "Micro-hubs als mercats.", "No mesurar abans.")
    await story.on(9, 10, 17)
    await story.answer(4, going=("tere", "laia", "sol", "lucia"), maybe=("diego",), cannot=("jairo",))
    await story.on(9, 14, 12)
    story.tell("Marta moves session 4 by a week and two hours earlier, three days before it: in Mérida it is at seven.")
    story.given_up.append(Date(datetime(2027, 9, 17, 15, tzinfo=UTC), story.town.now))
    await open_session(story, "marta", 4)
    await marta.press("⚙️ More")
    await marta.press("🔁 Move")
    await marta.send("24/09 15:00")
    await marta.press("🔁 Move the session")
    await story.on(9, 15, 17)
    await story.answer(4, going=("tere", "laia", "sol", "lucia", "jairo"))
    await put_link(story, 4)
    await story.on(9, 24, 17)
    await commit(story, 4, jairo="Un piloto en la plaza", laia="Un segon micro-hub")


async def _october(story: Story) -> None:
    await story.on(10, 5)
    story.tell("Grace shares a challenge.")
    await share(story, "grace", "challenge", "Nobody knows who delivers what.", "A survey; few answered.")
    await story.on(10, 8, 17)
    await put_link(story, 5)
    await story.answer(5, going=("tere", "laia", "sol", "lucia", "jairo", "ines", "diego", "grace", "marta"))
    await story.on(10, 15, 17)
    await commit(story, 5, ines="Abrir la mesa a los barrios", diego="Publicar los datos de carga")
    await story.on(10, 27)
    story.tell("Jairo shares an experience.")
    await share(story, "jairo", "experience", "Un piloto de carga en la plaza.", "Hacerlo en temporada alta.")


async def _november(story: Story) -> None:
    await story.on(11, 9)
    story.tell("Diego says: done.")
    await tell_commitment(story, "diego", "Done")
    await story.on(11, 12, 17)
    await put_link(story, 6)
    await story.answer(6, going=("tere", "laia", "sol", "lucia", "jairo", "ines", "diego", "marta"), maybe=("grace",))
    await story.on(11, 19, 18)
    await commit(story, 6, tere="Seguir con el censo", sol="Llevar el mapa al concejo")
    await story.on(11, 24)
    story.tell("Sol shares an experience.")
    await share(story, "sol", "experience", "Un mapa de las veredas con los barrios.", "Imprimirlo tan pronto.")
