"""A refusal as it is told: a press is refused over the chat, typed words below them."""

from actions.letters import Postage
from actions.refusals import NothingAsked, NotRegistered, PrivateOnly, Refused
from handlers.turn import Turn
from store.frozen import frozen
from texts import about as about_texts
from texts import forms as form_texts
from texts import menu as menu_texts
from texts import refusals as texts
from texts import sharing as sharing_texts
from texts.message import TOAST_LIMIT, Html, Message, plain_text, shortened

READ_AT_A_GLANCE = 80  # characters: a toast goes away by itself, a longer sentence waits to be dismissed


@frozen
class PressAnswer:
    """What is told directly, after the commit: worth nothing later."""

    toast: str | None = None
    alert: bool = False
    url: str | None = None


class Declined(Exception):
    """Ends a unit of work whose every change is taken back; `answer` and `letter` are said in one of their own."""

    def __init__(self, answer: PressAnswer, letter: "Letter | None" = None) -> None:
        super().__init__()
        self.answer = answer
        self.letter = letter


@frozen
class Letter:
    """What is to be said where."""

    chat_id: int
    message: Message
    postage: Postage


def declined_by(turn: Turn, refusal: Refused) -> Declined:
    """What ends a turn that was refused; groups are only told what was asked for by command."""
    sentence = refusal.sentence(turn.translator)
    if turn.incoming.callback_id is not None:
        said = shortened(plain_text(sentence), TOAST_LIMIT)
        return Declined(PressAnswer(toast=said, alert=len(said) > READ_AT_A_GLANCE, url=turn.link))
    message = _refusal_message(turn, refusal, sentence)
    return Declined(PressAnswer(), Letter(turn.place.id, message, Postage(key=_once_for_album(turn, refusal))))


def _once_for_album(turn: Turn, refusal: Refused) -> str | None:
    """Its files come one by one, and are refused one by one."""
    album = turn.incoming.album
    return None if album is None else f"album:{turn.place.id}:{album}:{type(refusal).__name__}"


def _refusal_message(turn: Turn, refusal: Refused, sentence: Html) -> Message:
    t, username = turn.translator, turn.facts.bot_username
    if not turn.place.is_private:
        is_for_private = isinstance(refusal, PrivateOnly)
        return menu_texts.to_private(t, sentence, username) if is_for_private else Message(sentence)
    if refusal.question is not None:
        return form_texts.again(sentence, refusal.question)
    if isinstance(refusal, NotRegistered):
        return about_texts.to_stranger(t, sentence)
    if isinstance(refusal, NothingAsked) and turn.person is not None and not _can_share(turn):
        return menu_texts.with_hub_button(t, texts.nothing_open(t))
    if isinstance(refusal, NothingAsked):
        number, has_words = turn.incoming.message_id, bool(turn.incoming.text)
        return sharing_texts.nothing_asked(
            t, sentence, reply_to=number, coordinates=turn.coordinates, has_words=has_words, aside=refusal.aside
        )
    return menu_texts.with_hub_button(t, sentence) if turn.person is not None else Message(sentence)


def _can_share(turn: Turn) -> bool:
    """Somebody of no network, or of closed ones only, is offered no way that would be refused."""
    return any(network.closed_at is None for _, network in turn.networks)
