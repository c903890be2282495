"""Behind a member's link: who reads what is said, and the consent, before the first question."""

from dataclasses import replace

from actions.access import access_answering
from actions.consultations.linking import (
    answers_for,
    asked_behind,
    do_agree,
    do_come,
    subject_of,
    welcome_shown,
)
from actions.refusals import ButtonWanted
from handlers.consultations.answering import page_for
from handlers.turn import Turn
from store.consulted import open_for
from store.models import ConsultationMember
from texts.consultations import welcome as texts
from texts.consultations.presses import (
    FIRST,
    SUMMARY,
    AnsweringBegun,
    ConsultedAgreed,
    ConsultedDeclined,
    ConsultedWelcomed,
    answering_key,
    going_on_key,
)
from texts.consultations.shown import member_name
from texts.forms import again
from texts.message import Button, Message
from texts.translator import Translator, translator_for, translator_of

MOST_KEYS = 3


def open_link(turn: Turn, token: str) -> Message:
    """`/start consulta_TOKEN`: the welcome, or for who has agreed before, where they were."""
    turn.check_private()
    _, member = asked_behind(turn.session, turn.person, token, turn.now)
    if turn.person is not None and answers_for(turn.session, turn.person, member):
        return page_for(turn, member.id, SUMMARY if member.said_at is not None else FIRST)
    return _welcome(turn, token)


def show_welcome(turn: Turn, press: ConsultedWelcomed) -> Message:
    """The same in another language."""
    turn.check_private()
    if turn.person is None:
        turn.translator = translator_for(press.language.value)
    return _welcome(turn, press.token)


def show_again(turn: Turn) -> Message | None:
    """Whoever writes instead of pressing has the welcome with its buttons below."""
    opened = welcome_shown(turn.session, turn.place.id)
    if opened is None:
        return None
    shown = show_welcome(turn, ConsultedWelcomed(*opened))
    return again(ButtonWanted().sentence(turn.translator), shown)


def _welcome(turn: Turn, token: str) -> Message:
    consultation, member = asked_behind(turn.session, turn.person, token, turn.now)
    t, is_known = _reader(turn, member), turn.person is not None
    shown = texts.welcome(t, consultation, member, token, is_known=is_known)
    return replace(shown, subject=subject_of(member, t.language))


def _reader(turn: Turn, member: ConsultationMember) -> Translator:
    """Somebody unknown reads moments on the clock of the city that is asked."""
    if turn.person is not None:
        return turn.translator
    return translator_for(turn.translator.language, member.country, member.zone)


def agree(turn: Turn, press: ConsultedAgreed) -> Message:
    """From here on something is stored of them."""
    turn.check_private()
    telegram = turn.sender.id, turn.sender.name
    turn.person, member = do_agree(turn.session, turn.person, telegram, press.token, press.language, now=turn.now)
    turn.translator = translator_of(turn.person)
    return page_for(turn, member.id, FIRST)


def decline(turn: Turn, press: ConsultedDeclined) -> Message:
    """Nothing is stored."""
    turn.check_private()
    if turn.person is None:
        turn.translator = translator_for(press.language.value)
    return texts.nothing_stored(turn.translator, press.token)


def begin_for_own(turn: Turn, press: AnsweringBegun) -> Message:
    """Somebody of the city, without its link."""
    turn.check_private()
    answering = access_answering(turn.session, turn.member, press.member_id)
    do_come(turn.session, turn.member, answering.member, now=turn.now)
    return page_for(turn, press.member_id, FIRST)


def hub_keys(turn: Turn) -> list[Button]:
    """To what somebody can answer now, for a city of theirs or by a link."""
    members = open_for(turn.session, turn.member.id, turn.now)[:MOST_KEYS]
    return [_hub_key(turn.translator, one, member_name(one) if len(members) > 1 else None) for one in members]


def _hub_key(t: Translator, member: ConsultationMember, name: str | None) -> Button:
    if member.said_at is None:
        return answering_key(t, member.id, name)
    return going_on_key(t, member.id, name, is_done=member.finished_at is not None)


def hub_key(turn: Turn) -> Button | None:
    """The first of them: the others are behind their links."""
    return next(iter(hub_keys(turn)), None)
