"""Challenges: shared in a minute, listed, changed, marked, withdrawn."""

from handlers.challenges.changing import (
    CHANGE_FORM,
    ask_for_new_text,
    ask_what_to_change,
    ask_whether_to_publish,
    ask_whether_to_withdraw,
    mark_outcome,
    publish_to_network,
    withdraw,
)
from handlers.challenges.sharing import FORM, share_challenge, share_key
from handlers.challenges.showing import (
    list_challenges,
    list_open,
    list_to_answer,
    open_challenges,
    show_challenge,
    show_shared,
)
from handlers.feature import Feature
from handlers.record_access import behind_link
from handlers.sharing import begin, begin_with_text
from store.models import FoundKind
from texts.challenges import questions as texts
from texts.challenges.presses import (
    ChallengeBegun,
    ChallengeChangeAsked,
    ChallengeOpened,
    ChallengePartChosen,
    ChallengePublicationAsked,
    ChallengePublished,
    ChallengesListed,
    ChallengesOpened,
    ChallengeWithdrawalAsked,
    ChallengeWithdrawn,
    OutcomeMarked,
)
from texts.sharing import TextTakenAsChallenge

FEATURE = Feature(
    commands={"challenge": share_challenge, "challenges": list_open, "solution": list_to_answer},
    presses={
        ChallengesOpened: open_challenges,
        ChallengesListed: list_challenges,
        ChallengeOpened: show_challenge,
        ChallengeBegun: lambda turn, press: begin(turn, FORM, press.network_id),
        TextTakenAsChallenge: lambda turn, _press: begin_with_text(turn, FORM),
        OutcomeMarked: mark_outcome,
        ChallengePublicationAsked: ask_whether_to_publish,
        ChallengePublished: publish_to_network,
        ChallengeChangeAsked: ask_what_to_change,
        ChallengePartChosen: ask_for_new_text,
        ChallengeWithdrawalAsked: ask_whether_to_withdraw,
        ChallengeWithdrawn: withdraw,
    },
    forms=(FORM, CHANGE_FORM),
    links={"challenge": behind_link(FoundKind.CHALLENGE, show_shared)},
    hub=(share_key, lambda turn: texts.list_button(turn.translator)),
)
