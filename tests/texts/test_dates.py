from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from texts.dates import (
    date_of,
    day,
    day_and_month,
    day_in_full,
    day_of,
    hour,
    live_moment,
    moment,
    relative,
    weekday,
    zone_name,
)
from texts.translator import LANGUAGES, Translator, translator_for

MADRID = ZoneInfo("Europe/Madrid")
ZARAGOZA = ("Zaragoza", MADRID)

# Movilidad Sostenible meets at 17:00 in Madrid; Spain's clocks change on 31 October, nobody else's do.
OCTOBER = datetime(2027, 10, 15, 15, tzinfo=UTC)
NOVEMBER = datetime(2027, 11, 19, 16, tzinfo=UTC)

READERS = {
    "Córdoba": translator_for("es", "AR", "America/Argentina/Cordoba"),
    "Zaragoza": translator_for("es", "ES", "Europe/Madrid"),
    "Mérida": translator_for("es", "MX", "America/Merida"),
    "Quito": translator_for("es", "EC", "America/Guayaquil"),
    "São Paulo": translator_for("pt", "BR", "America/Sao_Paulo"),
    "Barcelona": translator_for("ca", "ES", "Europe/Madrid"),
    "Santiago": translator_for("en", "DO", "America/Santo_Domingo"),
}


@pytest.mark.parametrize(
    ("city", "october", "november"),
    [
        (
            "Córdoba",
            "vie 15 de octubre, 12:00 Córdoba (17:00 Zaragoza)",
            "vie 19 de noviembre, 13:00 Córdoba (17:00 Zaragoza)",
        ),
        ("Zaragoza", "vie 15 de octubre, 17:00 Zaragoza", "vie 19 de noviembre, 17:00 Zaragoza"),
        (
            "Mérida",
            "vie 15 de octubre, 09:00 Mérida (17:00 Zaragoza)",
            "vie 19 de noviembre, 10:00 Mérida (17:00 Zaragoza)",
        ),
        (
            "Quito",
            "vie 15 de octubre, 10:00 Quito (17:00 Zaragoza)",
            "vie 19 de noviembre, 11:00 Quito (17:00 Zaragoza)",
        ),
        (
            "São Paulo",
            "sex., 15 de outubro, 12:00 São Paulo (17:00 Zaragoza)",
            "sex., 19 de novembro, 13:00 São Paulo (17:00 Zaragoza)",
        ),
        ("Barcelona", "dv. 15 d’octubre, 17:00 Barcelona", "dv. 19 de novembre, 17:00 Barcelona"),
        (
            "Santiago",
            "Fri 15 October, 11:00 Santiago (17:00 Zaragoza)",
            "Fri 19 November, 12:00 Santiago (17:00 Zaragoza)",
        ),
    ],
)
def test_reader_comes_first_and_the_reference_zone_in_brackets_when_it_differs(
    city: str, october: str, november: str
) -> None:
    t = READERS[city]

    assert moment(t, OCTOBER, city=city, other=ZARAGOZA) == october
    assert moment(t, NOVEMBER, city=city, other=ZARAGOZA) == november


def test_another_day_in_the_other_zone_is_named() -> None:
    late = datetime(2027, 6, 16, 3, tzinfo=UTC)

    assert moment(READERS["Quito"], late, city="Quito", other=ZARAGOZA) == (
        "mar 15 de junio, 22:00 Quito (mié 05:00 Zaragoza)"
    )


@pytest.mark.parametrize(
    ("t", "expected"),
    [
        (READERS["Zaragoza"], "vie 15 de octubre, 17:00 hora de Madrid"),
        (READERS["Córdoba"], "vie 15 de octubre, 12:00 hora de Córdoba"),
        (READERS["São Paulo"], "sex., 15 de outubro, 12:00 horário de São Paulo"),
        (READERS["Barcelona"], "dv. 15 d’octubre, 17:00 hora de Madrid"),
        (READERS["Santiago"], "Fri 15 October, 11:00 Santo Domingo time"),
        (translator_for("es", "ES", "UTC"), "vie 15 de octubre, 15:00 UTC"),
    ],
)
def test_without_a_city_the_zone_is_named(t: Translator, expected: str) -> None:
    assert moment(t, OCTOBER) == expected


@pytest.mark.parametrize(
    ("language", "zone", "expected"),
    [
        ("es", "America/Mexico_City", "hora de Ciudad de México"),
        ("es", "America/Argentina/Buenos_Aires", "hora de Buenos Aires"),
        ("es", "America/Argentina/Ushuaia", "hora de Ushuaia"),
        ("pt", "Europe/Madrid", "horário de Madri"),
        ("ca", "America/Asuncion", "hora d’Asunción"),
        ("ca", "America/Bogota", "hora de Bogotà"),
        ("en", "America/Bogota", "Bogota time"),
    ],
)
def test_zone_is_named_by_its_city(language: str, zone: str, expected: str) -> None:
    assert zone_name(translator_for(language), ZoneInfo(zone)) == expected


def test_what_people_call_their_city_is_escaped() -> None:
    said = moment(READERS["Quito"], OCTOBER, city="<b>Quito</b> & co.", other=("<i>", MADRID))

    assert said == "vie 15 de octubre, 10:00 &lt;b&gt;Quito&lt;/b&gt; &amp; co. (17:00 &lt;i&gt;)"


