"""What was announced is posted in groups, for those whom it did not reach."""

from collections.abc import Sequence

from store.frozen import frozen
from store.models import Announcement, Chat
from texts.announcements.presses import StandingOpened
from texts.lists import some_of
from texts.message import Button, Html, Message, lines
from texts.presses import Press, press
from texts.translator import Translator

MOST_NAMED = 10


@press("ann")
@frozen
class PostBegun(Press):
    """Asked once more."""

    announcement_id: int


@press("anp")
@frozen
class PostConfirmed(Press):
    """Into the groups of those whom it did not reach."""

    announcement_id: int


def post_key(t: Translator, announcement_id: int) -> Button:
    """Below the result, where anybody is missing who has a group."""
    return Button(t.label("💬 Post in the group"), PostBegun(announcement_id))


def sure_to_post(t: Translator, announcement: Announcement, groups: Sequence[Chat], *, is_for_some: bool) -> Message:
    """Asked once. `is_for_some`: it was narrowed to some of the members."""
    names = some_of(t, [Html.escape(group.title) for group in groups], MOST_NAMED)
    return Message(
        lines(
            t.say("💬 <b>Post the announcement in {groups}?</b>", groups=names),
            t.say("Everybody there reads it; nobody is named. It is corrected and withdrawn together with the rest."),
            t.say("⚠️ It was for some only.") if is_for_some else None,
        ),
        (
            (Button(t.label("💬 Yes, post it"), PostConfirmed(announcement.id)),),
            (Button(t.label("◀️ Back"), StandingOpened(announcement.id)),),
        ),
    )


def posted_already(t: Translator) -> Html:
    """A repeated press."""
    return t.say("It already stands in every group of those who are missing.")
