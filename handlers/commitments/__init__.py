"""Commitments: taken on after a session, told how they go, and noted by coordinators in a city's name."""

from handlers.commitments.replying import FORM as REPLY_FORM
from handlers.commitments.replying import SUBJECT, take_reply, take_typed
from handlers.commitments.showing import follow_link, open_check, open_commitments, show_commitments
from handlers.commitments.telling import OBSTACLE_FORM, ask_whether_to_withdraw, begin_help, tell, withdraw
from handlers.commitments.wording import FORM, begin_wording, open_commitment
from handlers.feature import Feature
from texts.commitments.presses import (
    CheckOpened,
    CommitmentBegun,
    CommitmentHelpAsked,
    CommitmentOpened,
    CommitmentsOpened,
    CommitmentTold,
    CommitmentWithdrawalAsked,
    CommitmentWithdrawn,
)

FEATURE = Feature(
    commands={"commitments": show_commitments},
    presses={
        CommitmentsOpened: open_commitments,
        CommitmentOpened: open_commitment,
        CommitmentBegun: begin_wording,
        CheckOpened: open_check,
        CommitmentTold: tell,
        CommitmentWithdrawalAsked: ask_whether_to_withdraw,
        CommitmentWithdrawn: withdraw,
        CommitmentHelpAsked: begin_help,
    },
    forms=(FORM, OBSTACLE_FORM, REPLY_FORM),
    replies={SUBJECT: take_reply},
    further=take_typed,
    links={"commitment": follow_link},
)
