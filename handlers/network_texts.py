"""A network's own texts, written by those who coordinate it."""

from actions import network_texts as actions
from actions.access import access_coordinating
from actions.network_texts import LIMITS, TextChangedSince
from actions.refusals import NotFound
from handlers import form
from handlers.feature import Feature
from handlers.form import Answers, Form, Step, previewed
from handlers.turn import Turn
from handlers.undoing import with_undo
from store.models import Draft, Network, TextKind
from store.network_texts import newest_text, words_then
from texts import forms as form_texts
from texts.languages import Language
from texts.message import Message, plain_text
from texts.network_texts import words as texts
from texts.network_texts.presses import (
    NetworkTextBegun,
    NetworkTextOpened,
    NetworkTextRemoved,
    NetworkTextsOpened,
)


def show_texts(turn: Turn, press: NetworkTextsOpened) -> Message:
    """Both, as they stand."""
    network = access_coordinating(turn.session, turn.member, press.network_id)
    found = actions.texts_of(turn.session, network)
    return texts.page(turn.translator, network, found[TextKind.ABOUT], found[TextKind.WELCOME])


def open_text(turn: Turn, press: NetworkTextOpened) -> Message:
    """One of them, in all its languages."""
    return _page(turn, access_coordinating(turn.session, turn.member, press.network_id), press.kind)


def begin(turn: Turn, press: NetworkTextBegun) -> Message:
    """Asks for the words."""
    return form.restart(turn, WRITE, f"{press.network_id}-{press.kind}-{press.language}")


def remove(turn: Turn, press: NetworkTextRemoved) -> Message:
    """At once: it can be undone."""
    try:
        network = actions.do_remove(
            turn.session,
            turn.member,
            press.network_id,
            press.kind,
            press.language,
            seen_id=press.seen_id,
            now=turn.now,
        )
    except TextChangedSince as refusal:
        return _as_it_stands(turn, press.network_id, press.kind, refusal)
    turn.toast = texts.removed(turn.translator)
    return with_undo(turn, network.id, f"network_{press.kind}_removed", _page(turn, network, press.kind))


def _page(turn: Turn, network: Network, kind: TextKind) -> Message:
    return texts.text_page(turn.translator, network, kind, newest_text(turn.session, network.id, kind))


def _as_it_stands(turn: Turn, network_id: int, kind: TextKind, refusal: TextChangedSince) -> Message:
    turn.toast = plain_text(refusal.sentence(turn.translator))
    return open_text(turn, NetworkTextOpened(network_id, kind))


def _of(turn: Turn, argument: str) -> tuple[Network, TextKind, Language]:
    parts = argument.split("-")
    if len(parts) != 3 or parts[1] not in list(TextKind) or parts[2] not in list(Language):
        raise NotFound
    network = actions.access_writing(turn.session, turn.member, form.number_in(parts[0]))
    return network, TextKind(parts[1]), Language(parts[2])


def _known(turn: Turn, argument: str) -> Answers:
    """Which version the writer has before them."""
    network, kind, _ = _of(turn, argument)
    newest = newest_text(turn.session, network.id, kind)
    return {"seen_id": newest.id if newest is not None else 0}


def _ask(turn: Turn, draft: Draft) -> Message:
    _, kind, language = _of(turn, draft.answers["argument"])
    present = words_then(turn.session, draft.answers["seen_id"], language) or ""
    return texts.question(turn.translator, kind, language, present, LIMITS[kind])


def _take(turn: Turn, answers: Answers) -> str:
    _, kind, _ = _of(turn, answers["argument"])
    return actions.checked_words(kind, turn.text(LIMITS[kind]))


def _ask_preview(turn: Turn, draft: Draft) -> Message:
    network, kind, language = _of(turn, draft.answers["argument"])
    return texts.preview(turn.translator, draft.id, network, kind, language, draft.answers["text"])


def _keep(turn: Turn, answers: Answers) -> Message:
    network, kind, language = _of(turn, answers["argument"])
    try:
        actions.do_write(
            turn.session,
            turn.member,
            network.id,
            kind,
            language,
            answers["text"],
            seen_id=answers["seen_id"],
            now=turn.now,
        )
    except TextChangedSince as refusal:
        return _as_it_stands(turn, network.id, kind, refusal)
    turn.toast = texts.saved(turn.translator)
    return with_undo(turn, network.id, f"network_{kind}_written", _page(turn, network, kind))


_CHOOSE = previewed("text", go_on=texts.SAVE, change=texts.EDIT)
WRITE = Form(
    "network-text",
    texts.form_title,
    (
        Step("text", _ask, take=_take),
        Step("preview", _ask_preview, choose=_CHOOSE, leads_back=True),
    ),
    _keep,
    known=_known,
    is_draft=True,
    cancelled=lambda turn, _answers: form_texts.discarded(turn.translator),
)
FEATURE = Feature(
    presses={
        NetworkTextsOpened: show_texts,
        NetworkTextOpened: open_text,
        NetworkTextBegun: begin,
        NetworkTextRemoved: remove,
    },
    forms=(WRITE,),
)
