"""Polls about dates: coordinators ask and choose, delegates answer."""

from handlers.date_polls.answering import answer, open_date, show_buttons
from handlers.date_polls.asking import ASK, begin_asking
from handlers.date_polls.choosing import begin_choice, begin_ending, confirm_ending, open_poll
from handlers.feature import Feature
from texts.date_polls.presses import (
    DateAnswered,
    DateChosen,
    DateOpened,
    DatePollBegun,
    DatePollEndBegun,
    DatePollEnded,
    DatePollOpened,
)

FEATURE = Feature(
    presses={
        DatePollBegun: begin_asking,
        DateAnswered: answer,
        DateOpened: open_date,
        DatePollOpened: open_poll,
        DateChosen: begin_choice,
        DatePollEndBegun: begin_ending,
        DatePollEnded: confirm_ending,
    },
    forms=(ASK,),
    replies={"poll": show_buttons},
)
