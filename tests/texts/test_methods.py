"""The cards of methods are whole: in every language, and with a course that fills their minutes."""

import pytest

from store.models import Method
from texts.agenda.methods import FOLDER, card_of, course_of
from texts.rota.briefing import course_of_case
from texts.translator import LANGUAGES, translator_for

KEY = 24  # characters that two keys side by side show on a phone


def test_every_method_has_a_card_and_every_card_is_of_a_method() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {f"{method}.toml" for method in Method}


@pytest.mark.parametrize("method", Method)
def test_card_is_whole_in_every_language(method: Method) -> None:
    card = card_of(method)

    for words in (card.title, card.about, *(step.words for step in card.course)):
        assert set(words) == set(LANGUAGES)
        assert all(text == text.strip() and text for text in words.values())
        assert len(set(words.values())) > 1 or words is card.title
    assert max(len(title) for title in card.title.values()) <= KEY
    assert all(
        text.endswith(".") for words in (card.about, *(step.words for step in card.course)) for text in words.values()
    )


@pytest.mark.parametrize("method", Method)
def test_minutes_of_a_course_add_up_to_the_usual_ones(method: Method) -> None:
    card = card_of(method)

    assert sum(step.minutes for step in card.course) == card.usual
    assert 0 < card.least <= card.usual
    assert all(step.minutes > 0 for step in card.course)


@pytest.mark.parametrize("method", Method)
def test_course_with_other_minutes_has_no_gaps_and_ends_with_them(method: Method) -> None:
    t = translator_for("es")

    for minutes in range(1, 121):
        course = course_of(t, method, minutes)

        assert (course[0][0], course[-1][1]) == (0, minutes)
        assert [ends for _, ends, _ in course[:-1]] == [begins for begins, _, _ in course[1:]]
        if minutes >= card_of(method).least:
            assert all(begins < ends for begins, ends, _ in course)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "questions of fact"),
        ("es", "preguntas sobre los hechos"),
        ("pt", "perguntas sobre os fatos"),
        ("ca", "preguntes sobre els fets"),
    ],
)
def test_briefing_of_a_case_calls_its_questions_as_the_card_does(language: str, words: str) -> None:
    on_card = card_of(Method.CASE).course[1].words[language]

    briefed = course_of_case(translator_for(language))

    assert words in on_card.casefold()
    assert words in briefed


def test_course_of_a_case_is_told_minute_by_minute() -> None:
    course = course_of(translator_for("es"), Method.CASE, 35)

    assert [(begins, ends) for begins, ends, _ in course] == [
        (0, 5),
        (5, 10),
        (10, 13),
        (13, 24),
        (24, 29),
        (29, 33),
        (33, 35),
    ]
    assert course[3][2] == "Las demás conversan sobre el caso; la ciudad que lo trae solo escucha."
