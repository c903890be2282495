"""What the buttons about guests say when they are pressed."""

from dataclasses import dataclass

from store.models import Guest, Meeting
from texts.message import Button, excerpt
from texts.presses import Press, press
from texts.translator import Translator

NAME_ON_KEY = 24


@press("gua")
@dataclass(frozen=True)
class GuestInvitingBegun(Press):
    """Somebody from outside is to come to a session."""

    meeting_id: int


@press("gub")
@dataclass(frozen=True)
class NextGuestInvitingBegun(Press):
    """The same, to a network's next session."""

    network_id: int


@press("guc")
@dataclass(frozen=True)
class GuestOpened(Press):
    """A guest, as whoever prepares the session sees them."""

    guest_id: int


@press("gud")
@dataclass(frozen=True)
class GuestLinkShown(Press):
    """Their link and picture again."""

    guest_id: int


@press("gue")
@dataclass(frozen=True)
class VisitProlonged(Press):
    """Access for so many days after the session."""

    guest_id: int
    days: int


@press("guf")
@dataclass(frozen=True)
class VisitEndAsked(Press):
    """Access is to end now; asked once whether really."""

    guest_id: int


@press("gug")
@dataclass(frozen=True)
class VisitEnded(Press):
    """Yes, really."""

    guest_id: int


@press("guh")
@dataclass(frozen=True)
class VisitOpened(Press):
    """A guest's own page."""

    guest_id: int


@press("gui")
@dataclass(frozen=True)
class GuestQuestionsOpened(Press):
    """What the cities ask a guest."""

    guest_id: int
    page: int = 0


@press("guj")
@dataclass(frozen=True)
class GuestQuestionBegun(Press):
    """One more."""

    guest_id: int
    city_id: int


@press("guk")
@dataclass(frozen=True)
class GuestQuestionVoted(Press):
    """The reader wants to hear the answer, too; or does not any more."""

    question_id: int
    is_wanted: bool
    page: int


@press("gul")
@dataclass(frozen=True)
class GuestQuestionOpened(Press):
    """One of them whole, with all that the reader may do with it."""

    question_id: int


@press("gum")
@dataclass(frozen=True)
class GuestQuestionWithdrawn(Press):
    """Its author asks it no more."""

    question_id: int


@press("gun")
@dataclass(frozen=True)
class GuestQuestionPutAway(Press):
    """Whoever prepares the session finds it unfitting; `is_sure`: asked once."""

    question_id: int
    is_sure: bool


@press("guo")
@dataclass(frozen=True)
class GuestNotingBegun(Press):
    """The coordination notes one in the name of a city: which."""

    guest_id: int


@press("gup")
@dataclass(frozen=True)
class VisitQuestionsOpened(Press):
    """What the cities ask, as the guest sees it."""

    guest_id: int
    page: int = 0


@press("guq")
@dataclass(frozen=True)
class GuestAnswerBegun(Press):
    """The guest answers one in writing."""

    question_id: int


@press("gur")
@dataclass(frozen=True)
class GuestQuestionDone(Press):
    """It was answered in the session, or was not after all; pressed by whoever leads."""

    question_id: int
    is_done: bool
    is_live: bool  # on the card of a session that runs


def inviting_key(t: Translator, meeting: Meeting) -> Button:
    """For who prepares a session."""
    return Button(t.label("🙋 Invite a guest"), GuestInvitingBegun(meeting.id))


def questions_key(t: Translator, guest: Guest) -> Button:
    """To what a guest is asked."""
    name = guest.name or t.plain("a guest")
    words = t.label("❓ For {name}", name=excerpt(name, NAME_ON_KEY))
    return Button(words, GuestQuestionsOpened(guest.id))
