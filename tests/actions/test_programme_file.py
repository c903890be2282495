"""Every fault of a programme file is one line that names its place."""

from pathlib import Path

import pytest

from actions.programme import ProgrammeWrong, parse_programme, read_programme

DEMO = Path(__file__).parents[2] / "demo" / "programme.toml"

SOUND = """\
[programme]
name = "Microrredes"
languages = ["es", "pt"]

[[city]]
slug = "zaragoza"
name = "Zaragoza"
country = "ES"
zone = "Europe/Madrid"
language = "es"

[[city]]
slug = "quito"
name = "Quito"
country = "EC"
zone = "America/Guayaquil"
language = "es"

[[network]]
slug = "movilidad"
name = "Movilidad"
field = "Movilidad sostenible"
zone = "Europe/Madrid"
starts_on = 2027-06-18
meetings = "FREQ=MONTHLY;BYDAY=3FR;COUNT=6"
meeting_time = 17:00:00
meeting_minutes = 90
digest_weekday = "monday"
cities = ["quito", "zaragoza"]

[[archive]]
slug = "pilot"
name = "Pilot"
years = "2020-2021"
cities_count = 10
fields = ["Archivos"]
"""


def test_demo_programme_is_sound() -> None:
    programme = read_programme(DEMO)

    assert len(programme.cities) == 14
    assert [network.slug for network in programme.networks] == ["economia-local", "movilidad-sostenible"]
    assert [len(network.starts) for network in programme.networks] == [6, 6]
    assert [archive.cities_count for archive in programme.archives] == [10]


