"""The rota of cases: coordinators draw it up, the network reads it, cities swap their turns."""

from handlers.feature import Feature
from handlers.rota.coordinating import (
    begin_publication,
    draw,
    exchange_turns,
    move_turn,
    open_rota,
    open_turn,
    publish,
    redraw,
)
from handlers.rota.questions import CHANGE_FORM, FORM, begin_questions, take_reply
from handlers.rota.swapping import (
    answer_swap,
    ask_swap,
    begin_giving_back,
    begin_swap,
    choose_swap,
    give_back,
    open_swap,
    show_keys,
    withdraw_swap,
)
from texts.rota.presses import (
    GivingBackBegun,
    PublicationBegun,
    QuestionsBegun,
    RotaDrawn,
    RotaOpened,
    RotaPublished,
    RotaRedrawn,
    SwapAnswered,
    SwapAsked,
    SwapBegun,
    SwapChosen,
    SwapOpened,
    SwapWithdrawn,
    TurnGivenBack,
    TurnMoved,
    TurnOpened,
    TurnsExchanged,
)

FEATURE = Feature(
    presses={
        RotaOpened: open_rota,
        RotaDrawn: draw,
        RotaRedrawn: redraw,
        PublicationBegun: begin_publication,
        RotaPublished: publish,
        TurnOpened: open_turn,
        TurnMoved: move_turn,
        TurnsExchanged: exchange_turns,
        SwapBegun: begin_swap,
        SwapChosen: choose_swap,
        SwapAsked: ask_swap,
        SwapOpened: open_swap,
        SwapAnswered: answer_swap,
        SwapWithdrawn: withdraw_swap,
        GivingBackBegun: begin_giving_back,
        TurnGivenBack: give_back,
        QuestionsBegun: begin_questions,
    },
    forms=(FORM, CHANGE_FORM),
    replies={"rota-swap": show_keys, "rota-brief": take_reply},
)
