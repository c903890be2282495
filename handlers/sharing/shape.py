"""What a challenge and an experience have in common while they are shared, and in what they differ."""

from collections.abc import Callable

from actions.access import OWN
from actions.attachments.pieces import Piece
from handlers.form import Answers
from handlers.turn import Turn
from store.frozen import frozen
from store.models import Visibility
from texts.message import Html, Message
from texts.translator import Translator

TYPED = "typed"  # the argument of a form that takes the text which a question of ours answered
GIVEN_NETWORK = "given_network"
FIRST_IN_HAND = "first_in_hand"


@frozen
class Shared:
    """What was answered. `voice`: in the place of all words but the title; files: what came with the words."""

    network_id: int
    first: str
    second: str
    title: str
    argument: str  # with which the form began
    city_id: int = OWN  # in whose name
    voice: Piece | None = None
    files: tuple[Piece, ...] = ()


@frozen
class Sharing:
    """What a challenge and an experience do not have in common. `first` and `second` name the questions.

    given: what is in hand when the form begins with an argument of this kind's own
    """

    form: str
    title: Callable[[Translator], str]
    first: str
    second: str
    ask_first: Callable[[Translator], Message]
    ask_second: Callable[[Translator, int], Message]
    second_may_be_empty: bool
    labels: Callable[[Translator], tuple[str, str, str]]
    render: Callable[[Turn, Shared], Html]
    publish: Callable[[Turn, Shared, Visibility], Message]
    given: Callable[[Turn, str], Answers | None] = lambda _turn, _argument: None


def is_first_in_hand(answers: Answers) -> bool:
    """Whether the first question was answered before it was put."""
    return answers["argument"] == TYPED or FIRST_IN_HAND in answers


def is_spoken(kind: Sharing, answers: Answers) -> bool:
    """Whether a voice note stands in the place of the words."""
    return isinstance(answers.get(kind.first), dict)
