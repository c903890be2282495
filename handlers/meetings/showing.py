"""Meetings as they are looked at and answered, in private and in groups."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from actions.access import access_coordinated_meeting, access_coordinating, access_meeting, access_network
from actions.afterwards.standing import present_in
from actions.letters import subject_of
from actions.meetings import do_answer, showing
from actions.meetings.attendance import attendance_of
from actions.meetings.facing import facing, known_of, takes_part_in_polls
from actions.meetings.refusals import GroupNotConnected, MembersOnly
from actions.meetings.showing import reader_of, shown
from actions.readers import reader_of as reader_of_rota
from actions.refusals import NotFound, OneSessionOnly, PrivateOnly
from actions.reminders import first_asked
from actions.rota.standing import standing_of
from handlers.calendar import calendar_key
from handlers.commitments.showing import own_keys
from handlers.turn import Turn, private_link
from handlers.visiting import visit_of
from store.chats import chat_by_id
from store.date_polls import unended_poll
from store.live import lives_of
from store.meetings import Attendee, ended_meetings, is_over, meetings_from, rsvp_of
from store.memberships import city_by_id, city_for_clock, membership_of, networks_of
from store.models import Answer, City, DatePoll, Meeting, Network, Role
from store.programme import series_of_network
from store.rota import published_rotas
from texts.meetings import Reader, Shown, cards, lists, pages, watching
from texts.meetings.pages import Facing
from texts.meetings.presses import (
    AnswersOpened,
    DetailsOpened,
    InvitationAnswered,
    MeetingOpened,
    MeetingsOpened,
    MoreOpened,
    NetworkMeetingsOpened,
    Screen,
)
from texts.message import Button, Message
from texts.rota.shown import own_turn
from texts.translator import translator_for

LONGEST = timedelta(hours=3)  # a meeting that is going on still stands in the list
IN_GROUPS = 3


def hub_key(turn: Turn) -> Button | None:
    """For whoever takes part somewhere."""
    return lists.hub_key(turn.translator) if turn.networks else None


def show_meetings(turn: Turn, page: int = 0) -> Message:
    """What is ahead in all networks of the person."""
    cities = {
        membership.network_id: city_by_id(turn.session, membership.city_id)
        for membership, _ in networks_of(turn.session, turn.member.id)
    }
    found = meetings_from(turn.session, cities, turn.now - LONGEST)
    lives = lives_of(turn.session, [meeting.id for meeting, _ in found])
    ahead = [
        lists.Line(
            _reader(turn, meeting, cities[network.id]),
            meeting,
            network,
            turn.now,
            is_asked=_is_asked(turn, meeting),
            is_running=meeting.id in lives and lives[meeting.id].ended_at is None,
        )
        for meeting, network in found
        if not is_over(meeting, lives.get(meeting.id), turn.now)
    ]
    ahead.sort(key=lambda line: not line.is_running)
    polls, turns, own = _polls_about_more(turn), _turns(turn, cities), own_keys(turn, cities)
    has_past = bool(ended_meetings(turn.session, cities, turn.now))
    has_ended = not ahead and bool(turn.networks) and all(network.closed_at for _, network in turn.networks)
    return lists.meetings_list(
        turn.translator,
        ahead,
        page,
        calendar_key(turn),
        polls,
        turns,
        own,
        has_past=has_past,
        has_ended=has_ended,
    )


def _is_asked(turn: Turn, meeting: Meeting) -> bool:
    """Whether somebody has been asked to come, so that an answer can be missing."""
    was_added = meeting.added_at is not None  # and everybody was told of it at once
    return was_added or first_asked(meeting.starts_at, ZoneInfo(turn.member.zone)) <= turn.now


def _turns(turn: Turn, cities: dict[int, City | None]) -> list[lists.OwnTurn]:
    """When the person's cities present their cases, where that is published."""
    found = []
    for rota, network in published_rotas(turn.session, cities):
        city = cities[network.id]
        standing = standing_of(turn.session, rota, network, turn.now)
        words = own_turn(reader_of_rota(turn.session, turn.member, city), standing, city) if city is not None else None
        found.append(lists.OwnTurn(network, words))
    return found


