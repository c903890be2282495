"""What the keys of surveys say when they are pressed."""

from store.frozen import frozen
from store.models import SurveyKind
from texts.message import Button
from texts.presses import Press, press
from texts.translator import Translator


@press("sva")
@frozen
class SurveyOpened(Press):
    """The questions, or what the person has answered."""

    survey_id: int


@press("svb")
@frozen
class SurveyChangeBegun(Press):
    """The questions once more."""

    survey_id: int


@press("svc")
@frozen
class ResultsOpened(Press):
    """What a network has answered, for those who prepare its sessions."""

    network_id: int


@press("svd")
@frozen
class SurveySent(Press):
    """Ask now."""

    network_id: int
    kind: SurveyKind


@press("sve")
@frozen
class OwnSurveyOpened(Press):
    """The survey of a network that is open now."""

    network_id: int


@press("svf")
@frozen
class RisksOpened(Press):
    """Which cities may drop out, and why."""

    network_id: int


def results_key(t: Translator, network_id: int) -> Button:
    """For who prepares the sessions of a network."""
    return Button(t.label("📊 How it goes"), ResultsOpened(network_id))


def own_key(t: Translator, network_id: int) -> Button:
    """For a delegate, while a survey is open."""
    return Button(t.label("📊 Four questions"), OwnSurveyOpened(network_id))


def risks_key(t: Translator, network_id: int) -> Button:
    """For who coordinates."""
    return Button(t.label("⚠️ Cities at risk"), RisksOpened(network_id))
