"""What meetings say no to."""

from datetime import datetime

from actions.refusals import Refused
from store.models import Meeting
from texts.meetings import refusals as texts
from texts.message import Html
from texts.translator import Translator


class MeetingOver(Refused):
    """Much too late."""

    def sentence(self, t: Translator) -> Html:
        return texts.is_over(t)


class MeetingStarted(Refused):
    """Too late."""

    def sentence(self, t: Translator) -> Html:
        return texts.already_started(t)


class MeetingCancelled(Refused):
    """It does not take place."""

    def sentence(self, t: Translator) -> Html:
        return texts.is_cancelled(t)


class MeetingChanged(Refused):
    """Somebody else moved or cancelled it since the question was put."""

    def sentence(self, t: Translator) -> Html:
        return texts.changed_meanwhile(t)


class AnswerChanged(Refused):
    """The person for whom an answer is noted has given another one meanwhile."""

    def sentence(self, t: Translator) -> Html:
        return texts.answered_meanwhile(t)


class MembersOnly(Refused):
    """An answer in a group by somebody who does not take part in its network."""

    def sentence(self, t: Translator) -> Html:
        return texts.members_only(t)


class DateNotUnderstood(Refused):
    """Typed in a way that is not read."""

    def __init__(self, example: str) -> None:
        super().__init__(example)
        self.example = example

    def sentence(self, t: Translator) -> Html:
        return texts.date_not_understood(t, self.example)


class DatePast(Refused):
    """A new date that has passed."""

    def sentence(self, t: Translator) -> Html:
        return texts.date_past(t)


class DateTaken(Refused):
    """Another session of the network takes place at that time."""

    def __init__(self, other: Meeting) -> None:
        super().__init__(other.id)
        self.other = other

    def sentence(self, t: Translator) -> Html:
        return texts.date_taken(t, self.other)


class DayPast(Refused):
    """A day without a year that has passed: the year that is meant has to be written."""

    def __init__(self, wall: datetime) -> None:
        super().__init__(wall.isoformat())
        self.wall = wall

    def sentence(self, t: Translator) -> Html:
        return texts.day_past(t, self.wall)


class SameDate(Refused):
    """A new date that is the old one."""

    def sentence(self, t: Translator) -> Html:
        return texts.same_date(t)


class LinkNotUnderstood(Refused):
    """No address of a page."""

    def sentence(self, t: Translator) -> Html:
        return texts.link_not_understood(t)


class GroupNotConnected(Refused):
    """A group that belongs to no network."""

    def sentence(self, t: Translator) -> Html:
        return texts.group_not_connected(t)
