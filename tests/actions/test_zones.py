from datetime import UTC, datetime

import pytest

from actions.refusals import StepPassed
from actions.zones import known_zone, zones_elsewhere, zones_of_country

SUMMER = datetime(2027, 7, 1, 12, tzinfo=UTC)


def test_country_with_one_hour_has_no_other_clock() -> None:
    assert zones_of_country("AR", "America/Argentina/Buenos_Aires", SUMMER) == []


def test_other_clocks_of_a_country_come_once_each() -> None:
    assert zones_of_country("EC", "America/Guayaquil", SUMMER) == ["Pacific/Galapagos"]
    assert zones_of_country("ES", "Europe/Madrid", SUMMER) == ["Atlantic/Canary"]


def test_nowhere_has_no_clocks() -> None:
    assert zones_of_country("", "Europe/Madrid", SUMMER) == []


def test_clocks_elsewhere_leave_out_the_denied_hour() -> None:
    zones = zones_elsewhere("America/Guayaquil", SUMMER)

    assert "America/Bogota" not in zones
    assert zones[0] == "America/Los_Angeles"
    assert zones[-1] == "Europe/Athens"


@pytest.mark.parametrize("key", ["../../etc/passwd", "", "Mars/Phobos", "posix"])
def test_made_up_zone_is_refused(key: str) -> None:
    with pytest.raises(StepPassed):
        known_zone(key)
