"""Coming in: consent, registration, joining a network."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import audit, digests, meetings
from actions.contacts import begin_anew
from actions.guests.coming import do_visit
from actions.handovers.arriving import do_arrive
from actions.handovers.passing import do_take_over
from actions.invitations import do_use_invitation, find_invitation
from actions.menus import send_menu
from actions.refusals import EmptyText, NotFound
from store.chats import meet_chat, switch_on
from store.consulted import answers_anywhere
from store.database import row_by_id
from store.frozen import frozen
from store.guests import guests_behind, visit_ever
from store.handovers import noted_person_behind
from store.invitations import invitation_by_token, subject_last_shown
from store.locking import lock
from store.memberships import city_by_id, membership_of
from store.models import ChatKind, City, Invitation, Meeting, Membership, Network, Person, Role
from store.people import person_by_telegram
from store.registration import forget_person, has_ever_joined, membership_ever
from texts.languages import Language
from texts.one_line import one_line

NAME_LIMIT = 80
POST_LIMIT = 120
_WELCOME = "question:invitation:"


@frozen
class Welcome:
    """What an invitation leads to."""

    invitation: Invitation
    network: Network
    city: City | None
    meeting: Meeting | None = None  # the one to which a guest comes
    name: str = ""  # by which that guest is announced, or somebody without Telegram takes part until now
    post: str = ""  # of the latter

    @property
    def zone(self) -> str:
        """The clock that is proposed: the city's, or for those without a city the network's."""
        return self.city.zone if self.city else self.network.zone

    @property
    def country(self) -> str:
        """The country whose clocks are proposed next."""
        return self.city.country if self.city else ""


def welcome_behind(session: Session, token: str, now: datetime) -> Welcome:
    """What a token that lets somebody in leads to, or why it does not."""
    return _welcome(session, find_invitation(session, token, now))


def subject_of(invitation: Invitation, language: str) -> str:
    """Of a welcome that was shown. As a question it may be forgotten: nobody has agreed to anything yet."""
    return f"{_WELCOME}{invitation.id}:{language}"


def open_welcome(session: Session, chat_id: int) -> tuple[str, Language] | None:
    """The token of the invitation that was shown last in a chat, and the language in which it was shown."""
    subject = subject_last_shown(session, chat_id, _WELCOME)
    if subject is None:
        return None
    number, language = subject.removeprefix(_WELCOME).split(":")
    return session.get_one(Invitation, int(number)).token, Language(language)


def present_behind(session: Session, person: Person, token: str) -> tuple[Network, City | None] | None:
    """Where the person takes part already, when the token, spent or not, leads just there."""
    invitation = invitation_by_token(session, token)
    membership = membership_of(session, person.id, invitation.network_id) if invitation else None
    if membership is None or (invitation and _is_another_visit(session, membership, invitation)):
        return None
    return session.get_one(Network, membership.network_id), city_by_id(session, membership.city_id)


def _is_another_visit(session: Session, membership: Membership, invitation: Invitation) -> bool:
    """A guest may come to several sessions."""
    if membership.role is not Role.GUEST or invitation.role is not Role.GUEST or invitation.meeting_id is None:
        return False
    visit = visit_ever(session, membership.person_id, invitation.meeting_id)
    return visit is None or visit.guest.ended_at is not None


def is_known(session: Session, person: Person) -> bool:
    """Whether name, post and hours were given before."""
    return has_ever_joined(session, person.id)


def do_consent(
    session: Session, telegram_id: int, telegram_name: str, language: Language, welcome: Welcome, *, now: datetime
) -> Person:
    """The first thing that is ever stored of a person."""
    switch_on(meet_chat(session, telegram_id, ChatKind.PRIVATE, ""))
    person = person_by_telegram(session, telegram_id)
    if person is None:
        person = Person(telegram_id=telegram_id, name=provisional_name(telegram_name), created_at=now)
        session.add(person)
    person.language = language.value
    person.country, person.zone = welcome.country, welcome.zone
    person.consented_at = now
    session.flush()
    return person


def do_register(
    session: Session, person: Person, token: str, *, name: str, post: str, zone: str, now: datetime
) -> Membership:
    """The form is complete: the person is in. The invitation may have been used up meanwhile."""
    person.name, person.post, person.zone = name, post, zone
    return _join_by(session, person, token, now)


def do_accept(session: Session, person: Person, token: str, *, now: datetime) -> Membership:
    """Somebody who is known agrees: takes a use of the invitation and joins its network."""
    person.consented_at = max(person.consented_at, now)  # the notice named this network
    return _join_by(session, person, token, now)


def _join_by(session: Session, person: Person, token: str, now: datetime) -> Membership:
    welcome = welcome_behind(session, token, now)
    if welcome.meeting is not None:
        lock(session, welcome.meeting)  # before the link, as whoever moves it or ends a visit
    do_use_invitation(session, welcome.invitation)
    do_arrive(session, welcome.invitation, person, now=now)
    membership = do_join(session, person, welcome.network, welcome.city, welcome.invitation.role, now)
    if welcome.meeting is not None:
        do_visit(session, welcome.invitation, person, now=now)
    do_take_over(session, welcome.invitation, membership, now=now)
    return membership


def do_join(
    session: Session, person: Person, network: Network, city: City | None, role: Role, now: datetime
) -> Membership:
    """Makes the person a member of the network; one who had left comes back."""
    membership = membership_ever(session, person.id, network.id)
    if membership is None:
        membership = Membership(person_id=person.id, network_id=network.id)
        session.add(membership)
    membership.city_id, membership.role = city.id if city else None, role
    membership.joined_at, membership.left_at = now, None
    membership.digest_sent_until = None
    session.flush()
    begin_anew(session, membership, now)
    meetings.plan_reminders_for(session, membership, now=now)
    digests.plan_for_member(session, membership, network, now=now)
    details = {"role": role.value, "city_id": membership.city_id}
    audit.record(session, now=now, deed="joined", person_id=person.id, network_id=network.id, details=details)
    send_menu(session, person, now=now)
    return membership


def do_stop_registering(session: Session, person: Person) -> bool:
    """Forgets somebody who left before joining anything; False for those who take or took part, or are consulted."""
    if has_ever_joined(session, person.id) or answers_anywhere(session, person.id):
        return False
    forget_person(session, person)
    return True


def provisional_name(telegram_name: str) -> str:
    """A person's name as Telegram has it; perhaps empty."""
    return one_line(telegram_name)[:NAME_LIMIT].strip()


def checked_line(text: str) -> str:
    """A typed name or post on one line; refuses what nobody could read."""
    line = one_line(text)
    if not any(letter.isalnum() for letter in line):
        raise EmptyText
    return line


def _welcome(session: Session, invitation: Invitation) -> Welcome:
    network = session.get(Network, invitation.network_id)
    if network is None:
        raise NotFound
    meeting = row_by_id(session, Meeting, invitation.meeting_id) if invitation.meeting_id is not None else None
    expected = [one for one in guests_behind(session, invitation.id) if one.person_id is None]
    noted = noted_person_behind(session, invitation.id)
    name = expected[0].name if expected else noted.name if noted else ""
    post = noted.post if noted else ""
    return Welcome(invitation, network, city_by_id(session, invitation.city_id), meeting, name, post)
