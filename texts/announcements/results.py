"""What becomes of an announcement: on its way, paused, corrected, withdrawn, delivered."""

from datetime import datetime

from store.frozen import frozen
from store.models import Announcement
from texts.announcements.missed import MOST_NAMES, Missed, in_groups, summary
from texts.announcements.phoning import phone_key
from texts.announcements.posting import post_key
from texts.announcements.presses import (
    AnnouncementPaused,
    AnnouncementResumed,
    CorrectionBegun,
    MissedOpened,
    StandingOpened,
    WithdrawalBegun,
    WithdrawalConfirmed,
)
from texts.announcements.readers import readers_key, told_readers
from texts.announcements.templates import keep_key
from texts.dates import hour
from texts.menu import back_button
from texts.message import Button, Html, Message, Rows, lines, paragraphs
from texts.translator import Translator


@frozen
class Progress:
    """Copies delivered, ended in whatever way, and all of them; copies changed, of how many to be changed; and how many
    wait for the morning of their readers, perhaps over the weekend; or for an hour of their clocks (`hour`, on nobody's
    clock).
    """

    delivered: int
    ended: int
    total: int
    changed: int
    to_change: int
    asleep: int = 0
    is_weekend: bool = False
    hour: datetime | None = None

    @property
    def is_awaiting_morning(self) -> bool:
        """Whether nothing else is to go out."""
        return self.asleep > 0 and self.ended + self.asleep == self.total


@frozen
class Delivery:
    """To how many it went, in how many chats it was corrected or could not be, and whom it did not reach; how many
    of the readers have confirmed and how many have not, where they were asked. missed_people: how many of
    those it did not reach are people. is_to_post: whether there is a group of theirs in which it does not stand.
    """

    people: int = 0
    groups: int = 0
    corrected: int = 0
    uncorrected: int = 0
    missed: tuple[Missed, ...] = ()
    readers: tuple[int, int] | None = None
    missed_people: int = 0
    is_to_post: bool = False


@frozen
class Withdrawal:
    """How many copies are deleted, replaced by a note, not sent any more, and still there."""

    deleted: int
    replaced: int
    stopped: int
    left: int


def sending(t: Translator, announcement: Announcement, progress: Progress) -> Message:
    """Edited in place while it goes out."""
    pause = Button(t.label("⏸ Pause"), AnnouncementPaused(announcement.id))
    return Message(
        lines(_gone_out(t, progress), _asleep(t, progress), _corrected_beside(t, progress)),
        _ways(t, announcement.id, pause),
    )


def paused(t: Translator, announcement: Announcement, progress: Progress) -> Message:
    """Nothing goes out until it is resumed."""
    resume = Button(t.label("▶️ Resume"), AnnouncementResumed(announcement.id))
    return Message(
        lines(
            t.say(
                "⏸ <b>Paused</b>: {delivered} of {total} delivered. The rest waits.",
                delivered=t.number(progress.delivered),
                total=t.number(progress.total),
            ),
            _corrected_beside(t, progress),
        ),
        _ways(t, announcement.id, resume),
    )


def correcting(t: Translator, announcement: Announcement, progress: Progress) -> Message:
    """Everybody has it, and the new words are on their way."""
    return Message(_correcting(t, progress), _afterwards(t, announcement.id))


def withdrawing(t: Translator, progress: Progress) -> Message:
    """It is being taken back."""
    done, total = t.number(progress.changed), t.number(progress.to_change)
    return Message(t.say("🗑 Withdrawing… {done} of {total}. Nothing more goes out.", done=done, total=total))


def goes_on_below(t: Translator) -> Message:
    """In the place of a line that is followed elsewhere."""
    return Message(t.say("👇 It goes on further below."))


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
    everybody = Button(
        t.label("👥 All {n} who are missing", n=t.number(len(delivery.missed))), MissedOpened(announcement.id, 0)
    )
    is_long = any(len(names) > MOST_NAMES for _, names in in_groups(delivery.missed))
    has_readers = delivery.readers is not None
    readers = told_readers(t, *delivery.readers) if delivery.readers is not None else None
    to_post = (post_key(t, announcement.id),) if delivery.is_to_post else ()
    to_phone = ((phone_key(t, announcement.id), *to_post),) if delivery.missed_people else ()
    to_see = ((readers_key(t, announcement.id),),) if has_readers else ()
    *change, menu = _afterwards(t, announcement.id)
    rows = (*to_phone, *to_see, *change, (keep_key(t, announcement.id),), menu)
    return Message(
        paragraphs(lines(_delivered(t, delivery), *_corrected(t, delivery), readers), summary(t, delivery.missed)),
        ((everybody,), *rows) if is_long else rows,
    )


