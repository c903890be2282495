"""Needs beside offers before a network first meets, and cities that meet in pairs afterwards."""

from sqlalchemy.orm import Session

from store.pairs import pair_by_id
from tests.flows.phones import Phone, Town

LEARNED = "Cobran por metro <y> lo probamos."


async def open_pairs(phone: Phone, network: str = "/red", key: str = "🔁 Parejas de ciudades") -> None:
    await phone.send(network)
    await phone.press(key)


async def test_needs_stand_beside_offers_and_who_prepares_the_first_session_has_them(town: Town) -> None:
    rosa, joao, ivan, marta = (town.phone(name) for name in ("rosa", "joao", "ivan", "marta"))

    await rosa.send("/red")
    await rosa.press("🗺 Necesidades y ofertas")
    assert rosa.last.text == (
        "🗺 Necesidades y ofertas · Microrred de Economía Local\n\n"
        "3 de 6 ciudades ya dijeron qué necesitan y qué ofrecen.\n\n"
        "Varias ciudades necesitan algo parecido\n🧩 São Paulo (BR): feiras livres sem plástico\n"
        "   ↳ Rosario (AR): tasas de los puestos de feria\n\n"
        "Una lo necesita, otra lo ofrece\n"
        "🔎 São Paulo (BR): feiras livres sem plástico\n   ↳ 🤝 Riobamba (EC): ferias y mercados municipales\n"
        "🔎 Rosario (AR): tasas de los puestos de feria\n   ↳ 🤝 Riobamba (EC): ferias y mercados municipales\n\n"
        "Nadie lo ofrece todavía\n🔎 Riobamba (EC): medir el empleo informal"
    )
    assert rosa.keys == [["🖼 Ver como imagen", "🔎 Quién sabe de…"], ["◀️ Atrás"]]
    assert await rosa.press("🖼 Ver como imagen") == "Un momento: se está dibujando."
    assert rosa.last.media_kind == "photo"
    assert "2 necesidades a las que otra ciudad puede responder" in rosa.last.text
    assert await rosa.press("🖼 Ver como imagen") == "Aquí está.", "nothing has changed since"

    await rosa.press("🔎 Quién sabe de…")
    await rosa.send("agricultura en la ciudad, <huertas>")
    assert rosa.last.text.endswith("🤝 São Paulo (BR): hortas urbanas e abastecimento")
    await rosa.press("São Paulo (BR)")
    assert rosa.last.text.startswith("📍 São Paulo, Brasil")
    await joao.send("/rede")
    await joao.press("🗺 Necessidades e ofertas")
    await joao.press("🔎 Quem sabe de…")
    await joao.send("trens de carga")
    assert joao.last.text.startswith(
        "🔎 Em Microrred de Economía Local ninguém ofereceu ainda ajuda com “trens de carga”."
    )

    await town.wait(days=4, hours=1)
    letter = ivan.with_key("🖼 Ver como imagen")
    assert letter.text.startswith("🎙 Faltan 5 días para la primera sesión.\n\n🗺 Necesidades y ofertas")
    assert "Faltan todavía: General San Martín (AR), Panamá (PA) y Pasto (CO)." in letter.text
    assert not any("Necessitats i ofertes" in text for text in marta.inbox[-3:]), "the facilitation prepares it"
    told = len(ivan.inbox)
    await town.wait(days=3)
    assert not any("Faltan 5 días" in text for text in ivan.inbox[told:]), "once"


