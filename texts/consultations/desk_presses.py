"""The keys of who convenes a consultation."""

from store.frozen import frozen
from texts.message import Button
from texts.presses import Press, press
from texts.translator import Translator


@press("cvl")
@frozen
class ConsultationsOpened(Press):
    """Who coordinates looks at all consultations."""


@press("cvn")
@frozen
class ConveningBegun(Press):
    """A new one is to be convened."""


@press("cvo")
@frozen
class ConsultationOpened(Press):
    """The page of one."""

    consultation_id: int


@press("cva")
@frozen
class AskedChosen(Press):
    """Who is asked: the countries, before it opens."""

    consultation_id: int


@press("cvc")
@frozen
class CountryAsked(Press):
    """The cities of a country are asked, or are not. country: empty means all of them."""

    consultation_id: int
    country: str
    is_asked: bool


@press("cvq")
@frozen
class OpeningAsked(Press):
    """Whether to open was asked for."""

    consultation_id: int


@press("cvs")
@frozen
class ConsultationStarted(Press):
    """It was opened: the links lead to the questions. members: how many were to be asked when the key was shown."""

    consultation_id: int
    members: int


@press("cvx")
@frozen
class DiscardingAsked(Press):
    """Whether to throw it away before it opens was asked for."""

    consultation_id: int


@press("cvz")
@frozen
class ConsultationDiscarded(Press):
    """It was thrown away before it opened."""

    consultation_id: int


@press("cvd")
@frozen
class DeadlineBegun(Press):
    """Another last day was asked for."""

    consultation_id: int


@press("cvm")
@frozen
class MembersOpened(Press):
    """A page of the members, with how each stands."""

    consultation_id: int
    page: int = 0


@press("cvi")
@frozen
class MemberOpened(Press):
    """One member."""

    member_id: int


@press("cvk")
@frozen
class LinkShown(Press):
    """The text with a member's link, ready to forward."""

    member_id: int


@press("cvj")
@frozen
class RenewalAsked(Press):
    """Whether to make another link was asked for."""

    member_id: int


@press("cvr")
@frozen
class LinkRenewed(Press):
    """A member has another link; the old one stops, and whoever came by it is out. tail: the end of the old one."""

    member_id: int
    tail: str


@press("cvw")
@frozen
class SilentTextsShown(Press):
    """The texts for those who have not opened their link, ready to forward."""

    consultation_id: int
    page: int = 0


@press("cvt")
@frozen
class ResultsShown(Press):
    """The figures in words."""

    consultation_id: int


@press("cvg")
@frozen
class ResultsDrawn(Press):
    """The figures as a picture."""

    consultation_id: int


@press("cvf")
@frozen
class AnswersSaved(Press):
    """All answers as a CSV file."""

    consultation_id: int


@press("cvh")
@frozen
class LinksSaved(Press):
    """All links as a CSV file."""

    consultation_id: int


def consultations_key(t: Translator) -> Button:
    """From the desk."""
    return Button(t.label("🗳 Consultation"), ConsultationsOpened())
