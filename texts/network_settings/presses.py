"""The buttons of a network's settings, and of its break."""

from datetime import date
from enum import StrEnum

from store.frozen import frozen
from texts.message import Button
from texts.presses import Press, press
from texts.translator import Translator


class Setting(StrEnum):
    """What can be set."""

    NAME = "n"
    FIELD = "f"
    ZONE = "z"
    HOUR = "h"
    MINUTES = "m"
    WEEKDAY = "w"

    @property
    def column(self) -> str:
        """Where it stands."""
        return {
            Setting.NAME: "name",
            Setting.FIELD: "field",
            Setting.ZONE: "zone",
            Setting.HOUR: "meeting_time",
            Setting.MINUTES: "meeting_minutes",
            Setting.WEEKDAY: "digest_weekday",
        }[self]


@press("kzs")
@frozen
class NetworkSettingsOpened(Press):
    """All of them."""

    network_id: int


@press("kzb")
@frozen
class NetworkSettingBegun(Press):
    """One of them."""

    network_id: int
    what: Setting


@press("kzc")
@frozen
class NetworkSettingChosen(Press):
    """A value that a key offered."""

    network_id: int
    what: Setting
    value: str


@press("kzp")
@frozen
class NetworkPauseBegun(Press):
    """Until when."""

    network_id: int


@press("kzq")
@frozen
class NetworkPauseChosen(Press):
    """Asked once more."""

    network_id: int
    until: date


@press("kzr")
@frozen
class NetworkPaused(Press):
    """Yes."""

    network_id: int
    until: date


@press("kzw")
@frozen
class NetworkResumed(Press):
    """It goes on at once."""

    network_id: int


def settings_key(t: Translator, network_id: int) -> Button:
    """On the network's page at the desk."""
    return Button(t.label("⚙️ Settings"), NetworkSettingsOpened(network_id))
