"""Announcements: which networks, what, the preview, sending now or later, and what can be done afterwards."""

from dataclasses import replace
from datetime import datetime

from actions.access import access_coordinated_networks
from actions.announcements import line, pausing, sending, withdrawing, writing
from actions.announcements.sample import card_as_read
from actions.announcements.standing import missed_of
from actions.announcements.under_way import access_sent
from actions.announcements.writing import Content
from handlers import form
from handlers.announcements import audience, further, options, questions, reading
from handlers.announcements.correction import CORRECTION, ask_correction, ask_correction_of, back_to_it
from handlers.announcements.panel import FURTHER, preview, stand, standing
from handlers.feature import Feature
from handlers.form import Answers, Form, Step, number_in
from handlers.turn import Turn
from store import announcements as store
from store.drafts import draft_of
from store.models import AnnouncementState
from texts.announcements import history, results
from texts.announcements import writing as texts
from texts.announcements.missed import all_missed
from texts.announcements.options import CorrectionOfBegun
from texts.announcements.presses import (
    EVERY,
    AnnouncementCancelled,
    AnnouncementOpened,
    AnnouncementPaused,
    AnnouncementResumed,
    AnnouncementSent,
    AnnouncementsOpened,
    CorrectionBegun,
    FurtherAdded,
    FurtherLeft,
    FurtherTaken,
    HistoryOpened,
    MissedOpened,
    NetworksChosen,
    NetworksToggled,
    NightChosen,
    RewriteBegun,
    ScheduleBegun,
    ScheduledOpened,
    SentToMe,
    StandingOpened,
    TextNetworksChosen,
    TextNetworksToggled,
    WithdrawalBegun,
    WithdrawalConfirmed,
    are_many,
    packed,
    unpacked,
)
from texts.forms import back_label
from texts.menu import back_button
from texts.message import Button, Message
from texts.sharing import TextTakenAsAnnouncement


def hub_key(turn: Turn) -> Button | None:
    """For coordinators only."""
    return texts.hub_button(turn.translator) if turn.coordinates else None


def show_announcements(turn: Turn) -> Message:
    """/announce: straight to a new one, unless there are earlier ones."""
    networks = access_coordinated_networks(turn.session, turn.member)
    if made := store.announcements_of(turn.session, turn.member.id):
        paused = [one for one in made if one.paused_at is not None]
        scheduled = store.scheduled_of(turn.session, turn.member.id)
        return texts.announcements(turn.translator, networks, len(scheduled), paused)
    if len(networks) == 1:
        return choose_networks(turn, NetworksChosen(packed([networks[0].id])))
    if are_many(networks):
        return choose_networks(turn, NetworksChosen(EVERY))
    return toggle_networks(turn, NetworksToggled(packed(network.id for network in networks)))


def toggle_networks(turn: Turn, press: NetworksToggled) -> Message:
    """Which of several networks. The text may be written at once: it is for those that are ticked."""
    networks = access_coordinated_networks(turn.session, turn.member)
    ticked = [network.id for network in networks if network.id in unpacked(press.chosen)]
    question = texts.which_networks(turn.translator, networks, ticked)
    if not ticked:
        begun = draft_of(turn.session, turn.member.id, ANNOUNCEMENT.name)
        if begun is not None:
            turn.session.delete(begun)
        return question.with_rows((back_button(turn.translator),))
    asked = form.restart(turn, ANNOUNCEMENT, packed(ticked))
    return replace(asked, text=question.text, rows=(*question.rows, *asked.rows))


def take_text(turn: Turn, _press: TextTakenAsAnnouncement) -> Message:
    """A text that came before anything was asked; with several networks, first the question which."""
    networks = access_coordinated_networks(turn.session, turn.member)
    if not turn.incoming.answered_text:
        return show_announcements(turn)
    if are_many(networks):
        return choose_for_text(turn, TextNetworksChosen(EVERY))
    everywhere = packed(network.id for network in networks)
    if len(networks) == 1:
        return choose_for_text(turn, TextNetworksChosen(everywhere))
    return toggle_for_text(turn, TextNetworksToggled(everywhere))


def toggle_for_text(turn: Turn, press: TextNetworksToggled) -> Message:
    """For which of several networks the text is to which this was asked."""
    networks = access_coordinated_networks(turn.session, turn.member)
    return texts.which_networks_for_text(turn.translator, networks, unpacked(press.chosen))


