"""Those whom an announcement did not reach, in words and in pages."""

import pytest

from store.models import Announcement
from texts.announcements.missed import PAGE, Missed, Why, all_missed, summary
from texts.announcements.presses import MissedOpened
from texts.announcements.results import Delivery, result
from texts.message import TEXT_LIMIT, plain_text
from texts.parts import utf16_length
from texts.translator import translator_for

SPANISH = translator_for("es")


def people(number: int, why: Why = Why.BLOCKED) -> list[Missed]:
    return [Missed(f"Persona {place:02}", why) for place in range(1, number + 1)]


def test_each_reason_has_a_line_of_its_own() -> None:
    told = summary(SPANISH, [Missed("Ana", Why.BLOCKED), Missed("Bea", Why.BLOCKED), Missed("Eva", Why.GIVEN_UP, 3)])

    assert told == (
        "🔕 Con el bot bloqueado: 2 (Ana y Bea)\n"
        "⚠️ Sin éxito tras 3 horas de intentos: 1 (Eva)\n"
        "Se les puede avisar por otra vía: en el grupo, por teléfono o por correo."
    )


@pytest.mark.parametrize("language", ["es", "pt", "ca"])
def test_every_reason_is_said_in_the_language_of_the_reader(language: str) -> None:
    ours, english = ({why: _first_line(code, why) for why in Why} for code in (language, "en"))

    assert len(set(ours.values())) == len(Why)
    assert all(ours[why] != english[why] for why in Why)


def _first_line(language: str, why: Why) -> str:
    told = summary(translator_for(language), [Missed("Ana", why, 2)])
    assert told is not None
    return told.split("\n")[0]


def test_ten_names_are_told_and_how_many_more_there_are() -> None:
    told = summary(SPANISH, people(12))

    assert told is not None
    assert "12 (Persona 01, Persona 02" in told
    assert "Persona 10 y 2 más)" in told


def test_everybody_is_reached_without_a_word_about_it() -> None:
    assert summary(SPANISH, []) is None


def test_names_are_escaped() -> None:
    told = summary(SPANISH, [Missed("<b>Ana", Why.BLOCKED)])

    assert told is not None
    assert "&lt;b&gt;Ana" in told


def test_result_fits_however_many_are_missing_and_however_long_their_names_are() -> None:
    everybody = tuple(Missed("N" * 128, why, 1) for why in Why for _ in range(50))

    message = result(SPANISH, Announcement(id=1), Delivery(people=1, groups=1, missed=everybody))

    assert utf16_length(plain_text(message.text)) <= TEXT_LIMIT
    assert message.rows[0][0].press == MissedOpened(1, 0)


def test_button_to_all_names_is_there_only_when_some_are_left_out() -> None:
    few = result(SPANISH, Announcement(id=1), Delivery(people=1, missed=tuple(people(10))))
    many = result(SPANISH, Announcement(id=1), Delivery(people=1, missed=tuple(people(11))))

    assert [len(few.rows), len(many.rows)] == [3, 4]
    assert many.rows[0][0].text == "👥 Ver quién falta (11)"


def test_pages_name_everybody_once() -> None:
    everybody = [*people(30), *people(15, Why.REFUSED)]

    pages = [all_missed(SPANISH, 7, everybody, page) for page in range(3)]

    named = [line for page in pages for line in plain_text(page.text).split("\n") if line.startswith("Persona")]
    assert named == [missed.name for missed in everybody]
    assert pages[1].text.startswith("👥 <b>Faltan 45</b>\n\n🔕 Con el bot bloqueado:")
    assert [button.press for button in pages[1].rows[0]] == [MissedOpened(7, 0), MissedOpened(7, 2)]
    assert all_missed(SPANISH, 7, everybody, 99) == pages[2]
    assert len(everybody) > 2 * PAGE
