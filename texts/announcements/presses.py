"""The buttons of announcements."""

from collections.abc import Iterable, Sequence, Sized

from store.frozen import frozen
from store.models import Network
from texts.presses import Press, press


@press("ao")
@frozen
class AnnouncementsOpened(Press):
    """A new one, or the earlier ones."""


@press("ah")
@frozen
class HistoryOpened(Press):
    """A page of the earlier ones."""

    page: int


@press("av")
@frozen
class ScheduledOpened(Press):
    """A page of those that wait for their hour."""

    page: int


@press("ad")
@frozen
class AnnouncementOpened(Press):
    """One of the earlier ones."""

    announcement_id: int


@press("at")
@frozen
class NetworksToggled(Press):
    """The networks that are chosen from now on, as "1.2"; the screen is kept nowhere else."""

    chosen: str


@press("aw")
@frozen
class NetworksChosen(Press):
    """To these networks: now the text."""

    chosen: str


@press("au")
@frozen
class TextNetworksToggled(Press):
    """The same for a text that is there already: the question answers it, and finds it again through that."""

    chosen: str


@press("ab")
@frozen
class TextNetworksChosen(Press):
    """To these networks goes the text that the question answers."""

    chosen: str


@press("as")
@frozen
class AnnouncementSent(Press):
    """To everybody, now."""

    announcement_id: int


@press("ae")
@frozen
class NightChosen(Press):
    """Whether it comes at once to those too who are in quiet hours then, or in their morning."""

    announcement_id: int
    at_night: bool


@press("am")
@frozen
class SentToMe(Press):
    """To the author alone, as the others will get it."""

    announcement_id: int


@press("ap")
@frozen
class ScheduleBegun(Press):
    """Later: when?"""

    announcement_id: int


@press("anx")
@frozen
class HourBegun(Press):
    """At an hour of each one's clock: which?"""

    announcement_id: int


@press("ar")
@frozen
class RewriteBegun(Press):
    """Another text, before anybody has got it."""

    announcement_id: int


@press("ax")
@frozen
class AnnouncementCancelled(Press):
    """It is not sent."""

    announcement_id: int


@press("al")
@frozen
class StandingOpened(Press):
    """Back to how it stands, from a question about it."""

    announcement_id: int


@press("az")
@frozen
class AnnouncementPaused(Press):
    """What waits is held back."""

    announcement_id: int


@press("ag")
@frozen
class AnnouncementResumed(Press):
    """It goes on where it stopped."""

    announcement_id: int


@press("an")
@frozen
class MissedOpened(Press):
    """All whom it did not reach, a page of them."""

    announcement_id: int
    page: int


@press("ac")
@frozen
class CorrectionBegun(Press):
    """Another text wherever the first one stands or is to go."""

    announcement_id: int


@press("aq")
@frozen
class WithdrawalBegun(Press):
    """Asked once more."""

    announcement_id: int


@press("ay")
@frozen
class WithdrawalConfirmed(Press):
    """Taken back from everybody."""

    announcement_id: int


@press("anr")
@frozen
class AnnouncementRead(Press):
    """A reader confirms to have read it."""

    announcement_id: int


@frozen
class FurtherPress(Press):
    """What becomes of what came while an announcement was being previewed."""

    announcement_id: int


@press("af")
@frozen
class FurtherAdded(FurtherPress):
    """It stands below what there is."""


@press("ai")
@frozen
class FurtherTaken(FurtherPress):
    """It takes the place of what there is."""


@press("ak")
@frozen
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