def test_live_moment_says_the_same_and_names_the_instant() -> None:
    t = READERS["Mérida"]

    said = live_moment(t, OCTOBER, city="Mérida", other=ZARAGOZA)

    assert said == ('<tg-time unix="1823612400">vie 15 de octubre, 09:00 Mérida (17:00 Zaragoza)</tg-time>')
    assert said.striptags() == moment(t, OCTOBER, city="Mérida", other=ZARAGOZA)


@pytest.mark.parametrize(
    ("city", "expected"),
    [
        ("Córdoba", "mar 15 de junio de 2027"),
        ("São Paulo", "ter., 15 de junho de 2027"),
        ("Barcelona", "dt. 15 de juny de 2027"),
        ("Santiago", "Tue 15 June 2027"),
    ],
)
def test_year_is_added_when_asked_for(city: str, expected: str) -> None:
    assert day(READERS[city], date(2027, 6, 15), year=True) == expected


def test_day_is_that_of_the_reader() -> None:
    night = datetime(2027, 6, 16, 1, tzinfo=UTC)

    assert day_of(READERS["Quito"], night) == "mar 15 de junio"
    assert day_of(READERS["Zaragoza"], night) == "mié 16 de junio"


@pytest.mark.parametrize("country", ["AR", "ES", "MX", "US", ""])
def test_hours_have_two_digits_and_count_to_24_everywhere(country: str) -> None:
    for language in LANGUAGES:
        assert hour(translator_for(language, country, "Europe/Madrid"), NOVEMBER) == "17:00"
        assert hour(translator_for(language, country, "America/Bogota"), NOVEMBER - timedelta(hours=5)) == "06:00"


@pytest.mark.parametrize(
    ("city", "expected"),
    [("Quito", "lunes"), ("São Paulo", "segunda-feira"), ("Barcelona", "dilluns"), ("Santiago", "Monday")],
)
def test_weekdays_have_names(city: str, expected: str) -> None:
    assert weekday(READERS[city], 0) == expected


@pytest.mark.parametrize(
    ("distance", "es", "pt", "ca", "en"),
    [
        (timedelta(minutes=30), "dentro de 30 minutos", "em 30 minutos", "d’aquí a 30 minuts", "in 30 minutes"),
        (timedelta(hours=1), "dentro de 1 hora", "em 1 hora", "d’aquí a 1 hora", "in 1 hour"),
        (timedelta(hours=25), "dentro de 1 día", "em 1 dia", "d’aquí a 1 dia", "in 1 day"),
        (timedelta(days=2), "dentro de 2 días", "em 2 dias", "d’aquí a 2 dies", "in 2 days"),
        (timedelta(days=9), "dentro de 9 días", "em 9 dias", "d’aquí a 9 dies", "in 9 days"),
        (timedelta(days=-2), "hace 2 días", "há 2 dias", "fa 2 dies", "2 days ago"),
    ],
)
def test_distance_is_told_in_each_language(distance: timedelta, es: str, pt: str, ca: str, en: str) -> None:
    told = [relative(translator_for(each), NOVEMBER + distance, NOVEMBER) for each in ("es", "pt", "ca", "en")]

    assert told == [es, pt, ca, en]


def test_days_are_counted_on_the_readers_calendar() -> None:
    evening = datetime(2027, 6, 14, 20, tzinfo=UTC)  # 15:00 in Quito, 22:00 in Zaragoza
    morning = datetime(2027, 6, 16, 7, tzinfo=UTC)  # 02:00 in Quito, 09:00 in Zaragoza

    assert relative(READERS["Zaragoza"], morning, evening) == "dentro de 2 días"
    assert relative(READERS["Quito"], morning, evening) == "dentro de 2 días"


def test_a_moment_after_the_hour_it_is_one_hour_still() -> None:
    told = [relative(READERS["Quito"], NOVEMBER, NOVEMBER - timedelta(seconds=left)) for left in (3601, 3599.9, 3569)]

    assert told == ["dentro de 1 hora", "dentro de 1 hora", "dentro de 59 minutos"]


def test_no_date_has_a_no_break_space() -> None:
    for language in LANGUAGES:
        for country in ("", "AR", "ES", "MX", "BR", "US"):
            t = translator_for(language, country, "America/Bogota")
            said = moment(t, OCTOBER, other=ZARAGOZA, year=True) + relative(t, OCTOBER, NOVEMBER)
            assert not {"\u202f", "\u00a0"} & set(said)


def test_first_of_a_month_is_an_ordinal_in_portuguese_alone() -> None:
    at = datetime(2027, 6, 1, 15, tzinfo=UTC)

    said = {city: (day_of(t, at, year=True), day_in_full(t, at), date_of(t, at)) for city, t in READERS.items()}

    assert said["São Paulo"] == ("ter., 1º de junho de 2027", "terça-feira, 1º de junho", "1º de junho de 2027")
    assert said["Quito"] == ("mar 1 de junio de 2027", "martes 1 de junio", "1 de junio de 2027")


def test_day_and_month_alone() -> None:
    days = (date(2027, 6, 7), date(2027, 11, 1))
    said = {t.language: [day_and_month(t, on) for on in days] for t in map(translator_for, LANGUAGES)}

    assert said == {
        "es": ["7 de junio", "1 de noviembre"],
        "pt": ["7 de junho", "1º de novembro"],
        "ca": ["7 de juny", "1 de novembre"],
        "en": ["7 June", "1 November"],
    }
