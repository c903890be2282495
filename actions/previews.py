"""A network's digest before it goes out: its coordination sees it, adds a line, and leaves something out."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions import attention, audit, letters
from actions.access import access_coordinating
from actions.cards import reader_translator
from actions.digests import SETTLED
from actions.digests.edition import Edition, Reading
from actions.digests.planning import week_before
from actions.letters.copies import edit_copies
from actions.refusals import Refused
from store import previews as store
from store.chats import network_chats
from store.locking import lock
from store.memberships import members_of
from store.models import DigestDrop, DigestLine, Kind, Network, NewsPart, Person, Role
from store.news import News, chronicles
from texts import previews as texts
from texts.digests import NetworkNews
from texts.languages import Language
from texts.message import Html, Message
from texts.previews.shown import Preview, items_of, tells_nothing
from texts.translator import Translator, translator_of

WEEK = timedelta(days=7)
Pressed = tuple[int, int]


class DigestGone(Refused):
    """It has gone out: what is pressed on its preview would change the next."""

    def sentence(self, t: Translator) -> Html:
        return texts.gone_out(t)


def tell_coordinators(session: Session, network: Network, *, now: datetime) -> int:
    """Shows what is to come to each of them; gives the number of letters. Nothing new: nothing is told."""
    network.digest_preview_at = None
    due_at = network.digest_due_at
    if network.closed_at is not None or due_at is None or due_at <= now or network.is_paused(due_at):
        return 0
    part, line = _part_of(session, network, due_at, now), _line_of(session, network, due_at)
    if line is None and tells_nothing(part):
        return 0  # as in most weeks of most networks: nobody counts the readers of nothing
    preview = _preview(session, network, part, line, now)
    return sum(_tell(session, person, preview, now) for _, person in members_of(session, network.id, Role.COORDINATOR))


def _tell(session: Session, person: Person, preview: Preview, now: datetime) -> int:
    if person.telegram_id is None:
        return 0
    postage = attention.postage(
        Kind.DIGEST_PREVIEW,
        person,
        key=f"{subject_of(preview)}:person:{person.id}",
        subject=subject_of(preview),
        stale_at=preview.due_at,
        now=now,
    )
    message = texts.notice(translator_of(person), preview)
    return letters.send(session, person.telegram_id, message, now=now, postage=postage)


def preview_of(session: Session, network: Network, now: datetime) -> Preview:
    """As it would be now: a week, or more where the groups have been told of nothing for longer."""
    due_at = network.digest_due_at or now
    part, line = _part_of(session, network, due_at, now), _line_of(session, network, due_at)
    return _preview(session, network, part, line, now)


def _preview(session: Session, network: Network, part: NetworkNews, line: DigestLine | None, now: datetime) -> Preview:
    due_at = network.digest_due_at or now
    since = _since(network, due_at)
    return Preview(
        network,
        due_at,
        due_at.astimezone(ZoneInfo(network.zone)).date().toordinal(),
        store.count_readers(session, network.id, now, due_at + WEEK),
        len(network_chats(session, network.id)),
        part,
        chronicles(session, [network.id], since, max(now - SETTLED, since))[network.id].whole(since),
        line,
    )


def _part_of(session: Session, network: Network, due_at: datetime, now: datetime) -> NetworkNews:
    """What the groups would be told; the coordination's own line stands beside it."""
    reading = Reading(network, _since(network, due_at))
    parts = Edition(session, [reading], now).parts([reading])
    part = parts[0] if parts else NetworkNews(network, News())
    return replace(part, news=replace(part.news, said=()))


def _line_of(session: Session, network: Network, due_at: datetime) -> DigestLine | None:
    return store.line_since(session, network.id, week_before(due_at, network.zone))


def _since(network: Network, due_at: datetime) -> datetime:
    week = week_before(due_at, network.zone)
    told_until = network.digest_sent_until if network.digest_in_group else None
    return week if told_until is None else min(week, told_until)


def access_preview(session: Session, coordinator: Person, network_id: int, now: datetime) -> Preview:
    """Of a network that the person coordinates."""
    return preview_of(session, access_coordinating(session, coordinator, network_id), now)