async def test_three_cities_are_told_one_cannot_and_the_others_meet(town: Town) -> None:
    marta, rosa, joao, carla = (town.phone(name) for name in ("marta", "rosa", "joao", "carla"))
    await rosa.send("/red")
    assert not any("Parejas" in key for row in rosa.keys for key in row), "the coordination opens them"
    await marta.send("/xarxa")
    await marta.press("Economía Local")
    await marta.press("🔁 Parelles de ciutats")
    assert await marta.press("▶️ Obrir les parelles") == "Obertes. El pròxim resum pregunta a les ciutats."
    for phone, command, key, yes in (
        (rosa, "/red", "🔁 Parejas de ciudades", "✅ Queremos"),
        (joao, "/rede", "🔁 Duplas de cidades", "✅ Queremos"),
        (carla, "/red", "🔁 Parejas de ciudades", "✅ Queremos"),
    ):
        await open_pairs(phone, command, key)
        await phone.press(yes)
    assert "✅ Rosario, Argentina participa." in carla.last.text

    await town.wait(days=15, hours=2)  # six days after the session
    plan = marta.with_key("✂️ Separar 1")
    assert plan.text.startswith("🔁 Demà surten aquestes parelles.")
    assert "Surten el dc. 9 de juny\n1. Riobamba (EC) ↔ Rosario (AR) ↔ São Paulo (BR)" in plan.text
    await open_pairs(rosa)
    assert "se encuentra con" not in rosa.last.text, "it is not told yet"
    await town.wait(days=1)
    letter = joao.with_key("🚫 Este mês não podemos")
    assert letter.text.startswith(
        "🔁 Este mês São Paulo (BR) se encontra com Riobamba (EC) e Rosario (AR)\n\n"
        "• Rosario (AR) precisa de “tasas de los puestos de feria” e Riobamba (EC) oferece “ferias y mercados "
        "municipales”."
    )
    assert "Horários que servem a todas, 60 minutos:\n• sex., 11 de junho, " in letter.text
    assert "São Paulo (" in letter.text
    assert letter.text.endswith("👤 Rosario (AR): Carla Benítez\n✍️ O que se responder a esta mensagem chega até lá.")

    await joao.send("Que tal sexta? <b>", reply_to=letter)
    assert joao.last.text == "✍️ Enviado a Riobamba e Rosario."
    assert (
        carla.last.text
        == "✍️ João Batista, São Paulo (BR):\nQue tal sexta? <b>\nLo que se responda a este mensaje le llega."
    )
    await carla.send("Mejor el lunes.", reply_to=carla.last)
    assert "Mejor el lunes." in joao.last.text
    assert "Mejor el lunes." in rosa.last.text

    await rosa.press("✍️ Escribirles")
    await rosa.send("De acuerdo.")
    assert "De acuerdo." in carla.last.text

    old = rosa.with_key("🚫 Este mes no podemos")
    await carla.press("🚫 Este mes no podemos")
    await carla.press("🚫 Sí, avisar")
    assert "🔁 Rosario, Argentina no puede este mes. Las otras lo saben, y el mes que viene todo sigue." in carla.inbox
    assert rosa.last.text.startswith(
        "Rosario, Argentina no puede este mes.\n\n🔁 Este mes Riobamba (EC) se encuentra con São Paulo (BR)"
    )
    assert await rosa.press_data("pre:1:0", old) == "Esto cambió mientras tanto. La página muestra cómo está ahora."
    await rosa.press("📅 Ya acordamos fecha")
    assert "📅 La fecha está acordada." in rosa.last.text
    assert any("📅 A data está combinada." in text for text in joao.inbox[-3:])

    await town.wait(days=17)
    assert any("👉 ¿Se encontraron Riobamba (EC) y São Paulo (BR)?" in text for text in rosa.inbox[-4:]), (
        "in the digest"
    )
    await rosa.start("pair-1")
    assert ["⏳ Todavía no", "🚫 No fue posible"] in rosa.keys
    await rosa.press("🎉 Nos encontramos")
    await rosa.send(LEARNED)
    await rosa.press("📣 Sí, puede ir en el resumen")
    assert rosa.last.text == "🎉 ¡Gracias! El próximo resumen lo cuenta."
    assert not any("¿Se encontraron" in text for text in carla.inbox), "it could not"
    assert await town.database.read(standing) == [
        ("riobamba", "yes", LEARNED, True),
        ("rosario", None, "", None),
        ("sao-paulo", None, "", None),
    ]
    await marta.send("/xarxa")
    await marta.press("Economía Local")
    await marta.press("🔁 Parelles de ciutats")
    assert "1. Riobamba (EC) ↔ São Paulo (BR) · 🎉 s'han trobat" in marta.last.text
    await town.wait(days=8)
    assert any(f"🔁 Riobamba (EC) se encontró con otra ciudad: «{LEARNED}»" in text for text in carla.inbox[-6:])


def standing(session: Session) -> list[tuple[str, str | None, str, bool | None]]:
    """What each city of the first pair says."""
    paired = pair_by_id(session, 1)
    assert paired is not None
    return sorted((city.slug, one.met, one.words, one.may_share) for city, one in paired.of)
