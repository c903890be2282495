"""Rooms of four or five: drawn from who is there, mixing countries, and no two of a city in one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from random import Random

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.cards import post_card, reader_translator
from actions.letters.copies import edit_copies
from actions.live.checking import locked_course
from actions.live.people import delegates_of, who_is_there
from actions.live.refusals import LiveChanged
from actions.live.timing import touch
from store.letters import take_back
from store.letters.copies import forget_subject
from store.live import presences_of
from store.models import Kind, LivePresence, Meeting, Network
from texts.live import rooms as texts
from texts.live.rooms import Present, Room
from texts.live.shown import Course
from texts.message import Message
from texts.translator import translator_of

MOST = 5  # in a room
LEAST = 3  # in one, when there are more for the sake of people of one city


def draw(present: Sequence[Present], seed: str) -> list[list[Present]]:
    """The same for the same seed. Sizes differ by one at most; two of a city meet only where rooms are too few.

    Dealt out like cards, sorted by country and city: so neighbours of one country or city never fall into one room
    before they have been in all of them.
    """
    if not present:
        return []
    rooms: list[list[Present]] = [[] for _ in range(how_many(present))]
    for place, one in enumerate(_in_order(present, Random(seed))):  # noqa: S311 - a draw of rooms is no secret
        rooms[place % len(rooms)].append(one)
    return rooms


def how_many(present: Sequence[Present]) -> int:
    """Of at most five people; more of them when a city has more people than there would be, and each stays of three."""
    fewest = -(-len(present) // MOST)
    of_cities = [one.city.id for one in present]
    most_of_one = max(of_cities.count(city) for city in of_cities)
    return max(fewest, min(most_of_one, len(present) // LEAST))


def _in_order(present: Sequence[Present], random: Random) -> list[Present]:
    countries = sorted({one.city.country for one in present})
    cities = sorted({one.city.id for one in present})
    for shuffled in (countries, cities):
        random.shuffle(shuffled)
    people = sorted(present, key=lambda one: one.person.id)
    random.shuffle(people)
    return sorted(people, key=lambda one: (countries.index(one.city.country), cities.index(one.city.id)))


def rooms_of(session: Session, meeting: Meeting) -> list[Room]:
    """Those that were drawn last, without who has left."""
    marked = presences_of(session, meeting.id)
    return _rooms(session, meeting, {person_id: one.room for person_id, one in marked.items() if one.room})


def told_rooms_of(session: Session, meeting: Meeting) -> list[Room]:
    """Those that everybody was told, whatever was drawn since."""
    marked = presences_of(session, meeting.id)
    return _rooms(session, meeting, {person_id: one.told_room for person_id, one in marked.items() if one.told_room})


def _rooms(session: Session, meeting: Meeting, numbers: Mapping[int, int]) -> list[Room]:
    people = [one for one in delegates_of(session, meeting) if one.person.id in numbers]
    return [
        Room(number, tuple(one for one in people if numbers[one.person.id] == number))
        for number in sorted({numbers[one.person.id] for one in people})
    ]


def do_draw(session: Session, meeting: Meeting, network: Network, *, seen: int, now: datetime) -> Course:
    """Draws, in the place of the draw that was `seen`. Nobody is told before it is published."""
    course = locked_course(session, meeting, network, now)
    if course.live.draw != seen:
        raise LiveChanged
    course.live.draw += 1
    marked = presences_of(session, meeting.id)
    for presence in marked.values():
        presence.room = None
    drawn = draw(who_is_there(session, meeting), f"{meeting.id}:{course.live.draw}")
    for number, people in enumerate(drawn, start=1):
        for one in people:
            if one.person.id not in marked:
                marked[one.person.id] = LivePresence(
                    meeting_id=meeting.id, person_id=one.person.id, is_there=True, room=number
                )
                session.add(marked[one.person.id])
            marked[one.person.id].room = number
    touch(session, course)
    return course


def do_publish(session: Session, meeting: Meeting, network: Network, *, seen: int, now: datetime) -> Course:
    """Told in the groups and to each person. Pressing it again tells nothing."""
    course = locked_course(session, meeting, network, now)
    if course.live.draw != seen:
        raise LiveChanged
    if course.live.published_draw == course.live.draw:
        return course
    is_other = course.live.published_draw != 0
    course.live.published_draw = course.live.draw
    for presence in presences_of(session, meeting.id).values():
        presence.told_room = presence.room
    touch(session, course)
    _retire_letters(session, meeting, network, now)
    _tell_groups(session, course)
    _tell_people(session, course, is_other=is_other)
    return course


def _tell_groups(session: Session, course: Course) -> None:
    meeting, network, rooms = course.meeting, course.network, told_rooms_of(session, course.meeting)
    post_card(
        session,
        network,
        lambda t: texts.in_group(t, meeting, network, rooms),
        subject=group_subject_of(meeting),
        key=f"card:{group_subject_of(meeting)}:{course.held}",
        now=course.now,
    )
    update_groups(session, meeting, network, now=course.now)


def group_subject_of(meeting: Meeting) -> str:
    """Of the rooms in the groups."""
    return f"rooms:{meeting.id}"


def subject_of(meeting: Meeting) -> str:
    """Of the letters that tell each person their room."""
    return f"room:{meeting.id}"


def update_groups(session: Session, meeting: Meeting, network: Network, *, now: datetime) -> None:
    """The rooms that were told last: another draw, or without the name of somebody who is erased."""
    rooms = told_rooms_of(session, meeting)

    def card(chat_id: int) -> Message:
        return texts.in_group(reader_translator(session, network, chat_id), meeting, network, rooms)

    edit_copies(session, group_subject_of(meeting), card, now=now, of_network=network.id)


def update_letters(session: Session, meeting: Meeting, network: Network, *, now: datetime) -> None:
    """What each person was told, without the name of somebody who is erased; who has left the network is in no room."""
    rooms = {
        one.person.telegram_id: (room, one.person) for room in told_rooms_of(session, meeting) for one in room.people
    }

    def letter(chat_id: int) -> Message:
        t = reader_translator(session, network, chat_id)
        if chat_id not in rooms:
            return texts.outdated(t)
        return texts.own(t, *rooms[chat_id], is_other=False)

    edit_copies(session, subject_of(meeting), letter, now=now)


def retire(session: Session, meeting: Meeting, network: Network, now: datetime) -> None:
    """The session is held anew: the rooms of the time before are no more, and their names stand nowhere."""
    _retire_letters(session, meeting, network, now)

    def card(chat_id: int) -> Message:
        return texts.outdated(reader_translator(session, network, chat_id))

    edit_copies(session, group_subject_of(meeting), card, now=now, of_network=network.id)
    forget_subject(session, group_subject_of(meeting))


def _retire_letters(session: Session, meeting: Meeting, network: Network, now: datetime) -> None:
    """Those of a draw before: what is still to be sent is not, and what was says so."""
    subject = subject_of(meeting)
    take_back(session, subject)
    edit_copies(session, subject, lambda chat_id: texts.outdated(reader_translator(session, network, chat_id)), now=now)
    forget_subject(session, subject)


def _tell_people(session: Session, course: Course, *, is_other: bool) -> None:
    meeting = course.meeting
    for room in told_rooms_of(session, meeting):
        for one in room.people:
            if one.person.telegram_id is None:
                continue
            key = f"meeting:{meeting.id}:{course.held}:room:{course.live.draw}:person:{one.person.id}"
            postage = attention.postage(
                Kind.ROOM, one.person, key=key, subject=subject_of(meeting), stale_at=course.ends_at, now=course.now
            )
            message = texts.own(translator_of(one.person), room, one.person, is_other=is_other)
            letters.send(session, one.person.telegram_id, message, now=course.now, postage=postage)
