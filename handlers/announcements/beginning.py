"""A new announcement: for which networks, and what it says."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from actions.access import access_coordinated_networks
from actions.announcements import writing
from actions.announcements.writing import Content
from handlers import form
from handlers.announcements import questions
from handlers.announcements.panel import preview
from handlers.form import Answers, Form, Step
from handlers.turn import Turn
from store import announcements as store
from store.drafts import draft_of
from store.repeats import repeats_of
from texts.announcements import writing as texts
from texts.announcements.presses import (
    EVERY,
    AnnouncementsOpened,
    NetworksChosen,
    NetworksToggled,
    TextNetworksChosen,
    TextNetworksToggled,
    are_many,
    packed,
    unpacked,
    usual,
)
from texts.menu import back_button
from texts.message import Button, Message
from texts.presses import Press
from texts.sharing import TextTakenAsAnnouncement


def hub_key(turn: Turn) -> Button | None:
    """For coordinators only."""
    return texts.hub_button(turn.translator) if turn.coordinates else None


def show_announcements(turn: Turn) -> Message:
    """/announce: straight to a new one, unless there are earlier ones."""
    networks = access_coordinated_networks(turn.session, turn.member)
    made, repeated = store.announcements_of(turn.session, turn.member.id), repeats_of(turn.session, turn.member.id)
    if made or repeated:
        paused = [one for one in made if one.paused_at is not None]
        scheduled = store.scheduled_of(turn.session, turn.member.id)
        return texts.announcements(turn.translator, networks, len(scheduled), paused, len(repeated))
    if len(networks) == 1:
        return choose_networks(turn, NetworksChosen(packed([networks[0].id])))
    if are_many(networks):
        return choose_networks(turn, NetworksChosen(EVERY))
    return toggle_networks(turn, NetworksToggled(packed(usual(networks))))


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
    everywhere = packed(usual(networks))
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


def _chosen(turn: Turn, chosen: str) -> list[int]:
    if chosen != EVERY:
        return unpacked(chosen)
    return usual(access_coordinated_networks(turn.session, turn.member))


def _known(turn: Turn, _argument: str) -> Answers:
    access_coordinated_networks(turn.session, turn.member)
    return {}


ANNOUNCEMENT = Form(
    "announce",
    texts.title,
    (Step("content", questions.ask_content, questions.take_content),),
    write,
    known=_known,
)
PRESSES: dict[type[Press], Callable[[Turn, Any], Message | None]] = {
    AnnouncementsOpened: lambda turn, _press: show_announcements(turn),
    NetworksToggled: toggle_networks,
    NetworksChosen: choose_networks,
    TextTakenAsAnnouncement: take_text,
    TextNetworksToggled: toggle_for_text,
    TextNetworksChosen: choose_for_text,
}