def _polls_about_more(turn: Turn) -> list[DatePoll]:
    """Those that ask a delegate about one more session. Coordinators find theirs below the sessions of the network."""
    asked = [
        unended_poll(turn.session, network.id, None)
        for membership, network in networks_of(turn.session, turn.member.id)
        if membership.role is not Role.COORDINATOR and takes_part_in_polls(membership)
    ]
    return [poll for poll in asked if poll is not None and poll.closes_at > turn.now]


def turn_page(turn: Turn, press: MeetingsOpened) -> Message:
    """Another page of the list."""
    return show_meetings(turn, press.page)


def open_network_meetings(turn: Turn, press: NetworkMeetingsOpened) -> Message:
    """The sessions of one network, from the desk of those who coordinate it."""
    network = access_coordinating(turn.session, turn.member, press.network_id)
    found = sorted(series_of_network(turn.session, network.id), key=lambda one: one.starts_at)
    lives = lives_of(turn.session, [one.id for one in found])
    ended = [one for one in found if is_over(one, lives.get(one.id), turn.now)]
    chosen = ended[::-1] if press.is_past else [one for one in found if one not in ended]
    present = present_in(turn.session, chosen) if press.is_past else {}
    listed = [
        lists.Line(
            reader_of_meeting(turn, meeting),
            meeting,
            network,
            turn.now,
            attendance_of(turn.session, meeting).counts,
            present.get(meeting.id),
            is_asked=_is_asked(turn, meeting),
        )
        for meeting in chosen
    ]
    poll = unended_poll(turn.session, network.id, None)
    return lists.network_meetings(turn.translator, network, listed, is_past=press.is_past, poll=poll)


def open_answers(turn: Turn, press: AnswersOpened) -> Message:
    """Who comes and who is silent, by name: for coordinators, and in private."""
    if not turn.place.is_private:
        raise PrivateOnly
    meeting, network = access_coordinated_meeting(turn.session, turn.member, press.meeting_id)
    attendance = attendance_of(turn.session, meeting)
    by_answer: dict[Answer | None, list[Attendee]] = {answer: attendance.answering(answer) for answer in Answer}
    by_answer[None] = attendance.silent()
    whole = shown(turn.session, meeting, network, attendance, turn.now)
    return watching.answers(reader_of_meeting(turn, meeting), whole, by_answer)


def open_meeting(turn: Turn, press: MeetingOpened) -> Message:
    """A meeting's page, in the place of the list."""
    return meeting_page(turn, press.meeting_id)


def follow_link(turn: Turn, number: str) -> Message:
    """`/start meeting-4`, from a group."""
    return meeting_page(turn, int(number)) if number else show_meetings(turn)


def open_details(turn: Turn, press: DetailsOpened) -> Message | None:
    """A meeting's page below its card, which stays as it is; from a group in the private chat."""
    if turn.place.is_private:
        turn.say(meeting_page(turn, press.meeting_id))
    else:
        turn.open_private(f"meeting-{press.meeting_id}")
    return None


def answer_invitation(turn: Turn, press: InvitationAnswered) -> Message | None:
    """Keeps an answer; the card in a group follows a few seconds later, the pressed one in private at once."""
    meeting, network = _meeting(turn, press.meeting_id)
    reader = reader_of_meeting(turn, meeting)
    if press.sequence != meeting.sequence and meeting.cancelled_at is None and meeting.starts_at > turn.now:
        turn.toast = cards.moved_meanwhile(reader, meeting, turn.now)
    else:
        do_answer(
            turn.session,
            turn.member,
            meeting,
            network,
            press.answer,
            now=turn.now,
            pressed=_pressed_card(turn, meeting),
        )
        turn.toast = cards.answered(reader, press.answer, meeting.starts_at, turn.now)
    if not turn.place.is_private:
        return None
    if press.screen is Screen.PAGE:
        return meeting_page(turn, meeting.id)
    return card_for(turn, meeting, network)


