"""What the buttons about guests say when they are pressed."""

from store.frozen import frozen
from store.models import Guest, Meeting
from texts.message import Button, excerpt
from texts.presses import Press, press
from texts.translator import Translator

NAME_ON_KEY = 24


@press("gua")
@frozen
class GuestInvitingBegun(Press):
    """Somebody from outside is to come to a session."""

    meeting_id: int


@press("gub")
@frozen
class NextGuestInvitingBegun(Press):
    """The same, to a network's next session."""

    network_id: int


@press("guc")
@frozen
class GuestOpened(Press):
    """A guest, as whoever prepares the session sees them."""

    guest_id: int


@press("gud")
@frozen
class GuestLinkShown(Press):
    """Their link and picture again."""

    guest_id: int


@press("gue")
@frozen
class VisitProlonged(Press):
    """Access for so many days after the session."""

    guest_id: int
    days: int


@press("guf")
@frozen
class VisitEndAsked(Press):
    """Access is to end now; asked once whether really."""

    guest_id: int


@press("gug")
@frozen
class VisitEnded(Press):
    """Yes, really."""

    guest_id: int


@press("guh")
@frozen
class VisitOpened(Press):
    """A guest's own page."""

    guest_id: int


@press("gui")
@frozen
class GuestQuestionsOpened(Press):
    """What the cities ask a guest."""

    guest_id: int
    page: int = 0


@press("guj")
@frozen
class GuestQuestionBegun(Press):
    """One more."""

    guest_id: int
    city_id: int


@press("guk")
@frozen
class GuestQuestionVoted(Press):
    """The reader wants to hear the answer, too; or does not any more."""

    question_id: int
    is_wanted: bool
    page: int


@press("gul")
@frozen
class GuestQuestionOpened(Press):
    """One of them whole, with all that the reader may do with it."""

    question_id: int


@press("gum")
@frozen
class GuestQuestionWithdrawn(Press):
    """Its author asks it no more."""

    question_id: int


@press("gun")
@frozen
class GuestQuestionPutAway(Press):
    """Whoever prepares the session finds it unfitting; `is_sure`: asked once."""

    question_id: int
    is_sure: bool


@press("guo")
@frozen
class GuestNotingBegun(Press):
    """The coordination notes one in the name of a city: which."""

    guest_id: int


@press("gup")
@frozen
class VisitQuestionsOpened(Press):
    """What the cities ask, as the guest sees it."""

    guest_id: int
    page: int = 0


@press("guq")
@frozen
class GuestAnswerBegun(Press):
    """The guest answers one in writing."""

    question_id: int


@press("gur")
@frozen
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
