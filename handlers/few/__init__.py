"""Ask the few: one of them answers, thinks of somebody else, or says that it is not theirs."""

from handlers.feature import Feature
from handlers.few.replying import (
    answer,
    choose_somebody,
    decline,
    follow_link,
    list_people,
    open_question,
    show_asked,
)
from texts.few.presses import AskAnswerBegun, AskDeclined, AskOpened, AskShown, SuggestionChosen, SuggestionsOpened

FEATURE = Feature(
    presses={
        AskOpened: open_question,
        AskShown: show_asked,
        AskAnswerBegun: answer,
        AskDeclined: decline,
        SuggestionsOpened: list_people,
        SuggestionChosen: choose_somebody,
    },
    links={"asked": follow_link},
)
