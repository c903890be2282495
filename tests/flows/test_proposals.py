"""Records leave their network: proposed, approved or returned, read by others, changed, and taken back."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import Proposal
from tests.flows.phones import Phone, Town
from tests.flows.sharing import DONE, card_in, share_experience

TITLE = "Se abrió una feria nocturna en 2025"
LATER = "Se abrió una feria nocturna en 2025. Vinieron 400 puestos."
REASON = "¿De dónde sale el 400?"
PROBLEM = "As barracas da feira não pagam a taxa. Perdemos receita todo mês."
ANSWER = "Cobrar por teléfono, con <recibo>."


async def share_in_portuguese(phone: Phone) -> None:
    await phone.send("/desafio")
    for words in (PROBLEM, "Cobrança na porta; saiu cara."):
        await phone.send(words)
    await phone.press("Usar este título")
    await phone.press("Publicar na rede")


async def test_experience_is_approved_for_everybody_changed_returned_and_taken_back(town: Town) -> None:
    carla, marta, diego, nobody = town.phone("carla"), town.phone("marta"), town.phone("diego"), town.stranger()
    await share_experience(carla)
    await nobody.start("experience-1")
    refused = nobody.last.text
    assert TITLE not in refused

    await carla.start("experience-1")
    await carla.press("👁 Quién la lee")
    assert carla.last.text.endswith("🏘 Ahora: quienes participan en la Microrred de Economía Local.")
    await carla.press("🌐 Proponer a todo el mundo")
    assert "Rosario, Argentina" in carla.last.text
    assert "Carla" not in carla.last.text, "only with the city, until she says so"
    await carla.press("✍️ Firmar también con mi nombre")
    assert "Carla" in carla.last.text
    toast = await carla.press("🌍 Proponer")
    assert toast == "Propuesta enviada. Decide la coordinación; antes no sale nada de la red."
    assert carla.last.text.count("⏳ Propuesta el") == 1
    await nobody.start("experience-1")
    assert nobody.last.text == refused, "nothing leaves before"

    await marta.press("🌍 Fitxes per aprovar (1)")
    assert "Rosario, Argentina la proposa per a tothom" in marta.last.text
    queued = marta.last
    await marta.press("✅ Aprovar per a tothom")
    assert marta.last.text == "✅ No hi ha fitxes de la Microrred de Economía Local per aprovar."
    assert "quien tenga el enlace" in carla.last.text
    await marta.press_data(queued.buttons[0][0]["callback_data"], marta.last)
    assert carla.inbox[-1] != carla.inbox[-2], "nobody is told twice"

    await nobody.start("experience-1")
    assert DONE in nobody.last.text
    assert "Carla" in nobody.last.text
    assert nobody.keys == []
    await diego.send("/buscar feria nocturna")
    assert TITLE in diego.last.text
    await diego.press("1")
    assert diego.last.text.startswith("🌍 De la Microrred de Economía Local\n")
    offered = await diego.type_inline("feria nocturna")
    assert [TITLE in str(one) for one in offered.results] == [True]
    [answered] = [call for call in town.world.calls if call.method == "answerInlineQuery"]
    assert answered.parameters["is_personal"], "no cache gives it to anybody else"
    await diego.send("/experiencias")
    await diego.press("🌍 De otras redes")
    assert TITLE in diego.last.text

    await carla.start("experience-1")
    await carla.press("✏️ Cambiar")
    await carla.press("Lo que se hizo")
    await carla.send(LATER)
    assert "Fuera de la red se sigue leyendo el texto aprobado antes" in carla.last.text
    await carla.press("Guardar el cambio")
    assert LATER in carla.last.text
    await nobody.start("experience-1")
    assert LATER not in nobody.last.text
    assert DONE in nobody.last.text
    await marta.press("🌍 Fitxes per aprovar (1)")
    assert LATER in marta.last.text
    await marta.press("↩️ Demanar un canvi")
    await marta.send(REASON)
    assert "Retornada" in marta.last.text
    assert f"«{REASON}»" in carla.last.text
    assert carla.last.text.endswith("Fuera de la red se sigue leyendo el texto aprobado antes.")

    await carla.press("👁 Quién la lee")
    seen = carla.last
    await carla.press("🏘 Solo mi red")
    await nobody.start("experience-1")
    assert nobody.last.text == refused
    await diego.send("/buscar feria nocturna")
    assert TITLE not in diego.last.text
    await carla.press_data(seen.buttons[0][0]["callback_data"], carla.last)
    assert await town.database.read(_reads) == [("ended", None, None)]


async def test_challenge_goes_with_the_answers_whose_authors_agree_and_comes_back(town: Town) -> None:
    joao, rosa, marta, diego = (town.phone(name) for name in ("joao", "rosa", "marta", "diego"))
    await share_in_portuguese(joao)
    await rosa.start("solve-1")
    await rosa.send(ANSWER)
    await rosa.press("Publicar la respuesta")
    await joao.start("challenge-1")
    await joao.press("👁 Quem lê")
    await joao.press("🌍 Propor a todas as redes")
    assert "Vai com ele 0 de 1 resposta" in joao.last.text
    await joao.press("🌍 Propor")
    await marta.press("🌍 Fitxes per aprovar (1)")
    outdated = marta.last

    await rosa.press("🌍 Sí, pueden leerla")
    await marta.press("✅ Aprovar per a totes les xarxes", outdated)
    assert marta.last.text.startswith("Això ha canviat mentrestant i no s'ha fet res.")
    assert "Cobrar por teléfono" in marta.last.text, "what she approves is what she has seen"
    await marta.press("✅ Aprovar per a totes les xarxes")
    assert "todas as redes já a leem" in joao.last.text
    await diego.start("challenge-1")
    assert "Riobamba" in diego.last.text
    await diego.press("1")
    assert ANSWER in diego.last.text
    await diego.press("🔗 Enlace")
    assert "solution-1" in diego.last.text

    await rosa.start("solution-1")
    await rosa.press("🏘 Que quede en la red")
    await diego.start("challenge-1")
    assert "Cobrar" not in diego.last.text

    before = len(town.group("economia-local"))
    await joao.start("challenge-1")
    await joao.press("👁 Quem lê")
    await joao.press("🔒 Só a coordenação")
    await joao.press("🔒 Sim, só a coordenação")
    assert "quem a escreveu e a coordenação" in joao.last.text
    await town.wait(seconds=10)
    assert card_in(town).text == "🧩 Este desafío ya no se comparte con la red."
    await diego.start("challenge-1")
    assert "barracas" not in diego.last.text
    await joao.press("Voltar")
    await joao.press("📣 Publicar na rede")
    await joao.press("📣 Sim, publicar")
    await town.wait(seconds=10)
    assert len(town.group("economia-local")) == before + 1, "it has a new card"


def _reads(session: Session) -> list[tuple[str, str | None, object]]:
    found = session.scalars(sa.select(Proposal))
    return [(one.state.value, one.open_to and one.open_to.value, one.said) for one in found]