def card_for(turn: Turn, meeting: Meeting, network: Network) -> Message:
    """The invitation, as one more copy of it."""
    card = cards.card(reader_of_meeting(turn, meeting), _shown(turn, meeting, network))
    return replace(card, subject=showing.subject_of(meeting))


def meeting_page(turn: Turn, meeting_id: int) -> Message:
    """What there is to know and to do."""
    try:
        meeting, faced = _faced(turn, meeting_id)
    except OneSessionOnly:
        return visit_of(turn, meeting_id)
    return replace(pages.page(faced), subject=showing.page_subject_of(meeting))


def open_more(turn: Turn, press: MoreOpened) -> Message:
    """What is needed more rarely."""
    if not turn.place.is_private:
        raise PrivateOnly
    return pages.more(_faced(turn, press.meeting_id)[1])


def _faced(turn: Turn, meeting_id: int) -> tuple[Meeting, Facing]:
    meeting, network = access_meeting(turn.session, turn.member, meeting_id)
    membership, _ = access_network(turn.session, turn.member, network.id)
    known = known_of(turn.session, _shown(turn, meeting, network), turn.now)
    city = city_by_id(turn.session, membership.city_id)
    return meeting, facing(reader_of_meeting(turn, meeting), membership, city, known)


def show_in_group(turn: Turn) -> Message:
    """The next dates of the group's network."""
    chat = chat_by_id(turn.session, turn.place.id)
    network = turn.session.get(Network, chat.network_id) if chat is not None and chat.network_id is not None else None
    if chat is None or network is None:
        raise GroupNotConnected
    t = translator_for(chat.language, "", network.zone)
    ahead = [
        meeting
        for meeting, _ in meetings_from(turn.session, [network.id], turn.now - LONGEST)
        if meeting.starts_at + timedelta(minutes=meeting.minutes) > turn.now
    ]
    listed = [_shown(turn, meeting, network) for meeting in ahead[:IN_GROUPS]]
    return lists.group_list(t, network, listed, private_link(turn.facts.bot_username, "meetings"))


def _meeting(turn: Turn, meeting_id: int) -> tuple[Meeting, Network]:
    if turn.place.is_private:
        return access_meeting(turn.session, turn.member, meeting_id)
    if turn.person is None:
        raise MembersOnly
    try:
        return access_meeting(turn.session, turn.person, meeting_id)
    except NotFound:
        raise MembersOnly from None


def _pressed_card(turn: Turn, meeting: Meeting) -> tuple[int, int] | None:
    if not turn.place.is_private:
        return None
    pressed = (turn.place.id, turn.incoming.message_id)
    return pressed if subject_of(turn.session, *pressed) == f"meeting:{meeting.id}" else None


def reader_of_meeting(turn: Turn, meeting: Meeting) -> Reader:
    """The person of the turn before a meeting."""
    membership = membership_of(turn.session, turn.member.id, meeting.network_id)
    city = city_by_id(turn.session, membership.city_id if membership else None)
    coordinates = membership is not None and membership.role is Role.COORDINATOR
    return _reader(turn, meeting, city, coordinates=coordinates)


def _reader(turn: Turn, meeting: Meeting, city: City | None, *, coordinates: bool = False) -> Reader:
    rsvp = rsvp_of(turn.session, meeting, turn.member)
    own = city_for_clock(turn.session, turn.member, city)
    return reader_of(turn.session, turn.member, own, meeting, rsvp, coordinates=coordinates)


def _shown(turn: Turn, meeting: Meeting, network: Network) -> Shown:
    return shown(turn.session, meeting, network, attendance_of(turn.session, meeting), turn.now)
