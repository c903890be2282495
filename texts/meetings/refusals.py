"""The sentences of what meetings say no to."""

from datetime import datetime

from store.models import Meeting
from texts.commands import slash
from texts.dates import day
from texts.message import Html
from texts.translator import Translator


def already_started(t: Translator) -> Html:
    """Too late for an answer or a change."""
    return t.say("This session has already started.")


def is_over(t: Translator) -> Html:
    """Much too late."""
    return t.say("This session is over.")


def is_cancelled(t: Translator) -> Html:
    """There is nothing to answer or change."""
    return t.say("This session has been cancelled.")


def changed_meanwhile(t: Translator) -> Html:
    """Two coordinators at once."""
    return t.say("This session has been changed meanwhile. Please open it again.")


def answered_meanwhile(t: Translator) -> Html:
    """A coordinator notes an answer, and the person has just given one."""
    return t.say("This person has answered meanwhile. Please look again at who has answered.")


def members_only(t: Translator) -> Html:
    """Pressed in a group by somebody who does not take part."""
    return t.say(
        "Answers are for the members of this network. To take part, ask its coordination for an invitation link."
    )


def date_not_understood(t: Translator, example: str) -> Html:
    """Typed in some other way."""
    return t.say("That date is not clear. Please write it as {example}.", example=example)


def date_past(t: Translator) -> Html:
    """A session cannot be moved to yesterday."""
    return t.say("That moment has passed already. Please choose one that is still to come.")


def date_taken(t: Translator, other: Meeting) -> Html:
    """Two sessions of one network at once."""
    return t.say("Session {number} takes place at that time.", number=other.number)


def day_past(t: Translator, wall: datetime) -> Html:
    """A day without a year, typed when it had passed; `wall` is what was read."""
    return t.say(
        "{day} has passed. If {year} is meant, please write the year too: {example}",
        day=day(t, wall.date()),
        year=wall.year + 1,
        example=f"{wall:%d/%m}/{wall.year + 1} {wall:%H:%M}",
    )


def same_date(t: Translator) -> Html:
    """Nothing would change."""
    return t.say("That is the present date of the session.")


def link_not_understood(t: Translator) -> Html:
    """No address of a page."""
    return t.say("That is no link. It should begin with https:// and come alone in the message.")


def group_not_connected(t: Translator) -> Html:
    """A command in a group that belongs to no network yet."""
    return t.say(
        "This group belongs to no network yet. A coordinator can connect it with {command}.",
        command=slash(t, "connect"),
    )
