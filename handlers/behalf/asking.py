"""What a network is asked, answered in the name of a city: dates, and the question of the month."""

from zoneinfo import ZoneInfo

from actions.behalf.refusals import SaidItself
from actions.date_polls.answering import access_option
from actions.date_polls.noting import access_noted_poll, do_note_date
from actions.date_polls.showing import next_date
from actions.date_polls.standing import asked_of
from actions.date_polls.standing import said_itself as city_said
from handlers.commitments.showing import check_private
from handlers.form import start
from handlers.noted import argument_for
from handlers.prompts import ANSWER, IN_THE_HUB
from handlers.turn import Turn
from store.date_polls import open_polls, options_of
from store.models import City, Meeting, Network
from store.prompts import has_answered_itself, prompts_asked
from texts.behalf import pages
from texts.behalf.presses import AnswerNotingBegun, DateNoted, DatesNotingOpened
from texts.behalf.words import said_itself
from texts.date_polls import noting
from texts.date_polls.answering import closed
from texts.date_polls.answering import noted as noted_toast
from texts.meetings.coordinating import in_zone
from texts.meetings.shown import Reader
from texts.message import Button, Message


def open_dates(turn: Turn, press: DatesNotingOpened) -> Message:
    """One date after the other."""
    check_private(turn)
    return _dates(turn, press.poll_id, press.city_id, about=press.option_id)


def note_date(turn: Turn, press: DateNoted) -> Message:
    """Keeps it, and asks about the next."""
    check_private(turn)
    option = access_option(turn.session, press.option_id)
    turn.toast = noted_toast(turn.translator, press.availability, is_last=False)
    try:
        do_note_date(turn.session, turn.member, option, press.city_id, press.availability, now=turn.now)
    except SaidItself:
        turn.toast = said_itself(turn.translator)
    return _dates(turn, option.poll_id, press.city_id, after=option.id)


def begin_answer(turn: Turn, press: AnswerNotingBegun) -> Message:
    """Its answer to the question of the month."""
    check_private(turn)
    return start(turn, ANSWER, argument_for(press.prompt_id, press.city_id))


def asking_keys(turn: Turn, network: Network, city: City) -> list[Button]:
    """What can be answered now."""
    t, session = turn.translator, turn.session
    polls = [
        (poll, _number(turn, poll.meeting_id))
        for poll in open_polls(session, network.id, turn.now)
        if len(city_said(session, poll, city)) < len(options_of(session, poll.id))
    ]
    asked = prompts_asked(session, network.id, turn.now - IN_THE_HUB)
    return [
        *(pages.dates_key(t, poll.id, city, number) for poll, number in polls),
        *(
            pages.answer_key(t, prompt.id, city)
            for prompt in asked[:1]
            if not has_answered_itself(session, prompt.id, city.id)
        ),
    ]


def _number(turn: Turn, meeting_id: int | None) -> int | None:
    return None if meeting_id is None else turn.session.get_one(Meeting, meeting_id).number


def _dates(turn: Turn, poll_id: int, city_id: int, *, after: int | None = None, about: int = 0) -> Message:
    poll, network, city = access_noted_poll(turn.session, turn.member, poll_id, city_id)
    reader = Reader(in_zone(turn.translator, ZoneInfo(city.zone)), city.name)
    asked, said = asked_of(turn.session, poll, network, turn.now), city_said(turn.session, poll, city)
    noted = asked.noted.get(city.id, {})
    own = {**noted, **said}
    if not asked.is_open:
        return closed(reader, asked, own)
    chosen = next((option for option in asked.options if option.id == about and about not in said), None)
    return noting.page(reader, asked, city, noted, said, chosen or next_date(asked, own, after))
