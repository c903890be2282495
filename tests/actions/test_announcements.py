"""What announcements decide without a phone: when they may go out, and how much fits."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from actions.announcements.refusals import MomentOutside, MomentUnknown
from actions.announcements.writing import Content, checked, offered_moments, typed_moment
from actions.refusals import EmptyText
from store.models import AnnouncedFile, Announcement, Network
from texts.announcements.card import card
from texts.announcements.presses import packed, unpacked
from texts.announcements.scheduling import IN_AN_HOUR, MONDAY, TOMORROW
from texts.translator import translator_for

MADRID = ZoneInfo("Europe/Madrid")
IN_MADRID = {"Europe/Madrid": 1}


def network(number: int = 1, name: str = "Microrred de Economía Local") -> Network:
    return Network(id=number, name=name, starts_on=date(2027, 6, 2), meeting_time=time(9))


def test_monday_is_offered_unless_it_is_tomorrow() -> None:
    wednesday = datetime(2027, 5, 26, 10, tzinfo=UTC)
    sunday = datetime(2027, 5, 30, 10, tzinfo=UTC)

    assert offered_moments(MADRID, wednesday, IN_MADRID) == [
        (IN_AN_HOUR, datetime(2027, 5, 26, 11, tzinfo=UTC)),
        (TOMORROW, datetime(2027, 5, 27, 6, tzinfo=UTC)),
        (MONDAY, datetime(2027, 5, 31, 6, tzinfo=UTC)),
    ]
    assert [name for name, _ in offered_moments(MADRID, sunday, IN_MADRID)] == [IN_AN_HOUR, TOMORROW]


def test_tomorrow_is_not_offered_when_it_is_a_saturday() -> None:
    friday = datetime(2027, 5, 28, 10, tzinfo=UTC)

    assert [name for name, _ in offered_moments(MADRID, friday, IN_MADRID)] == [IN_AN_HOUR, MONDAY]


def test_tomorrow_is_the_authors_tomorrow() -> None:
    late_in_madrid = datetime(2027, 5, 26, 22, 30, tzinfo=UTC)

    assert dict(offered_moments(MADRID, late_in_madrid, IN_MADRID))[TOMORROW] == datetime(2027, 5, 28, 6, tzinfo=UTC)


def test_first_hour_at_which_all_readers_are_awake_is_offered() -> None:
    wednesday = datetime(2027, 5, 26, 10, tzinfo=UTC)
    readers = {"America/Sao_Paulo": 3, "America/Guayaquil": 1, "Europe/Madrid": 1}

    offered = dict(offered_moments(MADRID, wednesday, readers))

    assert offered[TOMORROW] == datetime(2027, 5, 27, 13, tzinfo=UTC)  # 08:00 in Guayaquil, 15:00 in Madrid


def test_hour_at_which_the_fewest_sleep_is_offered_when_none_suits_all() -> None:
    wednesday = datetime(2027, 5, 26, 10, tzinfo=UTC)
    readers = {"America/Mexico_City": 2, "Asia/Dhaka": 1}

    offered = dict(offered_moments(MADRID, wednesday, readers))

    assert offered[TOMORROW] == datetime(
        2027, 5, 27, 14, tzinfo=UTC
    )  # 08:00 in Mexico, 20:00 in Dhaka, 16:00 in Madrid


def test_moment_in_the_missing_hour_moves_forward() -> None:
    winter = datetime(2027, 3, 20, 12, tzinfo=UTC)

    assert typed_moment("28/03/2027 02:30", MADRID, winter) == (datetime(2027, 3, 28, 1, 30, tzinfo=UTC), "")


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("algún día", MomentUnknown),
        ("31/02 09:00", MomentUnknown),
        ("26/05 11:00", MomentOutside),
        ("25/05/2027 09:00", MomentOutside),
        ("25/05 09:00", MomentOutside),  # without a year it would be the one of next year
    ],
)
def test_moment_that_is_no_moment_is_refused(text: str, refusal: type[Exception]) -> None:
    now = datetime(2027, 5, 26, 10, tzinfo=UTC)  # 12:00 in Madrid

    with pytest.raises(refusal):
        typed_moment(text, MADRID, now)


def test_empty_text_is_refused_and_a_file_needs_none() -> None:
    with pytest.raises(EmptyText):
        checked(Content(" ", " "))

    photo = AnnouncedFile(kind="photo", file_id="f", number=1, words="")
    assert checked(Content("", "", (photo,))).files == (photo,)


def test_header_loses_the_name_of_an_erased_author() -> None:
    announcement = Announcement(id=1, text="Hola", files=[])

    assert "Marta" not in card(translator_for("es"), announcement, [network()], "").text


@pytest.mark.parametrize("chosen", ["", "x", "1.²", "99999999999999999999", "1..2"])
def test_chosen_networks_that_were_never_issued_are_no_numbers(chosen: str) -> None:
    assert all(number < 2**31 for number in unpacked(chosen))


def test_chosen_networks_are_packed_and_unpacked() -> None:
    assert unpacked(packed([3, 17])) == [3, 17]
