"""Nobody reads what another person has begun to write, and files hold no more than who asks for them may see."""

import json
import re

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.calendar import find_feed
from actions.refusals import Refused
from store.models import (
    Announcement,
    AnnouncementState,
    City,
    Consultation,
    Draft,
    Letter,
    Meeting,
    Membership,
    Network,
    Person,
)
from tests.flows.filled import OTHER_NETWORK, SECRET
from tests.flows.phones import Town
from tests.flows.rights.world import ROUTES, World, build, turn_of
from texts.announcements.phoning import PhoneListWanted
from texts.calendar.presses import AddressAsked, SessionFileAsked
from texts.city_calendars.presses import CityCalendarOpened
from texts.consultations.desk_presses import AnswersSaved, LinksSaved
from texts.coordinating.presses import LinksAsked
from texts.forms import (
    FormCancelled,
    FormChosen,
    FormContinued,
    FormDiscarded,
    FormRestarted,
    FormSkipped,
    FormStepBack,
)
from texts.mydata.presses import ExportAsked
from texts.presses import Press

RESPONDENT = "Quien respondió"  # for the one city of the consultation that has begun
ADDRESS = re.compile(r"/calendar/([A-Za-z0-9_-]+)\.ics")


def draft(session: Session, town: Town, person: Person, words: str) -> Draft:
    """Written as far as the title."""
    network_id = session.scalars(sa.select(Membership.network_id).filter_by(person_id=person.id)).first()
    answers = {"argument": "", "network": network_id, "problem": words, "tried": words}
    begun = Draft(
        person_id=person.id, form="challenge", step="title", answers=answers, awaiting=True, updated_at=town.now
    )
    session.add(begun)
    session.flush()
    return begun


def told(session: Session, town: Town, role: str, person: Person | None, said: Press | str) -> str | None:
    """All that somebody is told, with what is in files and behind addresses; None when it is refused."""
    within = session.begin_nested()
    last = session.scalar(sa.select(sa.func.max(Letter.id))) or 0
    try:
        message = ROUTES.handle(turn_of(session, town, role, person, said))
        session.flush()
        sent = list(session.scalars(sa.select(Letter.payload).where(Letter.id > last)))
        text = json.dumps([*sent, message and message.payload()], ensure_ascii=False, default=str)
        return text + " ".join(calendar for token in ADDRESS.findall(text) for calendar in behind(session, token))
    except Refused:
        return None
    finally:
        within.rollback()


def behind(session: Session, token: str) -> list[str]:
    feed = find_feed(session, token)
    assert feed is not None
    return [f"{network.slug} {meeting.topic}" for meeting, network in feed.sessions]


def written_by(role: str) -> str:
    return f"borrador de {role}."


async def test_nobody_reads_what_another_writes_and_files_hold_no_more_than_is_allowed(town: Town) -> None:
    if not town.database.is_sqlite:
        pytest.skip("who may do what is the same on both")

    def check(session: Session) -> None:
        world = build(session, town)
        people = {role: person for role, person in world.people.items() if person is not None}
        drafts = {role: draft(session, town, person, written_by(role)) for role, person in people.items()}
        check_drafts(session, town, world, drafts)
        check_files(session, town, world)

    await town.database.run(check)


def check_drafts(session: Session, town: Town, world: World, drafts: dict[str, Draft]) -> None:
    for role, person in world.people.items():
        for whose, one in drafts.items():
            if whose == role:
                continue
            for said in (
                FormContinued(one.id),
                FormChosen(one.id, "title", ""),
                FormSkipped(one.id, "title"),
                FormStepBack(one.id, "title"),
                FormCancelled(one.id),
                FormDiscarded(one.id),
            ):
                assert told(session, town, role, person, said) is None, (role, whose, said)
        others = [written_by(whose) for whose in drafts if whose != role]
        for asked in ("/menu", "/challenge", "/cancel", "/start", "hola", FormRestarted("challenge", "")):
            assert not any(words in (told(session, town, role, person, asked) or "") for words in others), (role, asked)
    session.expire_all()
    assert {one.step for one in session.scalars(sa.select(Draft))} == {"title"}


def check_files(session: Session, town: Town, world: World) -> None:
    network_id = world.network.id
    other = session.scalars(sa.select(Network).where(Network.slug == OTHER_NETWORK)).one()
    consultation = session.scalars(sa.select(Consultation).where(Consultation.slug == "abierta")).one()
    sent = sa.select(Announcement).where(Announcement.state == AnnouncementState.SENT)
    announcement = session.scalars(sent).first()
    city_id = session.scalars(sa.select(City.id).where(City.slug == "sao-paulo")).one()
    assert announcement is not None
    session.scalars(sa.select(Person).where(Person.telegram_id == 1003)).one().name = RESPONDENT

    def session_of(one: int) -> int:
        return session.scalars(sa.select(Meeting.id).where(Meeting.network_id == one, Meeting.number == 2)).one()

    files: dict[str, Press] = {
        "my data": ExportAsked(),
        "a session": SessionFileAsked(session_of(network_id)),
        "a session of the other network": SessionFileAsked(session_of(other.id)),
        "one's own calendar": AddressAsked(0, 0),
        "the network's calendar": AddressAsked(network_id, 0),
        "the calendar of a city": CityCalendarOpened(network_id, city_id),
        "links of all cities": LinksAsked(network_id),
        "people to phone": PhoneListWanted(announcement.id),
        "answers of a consultation": AnswersSaved(consultation.id),
        "links of a consultation": LinksSaved(consultation.id),
    }
    found = {
        name: {
            role: seen(text, role)
            for role, person in world.people.items()
            if (text := told(session, town, role, person, said)) is not None
        }
        for name, said in files.items()
    }
    assert found == EXPECTED


def seen(text: str, role: str) -> set[str]:
    """What of somebody else, or of something else, stands in it."""
    marks = {
        "own draft": written_by(role) in text,
        "another's draft": "borrador de" in text.replace(written_by(role), ""),
        "the other network": f"{SECRET} tema" in text or f"{OTHER_NETWORK} " in text,
        "links of members": f"consulta_{SECRET}" in text,
        "links of cities": "start=" in text and f"consulta_{SECRET}" not in text,
        "who answered": RESPONDENT in text,
    }
    return {mark for mark, is_there in marks.items() if is_there}


NOTHING: set[str] = set()
OWN, OTHER, LINKS = {"own draft"}, {"the other network"}, {"links of members"}
# Who coordinates here coordinates the other network, too.
EXPECTED = {
    "my data": dict.fromkeys(("coordinator", "facilitator", "coordinator of another", "delegate", "guest"), OWN),
    "a session": dict.fromkeys(("coordinator", "facilitator", "delegate"), NOTHING),
    "a session of the other network": {"coordinator": OTHER, "coordinator of another": OTHER},
    "one's own calendar": {
        "coordinator": OTHER,
        "facilitator": NOTHING,
        "coordinator of another": OTHER,
        "delegate": NOTHING,
        "guest": NOTHING,
    },
    "the network's calendar": {"coordinator": NOTHING},
    "the calendar of a city": {"coordinator": NOTHING},
    "links of all cities": {"coordinator": {"links of cities"}},
    "people to phone": {"coordinator": NOTHING},
    "answers of a consultation": dict.fromkeys(("coordinator", "coordinator of another"), NOTHING),
    "links of a consultation": dict.fromkeys(("coordinator", "coordinator of another"), LINKS),
}
