"""A second way to those whom an announcement did not reach: it is posted in the groups of their networks, by hand."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.announcements.audience import audience_of
from actions.announcements.refusals import NotYetWithEverybody, PostedAlready
from actions.announcements.sending import letters_to
from actions.announcements.under_way import access_sent, look_at_once
from actions.announcements.words import Words
from actions.announcements.writing import record
from actions.cards import group_translator
from actions.letters import put_all
from store import audiences, copies
from store.announcements import subject_of
from store.models import Announcement, AnnouncementState, Chat, Network, Person


def groups_to_post_in(session: Session, announcement: Announcement) -> list[Chat]:
    """The groups of the networks of people whom it did not reach, in which it does not stand."""
    audience = audience_of(session, announcement, announcement.created_at)
    failed = [each.chat_id for each in copies.failures(session, subject_of(announcement)) if each.chat_id > 0]
    strangers = [person.id for person in audiences.without_telegram(session, audience)]
    network_ids = audiences.networks_with(session, audience.network_ids, failed, strangers)
    groups = audiences.groups_in(session, network_ids)
    has_it = copies.chats_with(session, subject_of(announcement), [group.id for group in groups])
    return [group for group in groups if group.unreachable_at is None and group.id not in has_it]


def do_post(session: Session, author: Person, announcement_id: int, *, now: datetime) -> Announcement:
    """Copies like the others: they are corrected and taken back with these. Nobody is named."""
    announcement = access_sent(session, author, announcement_id)
    if announcement.state is not AnnouncementState.SENT:
        raise NotYetWithEverybody
    groups = groups_to_post_in(session, announcement)
    if not groups:
        raise PostedAlready
    words = Words(session, announcement, now)
    words.meet([group.id for group in groups])
    for group in groups:
        said = words.to(group_translator(group, session.get_one(Network, group.network_id)), group.id)
        put_all(session, letters_to(announcement, group.id, said, now, now))
    announcement.state = AnnouncementState.SENDING
    look_at_once(announcement, now)
    record(session, announcement, "announcement_posted", now)
    return announcement
