"""What becomes of an announcement: progress, result, history, correction, withdrawal."""

from collections.abc import Sequence
from dataclasses import dataclass

from store.models import Announcement, AnnouncementState, Network
from texts.announcements.card import named
from texts.announcements.presses import (
    AnnouncementOpened,
    AnnouncementsOpened,
    CorrectionBegun,
    HistoryOpened,
    WithdrawalBegun,
    WithdrawalConfirmed,
)
from texts.dates import day_of, moment
from texts.lists import arrows, number_buttons, page_within, pages_for
from texts.menu import back_button
from texts.message import Button, Html, Message, Rows, excerpt, lines, paragraphs, plain_text
from texts.translator import Translator

MOST_NAMES = 10
EXCERPT = 60
SHOWN = 300


@dataclass(frozen=True)
class Delivery:
    """To how many it went, and the names of those whom it did not reach."""

    people: int = 0
    groups: int = 0
    blocked: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    never_started: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    groups_away: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Everybody has it."""
        return not (self.blocked or self.closed or self.never_started or self.failed or self.groups_away)


@dataclass(frozen=True)
class Withdrawal:
    """How many copies are deleted, replaced by a note, and not sent any more."""

    deleted: int
    replaced: int
    stopped: int


def progress(t: Translator, announcement: Announcement, done: int, total: int) -> Message:
    """Edited in place while it goes out."""
    stop = Button(t.label("🛑 Stop and withdraw"), WithdrawalBegun(announcement.id))
    return Message(t.say("📤 Sending… {done} of {total}", done=done, total=total), ((stop,),))


def sent_as_scheduled(t: Translator) -> Message:
    """In the place of the buttons of a scheduled announcement."""
    return Message(t.say("⏰ Its hour has come: the announcement goes out now. The result is below."))


def not_sent_any_more(t: Translator) -> Message:
    """The hour came, and the author may no longer announce."""
    return Message(
        t.say(
            "✖️ The scheduled announcement was not sent: coordinating all of its networks is necessary for that, "
            "and this is no longer so."
        ),
        ((back_button(t),),),
    )


def result(t: Translator, announcement: Announcement, delivery: Delivery) -> Message:
    """Who has it and who has not, to the author alone."""
    return Message(paragraphs(_delivered(t, delivery), _missed(t, delivery)), _afterwards(t, announcement.id))


def corrected(t: Translator, announcement: Announcement, copies: int) -> Message:
    """The copies change now."""
    said = t.count("✅ Corrected in {n} chat.", "✅ Corrected in {n} chats.", copies)
    return Message(said, _afterwards(t, announcement.id))


def _afterwards(t: Translator, number: int) -> Rows:
    return (
        (
            Button(t.label("✏️ Correct"), CorrectionBegun(number)),
            Button(t.label("🗑 Withdraw"), WithdrawalBegun(number)),
        ),
        (back_button(t),),
    )


def sure_to_withdraw(t: Translator, announcement: Announcement) -> Message:
    """Asked once."""
    return Message(
        t.say("<b>Withdraw the announcement from everybody?</b> Some will have read it, and it cannot be undone."),
        (
            (Button(t.label("🗑 Yes, withdraw it"), WithdrawalConfirmed(announcement.id)),),
            (Button(t.label("◀️ Back"), AnnouncementOpened(announcement.id)),),
        ),
    )


def withdrawn(t: Translator, withdrawal: Withdrawal) -> Message:
    """What could be taken back, and how."""
    deleted, replaced, stopped = withdrawal.deleted, withdrawal.replaced, withdrawal.stopped
    note = t.count(
        "Replaced by a note in {n} chat: after two days Telegram deletes nothing any more.",
        "Replaced by a note in {n} chats: after two days Telegram deletes nothing any more.",
        replaced,
    )
    return Message(
        lines(
            t.say("🗑 <b>Withdrawn.</b>"),
            t.count("Deleted in {n} chat.", "Deleted in {n} chats.", deleted) if deleted else None,
            note if replaced else None,
            t.count("Not sent any more to {n} chat.", "Not sent any more to {n} chats.", stopped) if stopped else None,
        ),
        ((back_button(t),),),
    )


def history(t: Translator, announcements: Sequence[Announcement], page: int) -> Message:
    """What the author has announced, the latest first."""
    page = page_within(page, len(announcements))
    shown = announcements[page * 5 : page * 5 + 5]
    listed = [_line(t, place, announcement) for place, announcement in enumerate(shown, start=1)]
    numbers = number_buttons([AnnouncementOpened(announcement.id) for announcement in shown])
    turning = arrows(t, page, pages_for(len(announcements)), HistoryOpened)
    back = (Button(t.label("◀️ Back"), AnnouncementsOpened()),)
    rows = tuple(row for row in (numbers, turning, back) if row)
    return Message(paragraphs(t.say("🗂 <b>Earlier announcements</b>"), lines(*listed)), rows)


def remembered(t: Translator, announcement: Announcement, networks: Sequence[Network], now_stands: Message) -> Message:
    """One of the earlier ones: its words, and what now stands of it."""
    words = excerpt(plain_text(Html(announcement.text)), SHOWN)
    quoted = t.say("<blockquote>{words}</blockquote>", words=words or t.plain("(only a file)"))
    to = t.say("📣 {networks}", networks=named(t, networks))
    back = (Button(t.label("◀️ Back"), HistoryOpened(0)),)
    menu = (back_button(t),)
    rows = tuple(row for row in now_stands.rows if row != menu)
    return Message(lines(to, quoted, now_stands.text), (*rows, back))


def withdrawn_earlier(t: Translator, announcement: Announcement) -> Message:
    """In the history."""
    at = announcement.withdrawn_at or announcement.created_at
    return Message(t.say("🗑 Withdrawn on {day}.", day=day_of(t, at)))


def _line(t: Translator, place: int, announcement: Announcement) -> Html:
    at = announcement.send_at or announcement.sent_at or announcement.created_at
    words = excerpt(plain_text(Html(announcement.text)), EXCERPT) or t.plain("(only a file)")
    gaps = {"place": place, "words": words}
    if announcement.withdrawn_at is not None:
        return t.say("{place}. 🗑 {day} · {words}", day=day_of(t, at), **gaps)
    if announcement.state is AnnouncementState.SCHEDULED:
        return t.say("{place}. ⏰ {when} · {words}", when=moment(t, at), **gaps)
    return t.say("{place}. {day} · {words}", day=day_of(t, at), **gaps)


def _delivered(t: Translator, delivery: Delivery) -> Html:
    people = t.count("{n} person", "{n} people", delivery.people)
    groups = t.count("{n} group", "{n} groups", delivery.groups)
    if delivery.groups:
        return t.say("✅ <b>Delivered</b> to {people} and {groups}.", people=people, groups=groups)
    return t.say("✅ <b>Delivered</b> to {people}.", people=people)


def _missed(t: Translator, delivery: Delivery) -> Html | None:
    if delivery.is_complete:
        return None
    return lines(
        _blocked(t, delivery.blocked),
        _closed(t, delivery.closed),
        _never_started(t, delivery.never_started),
        _failed(t, (*delivery.failed, *delivery.groups_away)),
        t.say("They can be told by another way: in the group, by phone or by mail."),
    )


def _blocked(t: Translator, names: Sequence[str]) -> Html | None:
    return t.say("🔕 Blocked the bot: {names}", names=_names(t, names)) if names else None


def _closed(t: Translator, names: Sequence[str]) -> Html | None:
    return t.say("🔕 Closed their account: {names}", names=_names(t, names)) if names else None


def _never_started(t: Translator, names: Sequence[str]) -> Html | None:
    return t.say("🔕 Have not started the bot: {names}", names=_names(t, names)) if names else None


def _failed(t: Translator, names: Sequence[str]) -> Html | None:
    return t.say("⚠️ Could not be delivered: {names}", names=_names(t, names)) if names else None


def _names(t: Translator, names: Sequence[str]) -> Html:
    """By name as far as they fit, always with their number."""
    listed = [Html.escape(name) for name in names[:MOST_NAMES]]
    if len(names) > MOST_NAMES:
        rest = len(names) - MOST_NAMES
        listed.append(t.count("{n} more", "{n} more", rest))
    return t.say("{number} ({names})", number=len(names), names=t.list_of(listed))
