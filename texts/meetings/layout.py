"""Which keys stand on a session's page, by who reads it and how far the session is; all others are behind "More".

                 a delegate               whoever facilitates          whoever coordinates
weeks before     answer, poll, questions  answer, agenda, questions    answer, who answered, agenda, poll, link
the day          answer, questions        start, agenda, answer        start, link, who answered, agenda, answer
it runs          follow it, commitment,   lead it, attendance,         lead it, attendance, offers,
                 offers                   offers                       commitments
it is over       what was it like, what   record, attendance,          record, attendance, summary, recording,
                 was written for us,      summary, recording, offers   commitments, offers
                 commitment, offers
record is out    record, commitment,      record, recording, offers    record, recording, commitments, offers
                 offers, written for us

Where the link is missing two days before, its key stands on top for whoever coordinates.
A key of another feature is behind "More" until its press is named here. At most four rows, and the way back.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from texts.afterwards.presses import AfterwardsOpened, RecordingBegun, RollOpened, SummaryOpened
from texts.agenda.presses import AgendaOpened
from texts.commitments.presses import CommitmentOpened, CommitmentsOpened
from texts.date_polls.presses import DatePollOpened
from texts.guests.presses import GuestQuestionsOpened
from texts.live.presses import HandedOpened, LiveOpened, StartBegun
from texts.meetings.presses import AnswersOpened, InvitationAnswered, LinkBegun
from texts.message import Button, Rows
from texts.offers.presses import OffersOpened
from texts.presses import Press
from texts.records.presses import RecordDeskOpened, RecordOpened
from texts.rota.presses import QuestionsBegun

MOST = 4  # rows: what does not fit below one another on a phone is not seen


class Who(StrEnum):
    """As what somebody reads the page."""

    DELEGATE = "delegate"
    FACILITATOR = "facilitator"
    COORDINATOR = "coordinator"


class Moment(StrEnum):
    """How far a session is."""

    AHEAD = "ahead"
    DAY = "day"
    RUNNING = "running"
    OVER = "over"
    RECORDED = "recorded"


Places = tuple[tuple[type[Press], ...], ...]

ANSWER: Places = ((InvitationAnswered,),)  # of two rows, the key for one's calendar beside the last answer
FRONT: dict[Moment, dict[Who, Places]] = {
    Moment.AHEAD: {
        Who.DELEGATE: (*ANSWER, (DatePollOpened,), (GuestQuestionsOpened,), (QuestionsBegun,)),
        Who.FACILITATOR: (*ANSWER, (AgendaOpened,), (GuestQuestionsOpened,), (QuestionsBegun,)),
        Who.COORDINATOR: (*ANSWER, (AnswersOpened, AgendaOpened), (DatePollOpened, LinkBegun)),
    },
    Moment.DAY: {
        # Notes are handed on where it was started by a slip.
        Who.DELEGATE: (*ANSWER, (GuestQuestionsOpened,), (QuestionsBegun, HandedOpened)),
        Who.FACILITATOR: ((StartBegun,), (AgendaOpened,), *ANSWER),
        Who.COORDINATOR: ((StartBegun, LinkBegun), (AnswersOpened, AgendaOpened), *ANSWER),
    },
    Moment.RUNNING: {
        Who.DELEGATE: ((LiveOpened,), (CommitmentOpened, OffersOpened)),
        Who.FACILITATOR: ((StartBegun,), (LiveOpened,), (RollOpened, OffersOpened)),
        Who.COORDINATOR: ((StartBegun,), (LiveOpened,), (RollOpened, OffersOpened), (CommitmentsOpened,)),
    },
    Moment.OVER: {
        Who.DELEGATE: ((AfterwardsOpened,), (HandedOpened,), (CommitmentOpened, OffersOpened)),
        Who.FACILITATOR: ((RecordDeskOpened,), (RollOpened, SummaryOpened), (RecordingBegun,), (OffersOpened,)),
        Who.COORDINATOR: (
            (RecordDeskOpened,),
            (RollOpened, SummaryOpened),
            (RecordingBegun,),
            (CommitmentsOpened, OffersOpened),
        ),
    },
    Moment.RECORDED: {
        Who.DELEGATE: ((RecordOpened,), (CommitmentOpened, OffersOpened), (HandedOpened,)),
        Who.FACILITATOR: ((RecordOpened, RecordDeskOpened), (RecordingBegun,), (OffersOpened,)),
        Who.COORDINATOR: (
            (RecordOpened, RecordDeskOpened),
            (RecordingBegun,),
            (CommitmentsOpened, OffersOpened),
        ),
    },
}


def arranged(
    answers: Rows, keys: Sequence[Button], who: Who, moment: Moment, *, needs_link: bool = False
) -> tuple[Rows, tuple[Button, ...]]:
    """The rows of the page, and the keys behind "More". `answers`: the rows with which one answers, while one can."""
    rows: list[tuple[Button, ...]] = []
    for place in _places(who, moment, needs_link=needs_link):
        if place in ANSWER:
            rows.extend(answers)
        elif place == (GuestQuestionsOpened,):  # a name is long: each guest on a row of its own
            rows.extend((key,) for key in keys if isinstance(key.press, GuestQuestionsOpened))
        else:
            rows.append(tuple(key for kind in place for key in keys if isinstance(key.press, kind)))
    front = tuple([row for row in rows if row][:MOST])
    shown = {id(key) for row in front for key in row}
    return front, tuple(key for key in (*_flat(answers), *keys) if id(key) not in shown)


def _places(who: Who, moment: Moment, *, needs_link: bool) -> Places:
    places = FRONT[moment][who]
    if not needs_link or who is not Who.COORDINATOR or LinkBegun in places[0]:
        return places
    return ((LinkBegun,), *(tuple(kind for kind in place if kind is not LinkBegun) for place in places))


def _flat(rows: Iterable[Iterable[Button]]) -> list[Button]:
    return [key for row in rows for key in row]
