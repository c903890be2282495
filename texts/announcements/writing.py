"""Writing an announcement: to which networks, what, and what can be done below its preview."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from store.models import Announcement, Network
from texts.announcements.audience import audience_key
from texts.announcements.card import named
from texts.announcements.narrowed import told_narrowed
from texts.announcements.options import add_keys, options_key
from texts.announcements.placeholders import gap_names
from texts.announcements.presses import (
    EVERY,
    AnnouncementCancelled,
    AnnouncementOpened,
    AnnouncementSent,
    AnnouncementsOpened,
    FurtherAdded,
    FurtherLeft,
    FurtherTaken,
    HistoryOpened,
    NetworksChosen,
    NetworksToggled,
    RewriteBegun,
    ScheduleBegun,
    SentToMe,
    TextNetworksChosen,
    TextNetworksToggled,
    are_many,
    packed,
    usual,
)
from texts.announcements.reach import Reach, night_key, told_reach
from texts.announcements.repeating import repeats_key
from texts.announcements.scheduling import scheduled_key
from texts.announcements.spoken import language_name
from texts.announcements.templates import templates_key
from texts.forms import FormChosen
from texts.menu import back_button
from texts.message import Button, Html, Message, excerpt, lines, paragraphs, plain_text
from texts.presses import Press
from texts.translator import Translator

CORRECT = "correct"
ON_KEY = 24  # characters of an announcement


def hub_button(t: Translator) -> Button:
    """In the hub, for coordinators."""
    return Button(t.label("📣 Announce"), AnnouncementsOpened())


def title(t: Translator) -> str:
    """What the unfinished form is called."""
    return t.label("an announcement")


def correction_title(t: Translator) -> str:
    """What the unfinished correction is called."""
    return t.label("a correction of an announcement")


def announcements(
    t: Translator,
    networks: Sequence[Network],
    scheduled: int,
    paused: Sequence[Announcement] = (),
    repeated: int = 0,
) -> Message:
    """A new one, those that somebody has to let go on, those that wait for their hour, or the earlier ones."""
    new: Press = NetworksChosen(packed([networks[0].id]))
    if len(networks) > 1:
        new = NetworksChosen(EVERY) if are_many(networks) else NetworksToggled(packed(usual(networks)))
    return Message(
        t.say("📣 <b>Announcements</b>"),
        (
            (Button(t.label("✍️ New announcement"), new),),
            *(_paused_key(t, one) for one in paused),
            *((scheduled_key(t, scheduled),) if scheduled else ()),
            *((repeats_key(t, repeated),) if repeated else ()),
            (Button(t.label("🗂 Earlier ones"), HistoryOpened(0)),),
            (back_button(t),),
        ),
    )


def _paused_key(t: Translator, announcement: Announcement) -> tuple[Button, ...]:
    words = excerpt(plain_text(Html(announcement.text)), ON_KEY) or t.plain("(only a file)")
    return (Button(t.label("⏸ Paused: {words}", words=words), AnnouncementOpened(announcement.id)),)


def which_networks(t: Translator, networks: Sequence[Network], chosen: Sequence[int]) -> Message:
    """Several networks: all of them, or some; the text may be written at once. Its way out is the caller's."""
    question = _which_networks(t, networks, chosen, NetworksToggled, NetworksChosen)
    marks = (
        t.say("✅ gets it; a tap takes it out or puts it in. The text can be written already.")
        if chosen
        else t.say("✅ gets it; a tap takes it out or puts it in. Then the text can be written.")
    )
    return replace(question, text=lines(question.text, marks))


def which_networks_for_text(t: Translator, networks: Sequence[Network], chosen: Sequence[int]) -> Message:
    """The same when the text is there already."""
    return _which_networks(t, networks, chosen, TextNetworksToggled, TextNetworksChosen).with_rows((back_button(t),))


def _which_networks(
    t: Translator,
    networks: Sequence[Network],
    chosen: Sequence[int],
    toggled: Callable[[str], Press],
    gone_on: Callable[[str], Press],
) -> Message:
    keys = []
    for network in networks:
        others = [each.id for each in networks if (each.id in chosen) is not (each.id == network.id)]
        mark = "✅ " if network.id in chosen else "⬜ "
        keys.append((Button(mark + network.name, toggled(packed(others))),))
    go_on = ((Button(t.label("Go on ▶️"), gone_on(packed(chosen))),),) if chosen else ()
    return Message(t.say("📣 <b>Which networks is the announcement for?</b>"), (*keys, *go_on))


