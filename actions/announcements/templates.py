"""Announcements begun with a template: one of those that come with the bot, or one that its author has kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from actions.access import access_template
from actions.announcements.audience import audience_of
from actions.announcements.languages import written_in
from actions.announcements.under_way import access_sent
from actions.announcements.writing import Content, do_write
from actions.refusals import NotFound
from store import audiences
from store import templates as store
from store.models import Announcement, Network, Person, Translation
from texts.announcements.templates import shipped


def do_keep(session: Session, author: Person, announcement_id: int, *, now: datetime) -> bool:
    """What was sent is kept as it says now; False when it had been kept before, and is now kept anew."""
    announcement = access_sent(session, author, announcement_id)
    return store.keep_as_template(session, announcement, written_in(session, announcement), now)


def do_forget(session: Session, author: Person, template_id: int) -> None:
    """One's own template goes; announcements begun with it stay."""
    store.forget_template(session, access_template(session, author, template_id))


def do_begin_with_own(
    session: Session, author: Person, networks: Sequence[Network], template_id: int, *, now: datetime
) -> Announcement:
    """A new announcement that says the same, in all the languages in which it was said."""
    template = access_template(session, author, template_id)
    content = Content(template.text, template.text, tuple(template.files))
    return _begun(session, author, networks, content, template.language, template.translations, now)


def do_begin_with_shipped(
    session: Session, author: Person, networks: Sequence[Network], slug: str, *, now: datetime
) -> Announcement:
    """A new announcement in its author's words, and in those of its readers' languages."""
    template = shipped().get(slug)
    if template is None:
        raise NotFound
    text = template.words[author.language].text
    announcement = _begun(session, author, networks, Content(text, text), author.language, {}, now)
    readers = audiences.count_by_language(session, audience_of(session, announcement, now))
    others = sorted(readers.keys() - {author.language})
    announcement.translations = {
        each: Translation(text=template.words[each].text, is_old=False) for each in others if each in template.words
    }
    return announcement


def _begun(
    session: Session,
    author: Person,
    networks: Sequence[Network],
    content: Content,
    language: str,
    translations: Mapping[str, Translation],
    now: datetime,
) -> Announcement:
    announcement = do_write(session, author, networks, content, now=now)
    announcement.language, announcement.translations = language, dict(translations)
    return announcement
