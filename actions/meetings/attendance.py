"""Who comes to a meeting."""

from functools import cached_property

from sqlalchemy.orm import Session

from store import meetings as store
from store.frozen import frozen
from store.meetings import Attendee
from store.models import Answer, City, Meeting, Role, Rsvp
from texts.meetings.shown import Counts


def standing_answer(meeting: Meeting, rsvp: Rsvp | None) -> Answer | None:
    """The answer that counts: of those given to an earlier date, "can't" no longer says anything about this one."""
    if rsvp is None or (rsvp.sequence < meeting.sequence and rsvp.answer is Answer.CANNOT):
        return None
    return rsvp.answer


def is_asked_again(meeting: Meeting, rsvp: Rsvp | None) -> bool:
    """Whether the person answered, but to an earlier date."""
    return rsvp is not None and rsvp.sequence < meeting.sequence


@frozen
class Attendance:
    """The answers of a network's present members to one meeting. Guests of it are no members, and not asked."""

    meeting: Meeting
    attendees: tuple[Attendee, ...]

    @cached_property
    def counts(self) -> Counts:
        """By person."""
        answers = [self.answer(attendee) for attendee in self.attendees]
        return Counts(
            answers.count(Answer.GOING), answers.count(Answer.MAYBE), answers.count(Answer.CANNOT), len(self.silent())
        )

    @cached_property
    def cities_going(self) -> tuple[City, ...]:
        """The cities from which somebody comes, by name."""
        going = {attendee.city.id: attendee.city for attendee in self.answering(Answer.GOING) if attendee.city}
        return tuple(sorted(going.values(), key=lambda city: (city.name, city.slug)))

    @cached_property
    def coordinator(self) -> str:
        """The name of whoever has coordinated the network longest."""
        names = (one.person.name for one in self.attendees if one.membership.role is Role.COORDINATOR)
        return next((name for name in names if name), "")

    def silent(self, *, besides: int | None = None) -> list[Attendee]:
        """Those who have not answered; not the person `besides`."""
        return [attendee for attendee in self.answering(None) if attendee.person.id != besides]

    def answering(self, *answers: Answer | None) -> list[Attendee]:
        """Those whose answer is one of these."""
        return [attendee for attendee in self.attendees if self.answer(attendee) in answers]

    def answer(self, attendee: Attendee) -> Answer | None:
        """The answer that counts."""
        return standing_answer(self.meeting, attendee.rsvp)

    def of_chat(self, chat_id: int) -> Attendee | None:
        """The member whose private chat this is."""
        return self._by_chat.get(chat_id)

    @cached_property
    def _by_chat(self) -> dict[int | None, Attendee]:
        return {attendee.person.telegram_id: attendee for attendee in self.attendees}


def attendance_of(session: Session, meeting: Meeting) -> Attendance:
    """Who comes, at this moment."""
    return Attendance(meeting, tuple(store.attendees(session, meeting)))
