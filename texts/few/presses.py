"""What the buttons of the few say when they are pressed."""

from dataclasses import dataclass

from texts.presses import Press, press


@press("fea")
@dataclass(frozen=True)
class AskAnswerBegun(Press):
    """An answer, in the form of answers."""

    asking_id: int


@press("feo")
@dataclass(frozen=True)
class AskOpened(Press):
    """What one is asked, again."""

    asking_id: int


@press("fes")
@dataclass(frozen=True)
class SuggestionsOpened(Press):
    """Somebody else may know: a page of whom."""

    asking_id: int
    page: int


@press("fec")
@dataclass(frozen=True)
class SuggestionChosen(Press):
    """This one."""

    asking_id: int
    person_id: int


@press("fed")
@dataclass(frozen=True)
class AskDeclined(Press):
    """It is not theirs."""

    asking_id: int
