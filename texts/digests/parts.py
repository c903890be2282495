"""What a digest is made of."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from store.attention import Ask
from store.elsewhere import Opened
from store.frozen import frozen
from store.models import City, Meeting, Network
from store.news import News
from store.pairs import Learned
from texts.contacts import Contact
from texts.message import Html

A = TypeVar("A", bound=Ask)


class GuestAnswers(NamedTuple):
    """A guest has answered so many questions of the reader's interest in writing."""

    guest_id: int
    name: str
    number: int


@frozen
class NotedFor:
    """How much the coordination has noted in the name of the reader's city."""

    network_id: int
    city: City
    number: int


@frozen
class NetworkNews:
    """What is new in one network, and what comes next there.

    asks: what the reader is asked that waits for their answer
    contact: whether the reader still goes on for their city; noted: what is noted in its name
    guests: what they have answered that the reader asked, or wanted to hear
    learned: what cities take with them that met in pairs
    may_pair: the reader's city, where pairs were opened and it has not said whether it wants to
    elsewhere: what other networks have opened, and the reader may care for
    """

    network: Network
    news: News
    meeting: Meeting | None = None
    needs_answer: bool = False
    asks: Sequence[Ask] = ()
    contact: Contact | None = None
    guests: tuple[GuestAnswers, ...] = ()
    noted: NotedFor | None = None
    learned: tuple[Learned, ...] = ()
    may_pair: City | None = None
    elsewhere: tuple[Opened, ...] = ()

    def asked(self, kind: type[A]) -> list[A]:
        """What is asked of one kind."""
        return [one for one in self.asks if isinstance(one, kind)]


@frozen
class Section:
    """Lines of one kind, and one line in their place when there is no room."""

    lines: list[Html]
    counted: Callable[[int], Html]