def sure_to_withdraw(t: Translator, announcement: Announcement) -> Message:
    """Asked once."""
    return Message(
        t.say("<b>Withdraw the announcement from everybody?</b> Some will have read it, and it cannot be undone."),
        (
            (Button(t.label("🗑 Yes, withdraw it"), WithdrawalConfirmed(announcement.id)),),
            (Button(t.label("◀️ Back"), StandingOpened(announcement.id)),),
        ),
    )


def withdrawn(t: Translator, withdrawal: Withdrawal) -> Message:
    """What could be taken back, and how."""
    deleted, replaced, stopped, left = withdrawal.deleted, withdrawal.replaced, withdrawal.stopped, withdrawal.left
    note = t.count(
        "Replaced by a note in {n} chat: after two days Telegram deletes nothing any more.",
        "Replaced by a note in {n} chats: after two days Telegram deletes nothing any more.",
        replaced,
    )
    remains = t.count(
        "⚠️ It still stands in {n} chat, which cannot be reached.",
        "⚠️ It still stands in {n} chats, which cannot be reached.",
        left,
    )
    return Message(
        lines(
            t.say("🗑 <b>Withdrawn.</b>"),
            t.count("Deleted in {n} chat.", "Deleted in {n} chats.", deleted) if deleted else None,
            note if replaced else None,
            t.count("Not sent any more to {n} chat.", "Not sent any more to {n} chats.", stopped) if stopped else None,
            remains if left else None,
        ),
        ((back_button(t),),),
    )


def _ways(t: Translator, number: int, first: Button) -> Rows:
    withdraw = Button(t.label("🗑 Withdraw"), WithdrawalBegun(number))
    return ((first, withdraw), (Button(t.label("✏️ Correct"), CorrectionBegun(number)),))


def _afterwards(t: Translator, number: int) -> Rows:
    return (
        (
            Button(t.label("✏️ Correct"), CorrectionBegun(number)),
            Button(t.label("🗑 Withdraw"), WithdrawalBegun(number)),
        ),
        (back_button(t),),
    )


def _gone_out(t: Translator, progress: Progress) -> Html | None:
    """None while everybody sleeps."""
    total = t.number(progress.total)
    if not progress.is_awaiting_morning:
        return t.say("📤 Sending… {done} of {total}", done=t.number(progress.ended), total=total)
    if not progress.ended:
        return None
    return t.say("📤 {delivered} of {total} delivered.", delivered=t.number(progress.delivered), total=total)


def _asleep(t: Translator, progress: Progress) -> Html | None:
    if not progress.asleep:
        return None
    if progress.hour is not None:
        return t.count(
            "🕘 {n} chat gets it at {hour} there.",
            "🕘 {n} chats get it at {hour} there.",
            progress.asleep,
            hour=hour(t, progress.hour.replace(tzinfo=t.zone)),
        )
    if progress.is_weekend:
        return t.count(
            "🌙 {n} person gets it on Monday at 08:00 there.",
            "🌙 {n} people get it on Monday at 08:00 there.",
            progress.asleep,
        )
    return t.count("🌙 {n} person gets it at 08:00 there.", "🌙 {n} people get it at 08:00 there.", progress.asleep)


def _correcting(t: Translator, progress: Progress) -> Html:
    done, total = t.number(progress.changed), t.number(progress.to_change)
    return t.say("✏️ Correcting… {done} of {total}", done=done, total=total)


def _corrected_beside(t: Translator, progress: Progress) -> Html | None:
    """Of those that were delivered before the correction; the others get the new words at once."""
    return _correcting(t, progress) if progress.changed < progress.to_change else None


def _delivered(t: Translator, delivery: Delivery) -> Html:
    people = t.count("{n} person", "{n} people", delivery.people)
    groups = t.count("{n} group", "{n} groups", delivery.groups)
    if delivery.groups:
        return t.say("✅ <b>Delivered</b> to {people} and {groups}.", people=people, groups=groups)
    return t.say("✅ <b>Delivered</b> to {people}.", people=people)


def _corrected(t: Translator, delivery: Delivery) -> tuple[Html | None, Html | None]:
    corrected, uncorrected = delivery.corrected, delivery.uncorrected
    stands = t.count(
        "⚠️ In {n} chat, which cannot be reached, the earlier text still stands.",
        "⚠️ In {n} chats, which cannot be reached, the earlier text still stands.",
        uncorrected,
    )
    return (
        t.count("✏️ Corrected in {n} chat.", "✏️ Corrected in {n} chats.", corrected) if corrected else None,
        stands if uncorrected else None,
    )
