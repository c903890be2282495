"""The question of the month as coordinators are told of it."""

from datetime import UTC, datetime

import pytest

from store.models import Network, Prompt
from store.news import Asked
from texts.digests.lines import prompted
from texts.planned_prompts import notice
from texts.translator import translator_for

TUESDAY = datetime(2027, 7, 6, 8, tzinfo=UTC)
MADRID, SAO_PAULO = "Europe/Madrid", "America/Sao_Paulo"


@pytest.mark.parametrize(
    ("language", "zone", "said"),
    [
        (
            "pt",
            MADRID,
            "💬 Na terça-feira, 6 de julho, às 10:00 (horário de Madri), sai a pergunta do mês da <b>R</b>:",
        ),
        (
            "pt",
            SAO_PAULO,
            "💬 Na terça-feira, 6 de julho, às 05:00 (horário de São Paulo; 10:00 horário de Madri), "
            "sai a pergunta do mês da <b>R</b>:",
        ),
        ("es", MADRID, "💬 El martes 6 de julio a las 10:00 (hora de Madrid) sale la pregunta del mes de <b>R</b>:"),
        ("en", MADRID, "💬 On Tuesday 6 July at 10:00 (Madrid time) the question of the month goes to <b>R</b>:"),
    ],
)
def test_notice_begins_with_a_whole_sentence(language: str, zone: str, said: str) -> None:
    network = Network(name="R", zone=MADRID)
    prompt = Prompt(
        id=1, due_at=TUESDAY, slug="", own_words="¿?", own_language="es", own_translations={}, skipped_at=None
    )

    assert str(notice(translator_for(language, "", zone), prompt, network).text).split("\n")[0] == said


def test_digest_says_in_which_language_a_question_is_that_has_no_words_in_the_reader_s() -> None:
    asked = Asked(7, "", "¿Qué <cerraría>?", (("ca", "Què tancaríeu?"),), "es")

    told = {language: str(prompted(language, asked)).split("</a>")[-1] for language in ("es", "ca", "pt", "en")}

    assert told == {"es": "", "ca": "", "pt": " (em espanhol)", "en": " (in Spanish)"}
    assert "¿Qué &lt;cerraría&gt;?" in str(prompted("pt", asked))
