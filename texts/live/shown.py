"""A session that is held, as it is told of: what all its texts have in common."""

from datetime import datetime, timedelta
from functools import cached_property
from math import ceil, floor
from typing import NamedTuple

from store.frozen import frozen
from store.guests import Asked
from store.models import City, Guest, LiveSession, LiveStage, Meeting, Method, Network
from texts.agenda.methods import Does, step_of, title_of
from texts.cities import short_city
from texts.translator import Translator

MINUTE = timedelta(minutes=1)
NONE = timedelta()


class Placed(NamedTuple):
    """A stage, and of a case the city."""

    stage: LiveStage
    city: City | None

    @property
    def does(self) -> Does | None:
        """What the bot has to do with it."""
        return step_of(self.stage.method, self.stage.step).does


class AtHand(NamedTuple):
    """A session that runs, or is to be started about now."""

    meeting: Meeting
    network: Network
    is_running: bool


@frozen
class Course:
    """A session at a moment, from when it was started."""

    live: LiveSession
    meeting: Meeting
    network: Network
    stages: tuple[Placed, ...]
    now: datetime
    guests: tuple[Guest, ...] = ()  # who come, while one is heard
    asked: tuple[Asked, ...] = ()  # of them, then

    @property
    def held(self) -> str:
        """Which time it is held, in keys of letters: it may be started by a slip, ended, and started again."""
        return f"{self.meeting.sequence}:{round(self.live.started_at.timestamp())}"

    @property
    def is_running(self) -> bool:
        """Whether it has not ended; a pause is part of it."""
        return self.live.ended_at is None

    @cached_property
    def current(self) -> Placed:
        """The stage that runs."""
        return self.stages[self.live.position]

    @property
    def before(self) -> Placed | None:
        """The stage before it."""
        return self.stages[self.live.position - 1] if self.live.position else None

    @property
    def following(self) -> Placed | None:
        """The stage after it."""
        later = self.stages[self.live.position + 1 :]
        return later[0] if later else None

    @property
    def left(self) -> timedelta:
        """Of the stage's time; negative when it is over."""
        return self.live.stage_ends_at - (self.live.paused_at or self.now)

    @property
    def minutes_left(self) -> int:
        """Whole minutes, begun ones too; negative when that many are over."""
        return ceil(self.left / MINUTE)

    @property
    def stage_ends_at(self) -> datetime:
        """By the clock, if a pause ended now."""
        return self.now + self.left

    @property
    def ends_at(self) -> datetime:
        """When all is over, if nothing else is changed."""
        later = sum(one.stage.seconds_left for one in self.stages[self.live.position + 1 :])
        return self.now + max(self.left, NONE) + timedelta(seconds=later)

    @property
    def late(self) -> int:
        """By how many whole minutes that is later than it was convened to end: clocks show begun ones as none."""
        return floor((self.ends_at - self.meeting.starts_at) / MINUTE) - self.meeting.minutes

    @cached_property
    def part(self) -> tuple[Placed, ...]:
        """The stages of the method that runs."""
        return self.stages_of(self.current.stage.part)

    @property
    def place_in_part(self) -> int:
        """Which of them runs, from 1 on."""
        return self.part.index(self.current) + 1

    def stages_of(self, part: int) -> tuple[Placed, ...]:
        """Of one method of the agenda."""
        return tuple(one for one in self.stages if one.stage.part == part)

    @property
    def case(self) -> City | None:
        """Whose case is being heard."""
        return self.current.city if self.is_running and self.current.stage.method is Method.CASE else None

    @property
    def writes(self) -> City | None:
        """About whose case the others write now: from its silent minutes on, until it is over."""
        has_begun = any(one.does is Does.NOTES and one.stage.entered_at is not None for one in self.part)
        return self.case if has_begun else None

    @property
    def offered_to(self) -> City | None:
        """To whom things are offered, from the step of the case on that is for it."""
        has_begun = any(one.does is Does.OFFERS and one.stage.entered_at is not None for one in self.part)
        return self.case if has_begun else None


def title(t: Translator, one: Placed) -> str:
    """The method, and of a case the city."""
    words = title_of(t, one.stage.method)
    if one.stage.method is not Method.CASE:
        return words
    if one.city is None:
        return t.label("{title}, no city yet", title=words)
    return t.label("{title}: {city}", title=words, city=short_city(one.city))


def said(t: Translator, course: Course) -> str:
    """What happens now: as the card of the method has it, but that a first session has nothing to look back on."""
    if course.current.stage.method is Method.COMMITMENTS and course.meeting.number == 1:
        return t.label("This is the first session: there are no commitments yet.")
    return line(t, course.current)


def line(t: Translator, one: Placed) -> str:
    """What happens in it, as the card of the method has it."""
    return step_of(one.stage.method, one.stage.step).words[t.language]