FAULTS = [
    # what is written, what is written instead, what is said
    ('zone = "America/Guayaquil"', 'zone = "America/Guayaquill"',
     'p.toml, line 16: city[1].zone: unknown time zone "America/Guayaquill"; did you mean "America/Guayaquil"?'),
    ('field = "Movilidad sostenible"\nzone = "Europe/Madrid"', 'field = "M"\nzone = "Europe/Madird"',
     'p.toml, line 23: network[0].zone: unknown time zone "Europe/Madird"; did you mean "Europe/Madrid"?'),
    ('cities = ["quito", "zaragoza"]', 'cities = ["quito", "saragossa"]',
     'p.toml, line 29: network[0].cities: unknown city "saragossa"; did you mean "zaragoza"?'),
    ('cities = ["quito", "zaragoza"]', 'cities = ["quito", "quito"]',
     'p.toml, line 29: network[0].cities: "quito" stands twice'),
    ('cities = ["quito", "zaragoza"]', "cities = [1]",
     "p.toml, line 29: network[0].cities: entry 1 must be text of 1 to 64 characters on one line"),
    ('slug = "quito"', 'slug = "zaragoza"', 'p.toml, line 13: city[1].slug: "zaragoza" is already city[0]'),
    ('slug = "quito"', 'slug = "San José"',
     'p.toml, line 13: city[1].slug: "San José" must be of a-z, 0-9 and single hyphens, as in "sao-paulo"'),
    ('country = "EC"', 'country = "XX"', 'p.toml, line 15: city[1].country: unknown country code "XX"'),
    ('country = "EC"', 'country = "EU"', 'p.toml, line 15: city[1].country: unknown country code "EU"'),
    ('country = "EC"\n', "", 'p.toml, line 12: city[1]: the key "country" is missing'),
    ('country = "EC"', 'contry = "EC"', 'p.toml, line 15: city[1].contry: unknown key; did you mean "country"?'),
    ('country = "EC"', 'country = "EC"\nregion = "P"',
     "p.toml, line 16: city[1].region: EC has no regions with holidays of their own"),
    ('country = "EC"', 'country = "CL"\nregion = "RM"',
     'p.toml, line 16: city[1].region: unknown region "RM"; known are AP, NB'),
    ('name = "Quito"', "name = 5", "p.toml, line 14: city[1].name: must be text, not a whole number (5)"),
    ('name = "Quito"', 'name = "  "', "p.toml, line 14: city[1].name: is empty"),
    ('name = "Quito"', 'name = "Qui\\u0000to"',
     "p.toml, line 14: city[1].name: holds a line break or another control character"),
    ("starts_on = 2027-06-18", 'starts_on = "one\\ntwo"',
     'p.toml, line 24: network[0].starts_on: must be a date like 2027-06-02, not text ("one\\ntwo")'),
    ('name = "Quito"', f'name = "{"Q" * 129}"',
     "p.toml, line 14: city[1].name: has 129 characters; 128 is the most"),
    ('zone = "America/Guayaquil"\nlanguage = "es"', 'zone = "America/Guayaquil"\nlanguage = "fr"',
     'p.toml, line 17: city[1].language: unknown language "fr"; known are es, pt, ca, en'),
    ('languages = ["es", "pt"]', 'languages = ["es", "gl"]',
     'p.toml, line 3: programme.languages: unknown language "gl"; known are es, pt, ca, en'),
    ("starts_on = 2027-06-18", 'starts_on = "2027-06-18"',
     'p.toml, line 24: network[0].starts_on: must be a date like 2027-06-02, not text ("2027-06-18")'),
    ("starts_on = 2027-06-18", "starts_on = 2027-06-18T10:00:00Z",
     "p.toml, line 24: network[0].starts_on: must be a date like 2027-06-02, "
     "not a date with a time (2027-06-18 10:00:00+00:00)"),
    ("meeting_time = 17:00:00", 'meeting_time = "17:00"',
     'p.toml, line 26: network[0].meeting_time: must be a time like 16:00:00, not text ("17:00")'),
    ("starts_on = 2027-06-18", "starts_on = 0227-06-18",
     "p.toml, line 24: network[0].starts_on: must be from 2000 to 2100, not 0227-06-18"),
    ("meeting_time = 17:00:00", "meeting_time = 17:00:30",
     "p.toml, line 26: network[0].meeting_time: must be a whole minute, not 17:00:30"),
    ("meeting_minutes = 90", "meeting_minutes = 5",
     "p.toml, line 27: network[0].meeting_minutes: must be from 10 to 600, not 5"),
    ("meeting_minutes = 90", "meeting_minutes = true",
     "p.toml, line 27: network[0].meeting_minutes: must be a whole number, not true or false (True)"),
    ('digest_weekday = "monday"', 'digest_weekday = "lunes"',
     'p.toml, line 28: network[0].digest_weekday: unknown weekday "lunes"; '
     "known are monday, tuesday, wednesday, thursday, friday, saturday, sunday"),
    ("FREQ=MONTHLY;BYDAY=3FR;COUNT=6", "each third Friday",
     'p.toml, line 25: network[0].meetings: "each third Friday" is no NAME=VALUE part of an RFC 5545 rule'),
    ("FREQ=MONTHLY;BYDAY=3FR;COUNT=6", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=1",
     "p.toml, line 25: network[0].meetings: gives no date"),
    ("[[archive]]", "[[archives]]", 'p.toml, line 31: archives: unknown table; did you mean "archive"?'),
    ("[[archive]]", "[archive]", "p.toml, line 31: archive: must be written as [[archive]], once for each"),
    ('name = "Quito"', 'name = "Quito', "p.toml: is not valid TOML: Illegal character '\\n' (at line 14, column 14)"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "instead", "said"), FAULTS)
def test_fault_is_named_with_its_place(written: str, instead: str, said: str) -> None:
    text = SOUND.replace(written, instead)
    assert text != SOUND

    with pytest.raises(ProgrammeWrong) as refused:
        parse_programme(text, "p.toml")

    assert str(refused.value) == said


def test_sound_programme_has_no_fault() -> None:
    assert [city.slug for city in parse_programme(SOUND).cities] == ["zaragoza", "quito"]


def test_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProgrammeWrong, match=r"gone\.toml: cannot be read: No such file or directory"):
        read_programme(tmp_path / "gone.toml")


def test_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProgrammeWrong, match="cannot be read: Is a directory"):
        read_programme(tmp_path)


def test_other_encodings_are_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes('[programme]\nname = "Córdoba"\n'.encode("latin-1"))

    with pytest.raises(ProgrammeWrong) as refused:
        read_programme(path)

    assert str(refused.value) == f"{path}, line 2: is not UTF-8; save it in that encoding"


def test_byte_order_mark_of_windows_editors_is_harmless(tmp_path: Path) -> None:
    path = tmp_path / "windows.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode())

    assert len(read_programme(path).cities) == 2