def choose_for_text(turn: Turn, press: TextNetworksChosen) -> Message:
    """Its preview, below."""
    networks = writing.access_chosen(turn.session, turn.member, _chosen(turn, press.chosen))
    came = turn.incoming
    content = writing.checked(Content(came.answered_text.strip(), str(came.answered_html).strip()))
    preview(turn, writing.do_write(turn.session, turn.member, networks, content, now=turn.now))
    return texts.further_taken(turn.translator)


def choose_networks(turn: Turn, press: NetworksChosen) -> Message:
    """On to the text."""
    networks = writing.access_chosen(turn.session, turn.member, _chosen(turn, press.chosen))
    return form.restart(turn, ANNOUNCEMENT, packed(network.id for network in networks))


def write(turn: Turn, answers: Answers) -> None:
    """The exact preview, and below it what can be done."""
    networks = questions.chosen(turn, answers)
    content = questions.content_in(answers)
    announcement = writing.do_write(turn.session, turn.member, networks, content, now=turn.now)
    preview(turn, announcement)


def rewrite(turn: Turn, answers: Answers) -> None:
    """A new preview in the place of the old one."""
    number = number_in(answers["argument"])
    preview(turn, writing.do_rewrite(turn.session, turn.member, number, questions.content_in(answers)))


def send(turn: Turn, press: AnnouncementSent) -> Message | None:
    """To everybody; the pressed message becomes the line that tells how it goes."""
    announcement = sending.do_send(turn.session, turn.member, press.announcement_id, now=turn.now)
    _forget_questions(turn, announcement.id)
    return stand(turn, announcement)


def pause(turn: Turn, press: AnnouncementPaused) -> Message | None:
    """What waits is held back."""
    return stand(turn, pausing.do_pause(turn.session, turn.member, press.announcement_id, now=turn.now))


def resume(turn: Turn, press: AnnouncementResumed) -> Message | None:
    """On it goes."""
    return stand(turn, pausing.do_resume(turn.session, turn.member, press.announcement_id, now=turn.now))


def choose_night(turn: Turn, press: NightChosen) -> Message | None:
    """At once, or in the morning of those who are in quiet hours."""
    number, at_night = press.announcement_id, press.at_night
    return stand(turn, writing.do_choose_night(turn.session, turn.member, number, at_night=at_night, now=turn.now))


def send_to_me(turn: Turn, press: SentToMe) -> None:
    """The message, marked as a test, to the author alone; the buttons come again below it."""
    announcement = writing.access_unsent(turn.session, turn.member, press.announcement_id)
    card, _reader = card_as_read(turn.session, turn.member, announcement, turn.now)
    turn.say(texts.as_test(turn.translator, card))
    line.post_line(turn.session, turn.member, announcement, standing(turn, announcement), turn.now)
    turn.toast = texts.sent_to_me(turn.translator)


def ask_when(turn: Turn, press: ScheduleBegun) -> Message:
    """Buttons or typed, on the author's clock."""
    announcement = writing.access_unsent(turn.session, turn.member, press.announcement_id)
    return form.restart(turn, SCHEDULE, str(announcement.id))


def schedule(turn: Turn, answers: Answers) -> Message | None:
    """It waits, and can still be stopped."""
    at = datetime.fromisoformat(answers["at"])
    number = number_in(answers["argument"])
    return stand(turn, writing.do_schedule(turn.session, turn.member, number, at, now=turn.now))


def ask_rewrite(turn: Turn, press: RewriteBegun) -> Message:
    """Other words."""
    announcement = writing.access_unsent(turn.session, turn.member, press.announcement_id)
    return form.restart(turn, REWRITE, str(announcement.id))


def cancel(turn: Turn, press: AnnouncementCancelled) -> Message:
    """It is not sent."""
    writing.do_cancel(turn.session, turn.member, press.announcement_id, now=turn.now)
    _forget_questions(turn, press.announcement_id)
    return texts.cancelled(turn.translator)


def show_history(turn: Turn, press: HistoryOpened) -> Message:
    """The earlier ones."""
    everything = store.announcements_of(turn.session, turn.member.id)
    earlier = [one for one in everything if one.state is not AnnouncementState.SCHEDULED]
    return history.history(turn.translator, earlier, press.page)


