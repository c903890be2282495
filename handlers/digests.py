"""The keys below the digest. What they do is said below it: the digest itself stays to be read."""

from actions import digests as actions
from handlers.feature import Feature
from handlers.turn import Turn
from store.models import DigestWish
from texts.digests import wishes as texts
from texts.digests.wishes import (
    DigestDeclined,
    DigestOftener,
    DigestPaused,
    DigestPauseEnded,
    DigestSeldomer,
    DigestWanted,
)
from texts.message import Message


def pause(turn: Turn, _press: DigestPaused) -> None:
    """Nothing comes by itself for a month."""
    if actions.do_pause(turn.member, now=turn.now):
        turn.say(texts.paused(turn.translator, turn.member))


def end_pause(turn: Turn, _press: DigestPauseEnded) -> Message:
    """Messages come again."""
    actions.do_end_pause(turn.member)
    return texts.pause_ended(turn.translator)


def decline(turn: Turn, _press: DigestDeclined) -> None:
    """No digest in private."""
    if actions.do_choose_digest(turn.session, turn.member, DigestWish.NONE):
        turn.say(texts.declined(turn.translator))


def want(turn: Turn, _press: DigestWanted) -> Message:
    """The digest in private again."""
    actions.do_choose_digest(turn.session, turn.member, DigestWish.PRIVATE)
    return texts.wanted(turn.translator)


def seldomer(turn: Turn, _press: DigestSeldomer) -> None:
    """Once a month."""
    if actions.do_choose_rhythm(turn.session, turn.member, is_monthly=True, now=turn.now):
        turn.say(texts.monthly(turn.translator))


def oftener(turn: Turn, _press: DigestOftener) -> None:
    """Each week again."""
    if actions.do_choose_rhythm(turn.session, turn.member, is_monthly=False, now=turn.now):
        turn.say(texts.weekly(turn.translator))


FEATURE = Feature(
    presses={
        DigestPaused: pause,
        DigestPauseEnded: end_pause,
        DigestDeclined: decline,
        DigestWanted: want,
        DigestSeldomer: seldomer,
        DigestOftener: oftener,
    },
)
