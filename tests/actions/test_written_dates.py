from datetime import date, datetime

import pytest

from actions.written_dates import read_moment, read_with_rest

USUAL = datetime(2027, 9, 17, 17)  # noqa: DTZ001 - wall-clock time, by intent
TODAY = date(2027, 9, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17/09 16:00", "2027-09-17T16:00"),
        ("17/9/2027 16:00", "2027-09-17T16:00"),
        ("17-09-27 16.30", "2027-09-17T16:30"),
        ("17.9. 16h", "2027-09-17T16:00"),
        ("2027-09-17 16:00", "2027-09-17T16:00"),
        ("17 sep 16:00", "2027-09-17T16:00"),
        ("17 sept. 16:00", "2027-09-17T16:00"),
        ("vie 17 de septiembre a las 16 h", "2027-09-17T16:00"),
        ("17 de septiembre de 2028, 9:05", "2028-09-17T09:05"),
        ("17 de setembro às 16h30", "2027-09-17T16:30"),
        ("17 set 16h", "2027-09-17T16:00"),
        ("3 d’octubre 10:00", "2027-10-03T10:00"),
        ("1º de outubro às 16h", "2027-10-01T16:00"),
        ("1.° de octubre, 16:00", "2027-10-01T16:00"),
        ("1r d'octubre 16:00", "2027-10-01T16:00"),
        ("2nd of October at 16", "2027-10-02T16:00"),
        ("1 de març 10:00", "2028-03-01T10:00"),
        ("3 October 10:00", "2027-10-03T10:00"),
        ("24/9", "2027-09-24T17:00"),
        ("24 sep", "2027-09-24T17:00"),
        ("16:00", "2027-09-17T16:00"),
        ("16h", "2027-09-17T16:00"),
        ("16.30", "2027-09-17T16:30"),
        ("10/1 9:00", "2028-01-10T09:00"),
        ("1/9 9:00", "2027-09-01T09:00"),
        ("31/8 9:00", "2027-08-31T09:00"),  # just gone: not a year ahead
        ("18 de mayo 9:00", "2027-05-18T09:00"),
        ("mañana a las 9", "2027-09-02T09:00"),
        ("Mañana a las 09:00", "2027-09-02T09:00"),
        ("mañana a las 9 de la mañana", "2027-09-02T09:00"),
        ("mañana a las 5 de la tarde", "2027-09-02T17:00"),
        ("hoy a las 18:30", "2027-09-01T18:30"),
        ("pasado mañana, 10h", "2027-09-03T10:00"),
        ("amanhã às 9", "2027-09-02T09:00"),
        ("amanhã às 3 da tarde", "2027-09-02T15:00"),
        ("depois de amanhã às 14h", "2027-09-03T14:00"),
        ("demà a les 9", "2027-09-02T09:00"),
        ("demà a les 8 del vespre", "2027-09-02T20:00"),
        ("demà passat 10:00", "2027-09-03T10:00"),
        ("tomorrow at 9", "2027-09-02T09:00"),
        ("tomorrow at 3 pm", "2027-09-02T15:00"),
        ("day after tomorrow 9:15", "2027-09-03T09:15"),
        ("mañana", "2027-09-02T17:00"),
        ("23 de julio a las 17:30", "2027-07-23T17:30"),
        ("23 de septiembre a las 17", "2027-09-23T17:00"),
        ("29/2 9:00", "2028-02-29T09:00"),  # the only one near
    ],
)
def test_moment_is_read(text: str, expected: str) -> None:
    assert read_moment(text, USUAL, TODAY) == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    "text",
    ["", "de la mañana", "mañana a las 25", "mañana a las 12 de la noche", "mañana a las 9 y a las 10", "el viernes",
     "30/02 10:00", "17/13 10:00", "17/09 25:00", "17/09 16:75", "12345", "17 ju 10:00",
     "17/09 16:00 18:00", "17/09 y 18/09 16:00", "99", "17/09 a 18"],
)  # fmt: skip
def test_moment_is_rather_asked_again_than_guessed(text: str) -> None:
    assert read_moment(text, USUAL, TODAY) is None


@pytest.mark.parametrize(
    "text",
    ["vie 17 de septiembre a las 16 h", "viernes, 17/9 a las 16:00 horas", "sexta-feira 17/09 às 16h", "sex. 17/9 16h",
     "divendres 17 de setembre a les 16 hores", "Friday the 17th of September at 16", "on Fri 17/9 at 16:00",
     "el dv. 17/9 a les 16h", "no dia 17/9, às 16 horas", "a las 16:00 h.", "mañana a las 9 de la mañana", "17.9. 16h",
     "17/9 16:00 en punto", "9/10 12:00 mediodía", "próximo viernes 17/9 a las 16", "hoy viernes 17/9 16:00",
     "tomorrow at 3 p.m.", "el día 17 de septiembre de 2027", "17/9 por favor", "la sesión, el 17/9 👍"],
)  # fmt: skip
def test_words_of_dates_and_hours_are_harmless(text: str) -> None:
    read = read_with_rest(text, USUAL, TODAY)

    assert read is not None
    assert read.rest == ""


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("8/7 10:00 colombia", "colombia"),
        ("8/7 10:00, hora de Bogotá", "Bogotá"),
        ("10:00Colombia 8/7", "Colombia"),
        ("San José de Costa Rica, 8/7 a las 10:00", "San José de Costa Rica"),
        ("Quito 8/7 10:00 y Lima", "Quito Lima"),
        ("8 de julio a las 10 (CET)", "CET"),
        ("8/7 10:00 hora local", "local"),
        ("8/7 a las 5:00 tarde", "tarde"),
        ("8/7 10:00 <b>México</b> & co", "b>México</b> & co"),
    ],
)
def test_other_words_are_told(text: str, rest: str) -> None:
    read = read_with_rest(text, USUAL, TODAY)

    assert read is not None
    assert read.rest == rest
    assert read.at == read_moment(text, USUAL, TODAY)
