import pytest

from texts.message import Button, Html, Message, quoted
from texts.sharing import beyond_title, title_from


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Los puestos no pagan. Se pierde dinero.", "Los puestos no pagan"),
        ("¿Cómo cobrar? No se sabe.", "¿Cómo cobrar?"),
        ("Una línea\notra línea", "Una línea"),
        ("Sube un 3.5 % cada año. Mucho.", "Sube un 3.5 % cada año"),
        ("palabra " * 30, "palabra palabra palabra palabra palabra palabra palabra palabra palabra…"),
        ("x" * 200, "x" * 79 + "…"),
        (
            "La gente mayor no llega al ambulatorio, porque el autobús del barrio pasa cada hora, y nadie sabe cuándo.",
            "La gente mayor no llega al ambulatorio",
        ),
        (
            "As bancas da feira não pagam nada há dez anos, e a prefeitura não cobra, não avisa e não fiscaliza.",
            "As bancas da feira não pagam nada há dez anos",
        ),
        (
            "Necesitamos semillas de maíz, frijol, calabaza, tomate, chile y cebolla para las huertas del sur.",
            "Necesitamos semillas de maíz, frijol, calabaza, tomate, chile y cebolla para…",
        ),
        (
            "Los barrios del este de la ciudad (sobre todo los nuevos, que no tienen mercado) compran lejos de casa.",
            "Los barrios del este de la ciudad (sobre todo los nuevos, que no tienen…",
        ),
        ("p" * 38 + " " + "q" * 41 + ", y luego sigue otra cosa bastante larga.", "p" * 38 + " " + "q" * 41),
        ("En Pasto, " + "palabra " * 20, "En Pasto, palabra palabra palabra palabra palabra palabra palabra palabra…"),
    ],
)
def test_title_is_the_first_sentence_cut_at_a_clause_or_a_word(text: str, title: str) -> None:
    assert title_from(text) == title


def test_card_does_not_say_the_title_twice() -> None:
    assert beyond_title("No pagan. Se pierde <b>.", "No pagan", 100) == Html("Se pierde &lt;b&gt;.")
    assert beyond_title("No pagan.", "No pagan", 100) is None
    assert beyond_title("No pagan.", "Otro", 100) == Html("No pagan.")


def test_card_goes_on_where_the_title_was_cut_short() -> None:
    long = "palabra " * 20 + "final"

    assert beyond_title(long, title_from(long), 200) == Html("… " + "palabra " * 11 + "final")


def test_card_goes_on_after_the_clause_that_became_the_title() -> None:
    long = "La gente mayor no llega al ambulatorio, porque el autobús del barrio pasa cada hora, y nadie sabe cuándo."

    assert beyond_title(long, title_from(long), 200) == Html(
        "… porque el autobús del barrio pasa cada hora, y nadie sabe cuándo."
    )
    assert beyond_title("No pagan, y se nota.", "No pagan", 100) == Html("… y se nota.")


def test_long_quotes_are_folded_and_escaped() -> None:
    assert quoted("<i>") == Html("<blockquote>&lt;i&gt;</blockquote>")
    assert quoted("a" * 400).startswith("<blockquote expandable>")


def test_start_button_leaves_the_bot_s_name_open() -> None:
    payload = Message(Html("x"), ((Button("Ir", start="solve-7"),),)).payload()

    [[key]] = payload["reply_markup"]["inline_keyboard"]
    assert key == {"text": "Ir", "url": "https://t.me/{bot_username}?start=solve-7"}


def test_answer_to_a_message_survives_its_deletion() -> None:
    assert Message(Html("x"), reply_to=7).payload()["reply_parameters"] == {
        "message_id": 7,
        "allow_sending_without_reply": True,
    }
