"""Words that somebody types beside a date and that say nothing here: kept until they have been told so."""

from typing import Any

from handlers.form import Answers, With

REST = "rest"


def with_rest(value: Any, rest: str) -> With:
    """The answer of a `take`, and these words."""
    return With(value, {REST: rest})


def pressed(value: Any) -> With:
    """The answer of a `choose`: what had been typed before no longer counts."""
    return with_rest(value, "")


def rest_in(answers: Answers) -> str:
    """The words beside the date that holds."""
    return str(answers.get(REST, ""))
