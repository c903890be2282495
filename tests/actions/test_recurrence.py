from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.recurrence import RuleWrong, next_weekday, occurrences, to_utc

MADRID = ZoneInfo("Europe/Madrid")
SANTIAGO = ZoneInfo("America/Santiago")


def dates(rule: str, starts_on: date = date(2027, 6, 2), at: time = time(16), zone: ZoneInfo = MADRID) -> list[str]:
    return [start.strftime("%Y-%m-%d %H:%M") for start in occurrences(rule, starts_on, at, zone)]


def test_economia_local_stays_at_16_in_madrid_across_the_clock_change() -> None:
    assert dates("FREQ=MONTHLY;BYDAY=1WE;COUNT=6") == [
        "2027-06-02 14:00",
        "2027-07-07 14:00",
        "2027-08-04 14:00",
        "2027-09-01 14:00",
        "2027-10-06 14:00",
        "2027-11-03 15:00",
    ]


def test_movilidad_sostenible_stays_at_17_in_madrid_across_the_clock_change() -> None:
    assert dates("FREQ=MONTHLY;BYDAY=3FR;COUNT=6", date(2027, 6, 18), time(17)) == [
        "2027-06-18 15:00",
        "2027-07-16 15:00",
        "2027-08-20 15:00",
        "2027-09-17 15:00",
        "2027-10-15 15:00",
        "2027-11-19 16:00",
    ]


@pytest.mark.parametrize(
    ("wall", "zone", "expected"),
    [
        # 28 March 2027: Madrid goes from 02:00 to 03:00; 31 October it goes back from 03:00 to 02:00.
        ("2027-03-28 02:30", MADRID, datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),  # shown as 03:30
        ("2027-10-31 02:30", MADRID, datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),  # the first 02:30
        ("2027-10-31 03:30", MADRID, datetime(2027, 10, 31, 2, 30, tzinfo=UTC)),
        # Chile's changes happen at midnight.
        ("2027-09-05 00:00", SANTIAGO, datetime(2027, 9, 5, 4, 0, tzinfo=UTC)),  # shown as 01:00
        ("2027-04-03 23:30", SANTIAGO, datetime(2027, 4, 4, 2, 30, tzinfo=UTC)),  # the first 23:30
    ],
)
def test_skipped_hours_move_forward_and_repeated_ones_are_the_first(
    wall: str, zone: ZoneInfo, expected: datetime
) -> None:
    assert to_utc(datetime.fromisoformat(wall), zone) == expected


def test_last_date_given_as_a_day_belongs_to_the_series() -> None:
    assert dates("FREQ=MONTHLY;BYDAY=1WE;UNTIL=20270707") == ["2027-06-02 14:00", "2027-07-07 14:00"]


def test_last_date_given_in_utc_is_compared_as_an_instant() -> None:
    assert dates("FREQ=MONTHLY;BYDAY=1WE;UNTIL=20270707T140000Z") == ["2027-06-02 14:00", "2027-07-07 14:00"]
    assert dates("FREQ=MONTHLY;BYDAY=1WE;UNTIL=20270707T135959Z") == ["2027-06-02 14:00"]


def test_a_rule_that_its_first_day_does_not_match_starts_with_the_next_match() -> None:
    assert dates("FREQ=MONTHLY;BYDAY=1WE;COUNT=1", date(2027, 6, 3)) == ["2027-07-07 14:00"]


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("every month", '"every month" is no NAME=VALUE part of an RFC 5545 rule'),
        ("FREQ=MONTHLY;BYDAY=1WE", "has no end: add COUNT or UNTIL"),
        ("FREQ=MONTHLY;COUNT=6;UNTIL=20271231", "COUNT and UNTIL exclude each other"),
        ("FREQ=HOURLY;COUNT=6", "FREQ must be one of DAILY, WEEKLY, MONTHLY, YEARLY"),
        ("BYDAY=1WE;COUNT=6", "FREQ must be one of DAILY, WEEKLY, MONTHLY, YEARLY"),
        ("FREQ=MONTHLY;FREQ=WEEKLY;COUNT=6", "FREQ stands twice"),
        ("FREQ=MONTHLY;BYHOUR=9;COUNT=6", "BYHOUR has no place here: the hour is meeting_time"),
        ("FREQ=MONTHLY;BYEASTER=1;COUNT=6", '"BYEASTER" is no part of an RFC 5545 rule'),
        ("FREQ=MONTHLY;COUNT=0", 'COUNT must be from 1 to 9999, not "0"'),
        ("FREQ=MONTHLY;BYMONTH=13;COUNT=2", 'BYMONTH must be from 1 to 12, not "13"'),
        ("FREQ=MONTHLY;BYMONTHDAY=30;BYMONTH=2;COUNT=2", "gives no date"),
        ("FREQ=MONTHLY;BYDAY=9FR;COUNT=2", 'BYDAY cannot have "9FR": there are at most 5'),
        ("FREQ=WEEKLY;BYDAY=1FR;COUNT=2", 'BYDAY cannot have "1FR": only months and years count their weekdays'),
        ("FREQ=DAILY;COUNT=201", "gives more than 200 dates"),
        ("FREQ=MONTHLY;BYDAY=1WE;UNTIL=20261231", "gives no date"),
        ("FREQ=MONTHLY;BYDAY=1WE;UNTIL=soon", 'UNTIL must look like 20271231 or 20271231T235959Z, not "soon"'),
    ],
)
def test_rule_that_cannot_be_followed_says_why(rule: str, why: str) -> None:
    with pytest.raises(RuleWrong) as refused:
        dates(rule)

    assert str(refused.value) == why


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (datetime(2027, 6, 2, 0, tzinfo=UTC), datetime(2027, 6, 7, 7, tzinfo=UTC)),
        (datetime(2027, 6, 7, 7, tzinfo=UTC), datetime(2027, 6, 7, 7, tzinfo=UTC)),  # this very moment
        (datetime(2027, 6, 7, 7, 1, tzinfo=UTC), datetime(2027, 6, 14, 7, tzinfo=UTC)),
        (datetime(2027, 6, 6, 22, 30, tzinfo=UTC), datetime(2027, 6, 7, 7, tzinfo=UTC)),  # Monday already in Madrid
        (datetime(2027, 10, 25, 8, tzinfo=UTC), datetime(2027, 11, 1, 8, tzinfo=UTC)),  # over the clock change
    ],
)
def test_next_monday_at_nine_in_madrid(after: datetime, expected: datetime) -> None:
    assert next_weekday(0, after, MADRID) == expected


@given(
    zone=st.sampled_from(["Europe/Madrid", "America/Santiago", "America/Bogota", "America/Asuncion", "Asia/Kolkata"]),
    starts_on=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    at=st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
    rule=st.sampled_from(["FREQ=DAILY;COUNT=200", "FREQ=WEEKLY;COUNT=60", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=12"]),
)
def test_wall_clocks_show_the_agreed_hour_or_the_one_after_a_skipped_one(
    zone: str, starts_on: date, at: time, rule: str
) -> None:
    place = ZoneInfo(zone)

    starts = occurrences(rule, starts_on, at, place)

    assert starts == sorted(set(starts))
    for start in starts:
        shown = start.astimezone(place)
        assert shown.time() == at or not _exists(datetime.combine(shown.date(), at), place)
        assert shown.fold == 0


def _exists(wall: datetime, zone: ZoneInfo) -> bool:
    return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall
