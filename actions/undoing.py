"""What coordinators did can be undone for a day: `WAYS` has the way back of each deed, and what stands against it.

A way looks first whether all is still as the deed left it: what others have done since is never undone with it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import attention, audit, digests, letters, pausing
from actions.agenda.following import follow_agendas
from actions.audit.reading import access_entry, before_and_after
from actions.groups import connect_again
from actions.meetings import do_restore
from actions.meetings.adding import check_restorable
from actions.menus import send_menu
from actions.network import do_change_city
from actions.network_settings import do_set_back
from actions.network_texts import do_put_back, stands_since
from actions.refusals import NetworkClosed, Refused
from actions.reminders import plan_reminders_for
from actions.roles import do_give_role
from store.chats import chat_by_id
from store.database import row_by_id
from store.frozen import frozen
from store.guests import guests_behind
from store.locking import lock
from store.models import AuditEntry, Chat, City, Invitation, Kind, Meeting, Membership, Network, Person, Role, TextKind
from store.network import city_in_network
from store.registration import membership_ever
from texts.audit import refusals as texts
from texts.audit.log import Undoable
from texts.coordinating import people
from texts.message import Html
from texts.translator import Translator, translator_of

LASTS = timedelta(hours=24)
UNDONE = "undone"  # in the audit log


class TooLateToUndo(Refused):
    """A day has passed, or there is no way back from such a deed."""

    def sentence(self, t: Translator) -> Html:
        return texts.too_late(t)


class UndoneAlready(Refused):
    """Somebody was quicker, or pressed twice."""

    def sentence(self, t: Translator) -> Html:
        return texts.undone_already(t)


class ChangedSince(Refused):
    """What the deed left behind is not there any more."""

    def sentence(self, t: Translator) -> Html:
        return texts.changed_since(t)


@frozen
class Undoing:
    """An entry that is to be undone, and by whom."""

    session: Session
    coordinator: Person
    network: Network
    entry: AuditEntry
    now: datetime


@frozen
class Way:
    """check: refuses when it cannot be undone any more; asks: once more before, since many people are told."""

    check: Callable[[Undoing], object]
    undo: Callable[[Undoing], None]
    asks: bool = False


def check_undoing(session: Session, coordinator: Person, entry_id: int, now: datetime) -> tuple[AuditEntry, Way]:
    """The way back, or why there is none."""
    undoing, way = _checked(session, coordinator, entry_id, now)
    return undoing.entry, way


def undoable(session: Session, coordinator: Person, entry: AuditEntry, now: datetime) -> Undoable | None:
    """Until when an entry can be undone; None when it cannot be."""
    try:
        _, way = _checked(session, coordinator, entry.id, now)
    except Refused:
        return None
    return Undoable(entry.at + LASTS, way.asks)


def do_undo(session: Session, coordinator: Person, entry_id: int, *, now: datetime) -> AuditEntry:
    """All is as it was before the deed, as far as others have not changed it since. Done once."""
    entry, network = access_entry(session, coordinator, entry_id)
    lock(session, entry)  # of two who undo it at once, one is told that the other was quicker
    lock(session, network)  # what somebody sets at this moment is looked at, too
    undoing, way = _checked(session, coordinator, entry_id, now)
    way.undo(undoing)
    entry.undone_at = now
    audit.record(
        session,
        now=now,
        deed=UNDONE,
        person_id=coordinator.id,
        network_id=undoing.network.id,
        subject=f"audit:{entry.id}",
        details={"deed": entry.deed},
    )
    session.flush()
    return entry


def _checked(session: Session, coordinator: Person, entry_id: int, now: datetime) -> tuple[Undoing, Way]:
    entry, network = access_entry(session, coordinator, entry_id)
    way = WAYS.get(entry.deed)
    if entry.undone_at is not None:
        raise UndoneAlready
    if way is None or entry.at + LASTS <= now:
        raise TooLateToUndo
    if network.closed_at is not None:
        raise NetworkClosed
    undoing = Undoing(session, coordinator, network, entry, now)
    way.check(undoing)
    return undoing, way


def _removed(one: Undoing) -> tuple[Membership, Person]:
    """Who was taken out, and has not come back by a link since. A guest's sessions are over: that takes a new link."""
    person = row_by_id(one.session, Person, one.entry.details["member"])
    membership = membership_ever(one.session, person.id, one.network.id) if person is not None else None
    if person is None or person.erased_at is not None or membership is None or membership.left_at != one.entry.at:
        raise ChangedSince
    if membership.role is Role.GUEST:
        raise TooLateToUndo
    return membership, person


def _take_back_in(one: Undoing) -> None:
    """With role, city and reminders. What the person offered and needed went with them, and is theirs to say anew."""
    membership, person = _removed(one)
    membership.left_at = None
    one.session.flush()
    plan_reminders_for(one.session, membership, now=one.now)
    digests.plan_for_member(one.session, membership, one.network, now=one.now)
    send_menu(one.session, person, now=one.now)
    if person.telegram_id is None or letters.withdraw(one.session, f"removed:{membership.id}:"):
        return  # who was not told yet has nothing to be told
    key = f"network:{one.network.id}:again:{membership.id}:{one.now:%Y%m%d%H%M%S}"
    postage = attention.postage(Kind.PLACE_CHANGED, person, key=key, now=one.now)
    message = people.told_of_return(translator_of(person), one.network)
    letters.send(one.session, person.telegram_id, message, now=one.now, postage=postage)


def _revoked(one: Undoing) -> Invitation:
    """A link that was revoked then. With a guest's link their visit was called off: that takes a new one."""
    made = row_by_id(one.session, Invitation, int(one.entry.subject.removeprefix("invitation:")))
    if made is None or made.revoked_at != one.entry.at or made.expires_at <= one.now:
        raise ChangedSince
    if made.role is Role.GUEST or guests_behind(one.session, made.id):
        raise TooLateToUndo
    return made


def _let_in_again(one: Undoing) -> None:
    _revoked(one).revoked_at = None


def _disconnected(one: Undoing) -> Chat:
    chat = chat_by_id(one.session, int(one.entry.subject.removeprefix("chat:")))
    if chat is None or chat.network_id is not None or chat.unreachable_at is not None:
        raise ChangedSince
    return chat


def _connect_again(one: Undoing) -> None:
    chat = _disconnected(one)
    connect_again(one.session, one.coordinator, chat, one.network, now=one.now)
    one.session.flush()
    follow_agendas(one.session, one.network, now=one.now, of_chat=chat.id)


def _cancelled(one: Undoing) -> Meeting:
    meeting = row_by_id(one.session, Meeting, int(one.entry.subject.removeprefix("meeting:")))
    if meeting is None or meeting.cancelled_at != one.entry.at:
        raise ChangedSince
    check_restorable(one.session, meeting, one.network, one.now)
    return meeting


def _put_back(one: Undoing) -> None:
    meeting = _cancelled(one)
    do_restore(one.session, one.coordinator, meeting, one.network, sequence=meeting.sequence, now=one.now)


def _placed(one: Undoing) -> tuple[Membership, Role | None, City | None]:
    """Who is still where the deed put them, and where they were before."""
    before, after = before_and_after(one.entry)
    person_id = one.entry.details.get("member", one.entry.person_id)
    membership = membership_ever(one.session, person_id, one.network.id) if person_id is not None else None
    if membership is None or membership.left_at is not None or membership.city_id != after["city_id"]:
        raise ChangedSince
    if "role" in after and membership.role != after["role"]:
        raise ChangedSince
    city_id = before["city_id"]
    city = city_in_network(one.session, one.network.id, city_id) if city_id is not None else None
    role = Role(before["role"]) if "role" in before else None
    if role is Role.GUEST or (city_id is not None and city is None):
        raise ChangedSince
    return membership, role, city


def _give_role_back(one: Undoing) -> None:
    membership, role, city = _placed(one)
    if role is not None:
        do_give_role(
            one.session,
            one.coordinator,
            membership.id,
            role,
            city.id if city is not None else 0,
            present=membership.role,
            now=one.now,
        )


def _give_city_back(one: Undoing) -> None:
    membership, _, city = _placed(one)
    if city is None:
        raise ChangedSince
    do_change_city(one.session, one.coordinator, membership.id, city.id, now=one.now)


def _settings(one: Undoing) -> None:
    """They are still as they were set then."""
    do_set_back(one.session, one.coordinator, one.network, one.entry, now=one.now, is_tried=True)


def _set_back(one: Undoing) -> None:
    do_set_back(one.session, one.coordinator, one.network, one.entry, now=one.now)


def _paused(one: Undoing) -> None:
    until = one.network.paused_until
    if until is None or until.isoformat() != before_and_after(one.entry)[1].get("paused_until"):
        raise ChangedSince


def _as_before_the_pause(one: Undoing) -> None:
    """A break that was there already, and was only given another end, stays; what has not come because of it comes."""
    written = before_and_after(one.entry)[0].get("paused_until")
    until = datetime.fromisoformat(written) if written is not None else None
    pausing.do_go_back(one.session, one.coordinator, one.network, until, since=one.entry.at, now=one.now)


def _said(one: Undoing) -> None:
    if not stands_since(one.session, one.entry):
        raise ChangedSince


def _say_as_before(one: Undoing) -> None:
    do_put_back(one.session, one.entry, now=one.now)


WAYS: Mapping[str, Way] = {
    "removed": Way(_removed, _take_back_in),
    "invitation_revoked": Way(_revoked, _let_in_again),
    "group_disconnected": Way(_disconnected, _connect_again, asks=True),
    "meeting_cancelled": Way(_cancelled, _put_back, asks=True),
    "role_given": Way(_placed, _give_role_back),
    "role_changed": Way(_placed, _give_role_back),
    "city_changed": Way(_placed, _give_city_back),
    "network_changed": Way(_settings, _set_back),
    "network_paused": Way(_paused, _as_before_the_pause, asks=True),
    **{f"network_{kind}_{done}": Way(_said, _say_as_before) for kind in TextKind for done in ("written", "removed")},
}
