"""The buttons of announcements."""

from collections.abc import Iterable, Sequence, Sized
from dataclasses import dataclass

from store.models import Network
from texts.presses import Press, press


@press("ao")
@dataclass(frozen=True)
class AnnouncementsOpened(Press):
    """A new one, or the earlier ones."""


@press("ah")
@dataclass(frozen=True)
class HistoryOpened(Press):
    """A page of the earlier ones."""

    page: int


@press("av")
@dataclass(frozen=True)
class ScheduledOpened(Press):
    """A page of those that wait for their hour."""

    page: int


@press("ad")
@dataclass(frozen=True)
class AnnouncementOpened(Press):
    """One of the earlier ones."""

    announcement_id: int


@press("at")
@dataclass(frozen=True)
class NetworksToggled(Press):
    """The networks that are chosen from now on, as "1.2"; the screen is kept nowhere else."""

    chosen: str


@press("aw")
@dataclass(frozen=True)
class NetworksChosen(Press):
    """To these networks: now the text."""

    chosen: str


@press("au")
@dataclass(frozen=True)
class TextNetworksToggled(Press):
    """The same for a text that is there already: the question answers it, and finds it again through that."""

    chosen: str


@press("ab")
@dataclass(frozen=True)
class TextNetworksChosen(Press):
    """To these networks goes the text that the question answers."""

    chosen: str


@press("as")
@dataclass(frozen=True)
class AnnouncementSent(Press):
    """To everybody, now."""

    announcement_id: int


@press("ae")
@dataclass(frozen=True)
class NightChosen(Press):
    """Whether it comes at once to those too who are in quiet hours then, or in their morning."""

    announcement_id: int
    at_night: bool


@press("am")
@dataclass(frozen=True)
class SentToMe(Press):
    """To the author alone, as the others will get it."""

    announcement_id: int


@press("ap")
@dataclass(frozen=True)
class ScheduleBegun(Press):
    """Later: when?"""

    announcement_id: int


@press("anx")
@dataclass(frozen=True)
class HourBegun(Press):
    """At an hour of each one's clock: which?"""

    announcement_id: int


@press("ar")
@dataclass(frozen=True)
class RewriteBegun(Press):
    """Another text, before anybody has got it."""

    announcement_id: int


@press("ax")
@dataclass(frozen=True)
class AnnouncementCancelled(Press):
    """It is not sent."""

    announcement_id: int


@press("al")
@dataclass(frozen=True)
class StandingOpened(Press):
    """Back to how it stands, from a question about it."""

    announcement_id: int


@press("az")
@dataclass(frozen=True)
class AnnouncementPaused(Press):
    """What waits is held back."""

    announcement_id: int


@press("ag")
@dataclass(frozen=True)
class AnnouncementResumed(Press):
    """It goes on where it stopped."""

    announcement_id: int


@press("an")
@dataclass(frozen=True)
class MissedOpened(Press):
    """All whom it did not reach, a page of them."""

    announcement_id: int
    page: int


@press("ac")
@dataclass(frozen=True)
class CorrectionBegun(Press):
    """Another text wherever the first one stands or is to go."""

    announcement_id: int


@press("aq")
@dataclass(frozen=True)
class WithdrawalBegun(Press):
    """Asked once more."""

    announcement_id: int


@press("ay")
@dataclass(frozen=True)
class WithdrawalConfirmed(Press):
    """Taken back from everybody."""

    announcement_id: int


@press("anr")
@dataclass(frozen=True)
class AnnouncementRead(Press):
    """A reader confirms to have read it."""

    announcement_id: int


@dataclass(frozen=True)
class FurtherPress(Press):
    """What becomes of what came while an announcement was being previewed."""

    announcement_id: int


@press("af")
@dataclass(frozen=True)
class FurtherAdded(FurtherPress):
    """It stands below what there is."""


@press("ai")
@dataclass(frozen=True)
class FurtherTaken(FurtherPress):
    """It takes the place of what there is."""


@press("ak")
@dataclass(frozen=True)
class FurtherLeft(FurtherPress):
    """It has nothing to do with it."""


EVERY = "*"  # all open networks that whoever presses coordinates then
MOST_TICKED = 12  # more numbers than that are too long for a key: they are chosen below the preview


def are_many(networks: Sized) -> bool:
    """Whether it is not asked beforehand which of them an announcement is for."""
    return len(networks) > MOST_TICKED


def usual(networks: Sequence[Network]) -> list[int]:
    """Those that are ticked from the beginning: a closed network only hears what somebody ticks it for."""
    return [network.id for network in networks if network.closed_at is None] or [network.id for network in networks]


def packed(network_ids: Iterable[int]) -> str:
    """Network ids as a press carries them."""
    return ".".join(str(number) for number in network_ids)


def unpacked(chosen: str) -> list[int]:
    """The network ids of a press; those that are no numbers were never issued."""
    return [int(number) for number in chosen.split(".") if number.isascii() and number.isdigit() and len(number) < 10]