def show_scheduled(turn: Turn, press: ScheduledOpened) -> Message:
    """Those that wait for their hour."""
    return history.scheduled(turn.translator, store.scheduled_of(turn.session, turn.member.id), press.page)


def open_announcement(turn: Turn, press: AnnouncementOpened) -> Message:
    """One of them, and what now stands of it."""
    announcement = writing.access_own(turn.session, turn.member, press.announcement_id)
    networks = store.networks_of_announcement(turn.session, announcement.id)
    return history.remembered(turn.translator, announcement, networks, standing(turn, announcement))


def open_standing(turn: Turn, press: StandingOpened) -> Message | None:
    """Back from a question about it: nothing has been decided."""
    return stand(turn, writing.access_own(turn.session, turn.member, press.announcement_id))


def show_missed(turn: Turn, press: MissedOpened) -> Message:
    """All whom it did not reach."""
    announcement = access_sent(turn.session, turn.member, press.announcement_id)
    return all_missed(turn.translator, announcement.id, missed_of(turn.session, announcement), press.page)


def ask_withdrawal(turn: Turn, press: WithdrawalBegun) -> Message:
    """Asked once."""
    announcement = access_sent(turn.session, turn.member, press.announcement_id)
    line.leave(turn.session, announcement, turn.incoming.message_id)
    return results.sure_to_withdraw(turn.translator, announcement)


def withdraw(turn: Turn, press: WithdrawalConfirmed) -> Message | None:
    """Every copy goes, or is replaced."""
    return stand(turn, withdrawing.do_withdraw(turn.session, turn.member, press.announcement_id, now=turn.now))


def _chosen(turn: Turn, chosen: str) -> list[int]:
    if chosen != EVERY:
        return unpacked(chosen)
    return [network.id for network in access_coordinated_networks(turn.session, turn.member)]


def _forget_questions(turn: Turn, announcement_id: int) -> None:
    """Nobody is to be asked any more how and when it is sent."""
    for name in (REWRITE.name, SCHEDULE.name, FURTHER):
        draft = draft_of(turn.session, turn.member.id, name)
        if draft is not None and draft.answers["argument"] == str(announcement_id):
            turn.session.delete(draft)


ANNOUNCEMENT = Form("announce", texts.title, (Step("content", questions.ask_content, questions.take_content),), write)
REWRITE = Form(
    "announce-again",
    texts.title,
    (Step("content", questions.ask_again, questions.take_again),),
    rewrite,
    leave=back_label,
    cancelled=back_to_it,
)
SCHEDULE = Form(
    "announce-when",
    texts.schedule_title,
    (Step("at", questions.ask_when, questions.take_when, questions.choose_when),),
    schedule,
    leave=back_label,
    cancelled=back_to_it,
)
FEATURE = Feature(
    commands={"announce": show_announcements},
    presses={
        AnnouncementsOpened: lambda turn, _press: show_announcements(turn),
        HistoryOpened: show_history,
        ScheduledOpened: show_scheduled,
        AnnouncementOpened: open_announcement,
        NetworksToggled: toggle_networks,
        NetworksChosen: choose_networks,
        TextTakenAsAnnouncement: take_text,
        TextNetworksToggled: toggle_for_text,
        TextNetworksChosen: choose_for_text,
        AnnouncementSent: send,
        AnnouncementPaused: pause,
        AnnouncementResumed: resume,
        StandingOpened: open_standing,
        MissedOpened: show_missed,
        NightChosen: choose_night,
        SentToMe: send_to_me,
        ScheduleBegun: ask_when,
        RewriteBegun: ask_rewrite,
        AnnouncementCancelled: cancel,
        CorrectionBegun: ask_correction,
        WithdrawalBegun: ask_withdrawal,
        WithdrawalConfirmed: withdraw,
        FurtherAdded: further.add,
        FurtherTaken: further.take_instead,
        FurtherLeft: further.leave_out,
        CorrectionOfBegun: ask_correction_of,
        **audience.PRESSES,
        **options.PRESSES,
        **reading.PRESSES,
    },
    forms=(ANNOUNCEMENT, REWRITE, SCHEDULE, CORRECTION, options.TRANSLATION),
    hub=(hub_key,),
    further=further.take_further,
)