def content_question(t: Translator, networks: Sequence[Network], *, has_templates: bool = True) -> Message:
    """The text, or files with their caption; perhaps begun with a template."""
    return Message(
        paragraphs(
            t.say(
                "✍️ <b>Write the announcement</b> for {networks}, just as it is to be read.", networks=named(t, networks)
            ),
            t.say(
                "A text, a photo, a document or a voice note, with its caption. Several photos or documents sent at "
                "once stay together. Bold and links are kept. A preview comes first."
            ),
            t.say("If Telegram splits it into several messages, they are joined."),
            t.say("For each reader is filled in: {gaps}", gaps=gap_names(t)),
        ),
        ((templates_key(t),),) if has_templates else (),
    )


def correction_question(t: Translator, announcement: Announcement) -> Message:
    """The new text of what was delivered."""
    files = len(announcement.files)
    kept = t.count("The file stays as it is.", "The {n} files stay as they are.", files) if files else None
    return Message(
        paragraphs(
            t.say(
                "✏️ <b>Write the whole text again, corrected.</b> "
                "A preview comes first; then it takes the place of the earlier one everywhere."
            ),
            kept,
        )
    )


def correction_control(t: Translator, draft_id: int, step: str, chats: int, language: str = "") -> Message:
    """Below the preview of the corrected text: where it will stand. `language`: for those alone who read it in this."""
    keys = ((Button(t.label("✏️ Correct everywhere"), FormChosen(draft_id, step, CORRECT)),),)
    if language:
        where = t.say(
            "👆 This is how it will be read by those who have it in {language}. Where the earlier text has arrived it "
            "changes silently.",
            language=language_name(t, language),
        )
        return Message(where, keys)
    return Message(
        t.count(
            "👆 This is how it will be read in {n} chat. Where the earlier text has arrived it changes silently.",
            "👆 This is how it will be read in {n} chats. Where the earlier text has arrived it changes silently.",
            chats,
        ),
        keys,
    )


def control(t: Translator, announcement: Announcement, reach: Reach) -> Message:
    """Below the preview: whom it reaches, and what can be done."""
    number = announcement.id
    edit = Button(t.label("✏️ Edit"), RewriteBegun(number))
    cancel = Button(t.label("✖️ Cancel"), AnnouncementCancelled(number))
    choose = (audience_key(t, number), options_key(t, number))
    if reach.is_nobody and not reach.narrowed.is_everybody:
        nobody = t.say("Nobody is all of this at once, so there is nobody to send it to.")
        return Message(lines(*told_narrowed(t, reach.narrowed), nobody), (choose, (edit, cancel)))
    if reach.is_nobody:
        return Message(t.say("Nobody else takes part there yet, so there is nobody to send it to."), ((edit, cancel),))
    return Message(
        lines(t.say("👆 This is how it will be read."), told_reach(t, reach)),
        (
            (Button(t.label("📣 Send now"), AnnouncementSent(number)),),
            *night_key(t, number, reach),
            (
                Button(t.label("👤 To me first"), SentToMe(number)),
                Button(t.label("⏰ Schedule"), ScheduleBegun(number)),
            ),
            choose,
            *add_keys(t, number, reach.spoken.missing),
            (edit, cancel),
        ),
    )


def whether_further(t: Translator, announcement_id: int) -> Message:
    """More came while the preview stood."""
    return Message(
        t.say("Is this part of the announcement too?"),
        (
            (Button(t.label("➕ Add it at the end"), FurtherAdded(announcement_id)),),
            (Button(t.label("🔁 Use it as the text"), FurtherTaken(announcement_id)),),
            (Button(t.label("No"), FurtherLeft(announcement_id)),),
        ),
    )


def further_taken(t: Translator) -> Message:
    """In the place of the question."""
    return Message(t.say("👇 This is what the announcement says now."))


def further_left(t: Translator) -> Message:
    """In the place of the question."""
    return Message(t.say("The announcement stays as it is. Its buttons are above."))


def cancelled(t: Translator) -> Message:
    """Nothing went out."""
    return Message(t.say("✖️ Cancelled: the announcement was not sent."), ((back_button(t),),))


def as_test(t: Translator, card: Message) -> Message:
    """What the author alone gets, to see how it arrives."""
    return replace(card, text=lines(t.say("👤 <b>Test, only to you</b>"), card.text))


def sent_to_me(t: Translator) -> str:
    """The toast."""
    return t.plain("Sent to you alone, just below.")
