"""The keys of who convenes a consultation."""

from dataclasses import dataclass

from texts.message import Button
from texts.presses import Press, press
from texts.translator import Translator


@press("cvl")
@dataclass(frozen=True)
class ConsultationsOpened(Press):
    """Who coordinates looks at all consultations."""


@press("cvn")
@dataclass(frozen=True)
class ConveningBegun(Press):
    """A new one is to be convened."""


@press("cvo")
@dataclass(frozen=True)
class ConsultationOpened(Press):
    """The page of one."""

    consultation_id: int


@press("cva")
@dataclass(frozen=True)
class AskedChosen(Press):
    """Who is asked: the countries, before it opens."""

    consultation_id: int


@press("cvc")
@dataclass(frozen=True)
class CountryAsked(Press):
    """The cities of a country are asked, or are not. country: empty means all of them."""

    consultation_id: int
    country: str
    is_asked: bool


@press("cvq")
@dataclass(frozen=True)
class OpeningAsked(Press):
    """Whether to open was asked for."""

    consultation_id: int


@press("cvs")
@dataclass(frozen=True)
class ConsultationStarted(Press):
    """It was opened: the links lead to the questions. members: how many were to be asked when the key was shown."""

    consultation_id: int
    members: int


@press("cvx")
@dataclass(frozen=True)
class DiscardingAsked(Press):
    """Whether to throw it away before it opens was asked for."""

    consultation_id: int


@press("cvz")
@dataclass(frozen=True)
class ConsultationDiscarded(Press):
    """It was thrown away before it opened."""

    consultation_id: int


@press("cvd")
@dataclass(frozen=True)
class DeadlineBegun(Press):
    """Another last day was asked for."""

    consultation_id: int


@press("cvm")
@dataclass(frozen=True)
class MembersOpened(Press):
    """A page of the members, with how each stands."""

    consultation_id: int
    page: int = 0


@press("cvi")
@dataclass(frozen=True)
class MemberOpened(Press):
    """One member."""

    member_id: int


@press("cvk")
@dataclass(frozen=True)
class LinkShown(Press):
    """The text with a member's link, ready to forward."""

    member_id: int


@press("cvj")
@dataclass(frozen=True)
class RenewalAsked(Press):
    """Whether to make another link was asked for."""

    member_id: int


@press("cvr")
@dataclass(frozen=True)
class LinkRenewed(Press):
    """A member has another link; the old one stops, and whoever came by it is out. tail: the end of the old one."""

    member_id: int
    tail: str


@press("cvw")
@dataclass(frozen=True)
class SilentTextsShown(Press):
    """The texts for those who have not opened their link, ready to forward."""

    consultation_id: int
    page: int = 0


@press("cvt")
@dataclass(frozen=True)
class ResultsShown(Press):
    """The figures in words."""

    consultation_id: int


@press("cvg")
@dataclass(frozen=True)
class ResultsDrawn(Press):
    """The figures as a picture."""

    consultation_id: int


@press("cvf")
@dataclass(frozen=True)
class AnswersSaved(Press):
    """All answers as a CSV file."""

    consultation_id: int


@press("cvh")
@dataclass(frozen=True)
class LinksSaved(Press):
    """All links as a CSV file."""

    consultation_id: int


def consultations_key(t: Translator) -> Button:
    """From the desk."""
    return Button(t.label("🗳 Consultation"), ConsultationsOpened())
