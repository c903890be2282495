"""Ask the few: one of them answers, thinks of somebody else, or says that it is not theirs."""

from handlers.feature import Feature
from handlers.few.replying import (
    answer,
    choose_somebody,
    decline,
    follow_link,
    list_people,
    open_question,
)
from texts.few.presses import AskAnswerBegun, AskDeclined, AskOpened, SuggestionChosen, SuggestionsOpened

FEATURE = Feature(
    presses={
        AskOpened: open_question,
        AskAnswerBegun: answer,
        AskDeclined: decline,
        SuggestionsOpened: list_people,
        SuggestionChosen: choose_somebody,
    },
    links={"asked": follow_link},
)
