"""What the buttons of the question of the month say when they are pressed."""

from store.frozen import frozen
from texts.presses import Press, press


@press("pm")
@frozen
class PromptsOpened(Press):
    """The question of the month, from the hub."""


@press("pv")
@frozen
class PromptOpened(Press):
    """One question, and what can be done with it."""

    prompt_id: int


@press("pa")
@frozen
class PromptAnswerBegun(Press):
    """Somebody wants to answer, or to change an answer."""

    prompt_id: int


@press("pl")
@frozen
class PromptAnswersListed(Press):
    """A page of answers."""

    prompt_id: int
    page: int


@press("pw")
@frozen
class PromptWithdrawalAsked(Press):
    """One's own answer should be withdrawn; asked once whether really."""

    prompt_id: int


@press("px")
@frozen
class PromptAnswerWithdrawn(Press):
    """Yes, really."""

    prompt_id: int