def access_issue(session: Session, coordinator: Person, network_id: int, issue: int, now: datetime) -> Preview:
    """The same, as long as that digest has not gone out."""
    preview = access_preview(session, coordinator, network_id, now)
    if preview.issue != issue:
        raise DigestGone
    return preview


def do_drop(
    session: Session,
    coordinator: Person,
    network_id: int,
    issue: int,
    part: NewsPart,
    about_id: int,
    *,
    is_away: bool,
    now: datetime,
    pressed: Pressed,
) -> Preview:
    """What has happened about it so far is in no digest, or is after all. Harmless when done twice."""
    preview = _changing(session, coordinator, network_id, issue, now)
    t = translator_of(coordinator)
    if (part, about_id) not in {(one.part, one.about_id) for one in items_of(t, preview)}:
        return preview  # it has been taken back meanwhile
    drop = store.drop_of(session, network_id, part, about_id)
    if not is_away and drop is not None:
        session.delete(drop)
    elif is_away and drop is None:
        session.add(DigestDrop(network_id=network_id, part=part, about_id=about_id, dropped_at=now))
    elif is_away and drop is not None:
        drop.dropped_at = now
    deed = "digest_news_dropped" if is_away else "digest_news_restored"
    return _follow(session, coordinator, preview, deed, now, pressed, part=part.value, about=about_id)


def do_write_line(
    session: Session, coordinator: Person, network_id: int, issue: int, language: Language, text: str, *, now: datetime
) -> Preview:
    """The line of the coordination in one language; what was there in that language makes way."""
    preview = _changing(session, coordinator, network_id, issue, now)
    line = preview.line
    if line is None:
        line = DigestLine(network_id=network_id, language=language.value, text=text, translations={}, written_at=now)
        line.person_id = coordinator.id
        session.add(line)
    elif line.language == language.value:
        line.text, line.person_id = text, coordinator.id
    else:
        line.translations = {**line.translations, language.value: text}
    return _follow(session, coordinator, preview, "digest_line_written", now, None, language=language.value)


def do_take_line_back(
    session: Session, coordinator: Person, network_id: int, issue: int, *, now: datetime, pressed: Pressed
) -> Preview:
    """It does not go out. Harmless when done twice."""
    preview = _changing(session, coordinator, network_id, issue, now)
    if preview.line is None:
        return preview
    preview.line.withdrawn_at = now
    return _follow(session, coordinator, preview, "digest_line_withdrawn", now, pressed)


def do_choose_in_group(
    session: Session, coordinator: Person, network_id: int, *, is_wanted: bool, now: datetime
) -> Preview:
    """Whether its groups have a digest. From when they have one on, they are told of what is new since."""
    network = access_coordinating(session, coordinator, network_id)
    lock(session, network)
    if network.digest_in_group is not is_wanted:
        network.digest_in_group = is_wanted
        if is_wanted:
            network.digest_sent_until = max(now - WEEK, network.digest_sent_until or network.created_at)
        deed = "digest_in_group_on" if is_wanted else "digest_in_group_off"
        audit.record(session, now=now, deed=deed, person_id=coordinator.id, network_id=network.id)
    session.flush()
    return preview_of(session, network, now)


def _changing(session: Session, coordinator: Person, network_id: int, issue: int, now: datetime) -> Preview:
    """Against another coordinator, and the moment at which it goes out."""
    lock(session, access_coordinating(session, coordinator, network_id))
    return access_issue(session, coordinator, network_id, issue, now)


def _follow(
    session: Session,
    coordinator: Person,
    before: Preview,
    deed: str,
    now: datetime,
    pressed: Pressed | None,
    **details: object,
) -> Preview:
    """As it is now, also in what the others were shown of it."""
    session.flush()
    network = before.network
    audit.record(session, now=now, deed=deed, person_id=coordinator.id, network_id=network.id, details=dict(details))
    preview = preview_of(session, network, now)

    def render(chat_id: int) -> Message:
        return texts.notice(reader_translator(session, network, chat_id), preview)

    edit_copies(session, subject_of(preview), render, now=now, shown=pressed)
    return preview


def subject_of(preview: Preview) -> str:
    """Of what coordinators are shown, which follows what another of them changes."""
    return f"digest-preview:{preview.network.id}:{preview.issue}"
