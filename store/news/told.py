"""What is told of things that are new, and all of it to one reader."""

from collections.abc import Sequence
from typing import NamedTuple

from store.frozen import frozen
from store.models import AdoptionState, Outcome, Prompt, Visibility


class Place(NamedTuple):
    """A city by what it is called."""

    name: str
    country: str


class Record(NamedTuple):
    """A challenge or an experience as far as it is told of; of an experience the last three say nothing."""

    id: int
    title: str
    place: Place | None
    person_id: int
    outcome: Outcome = Outcome.OPEN
    visibility: Visibility = Visibility.NETWORK


class Asked(NamedTuple):
    """A prompt as far as it is told of."""

    id: int
    slug: str
    own_words: str
    translations: tuple[tuple[str, str], ...] = ()
    own_language: str = ""


class Recorded(NamedTuple):
    """A session that has a recording."""

    id: int
    number: int


class Said(NamedTuple):
    """A line of the coordination, in the language in which it was written first, and in others."""

    id: int
    language: str
    text: str
    translations: tuple[tuple[str, str], ...] = ()

    def text_in(self, language: str) -> str:
        """As it was written for readers of a language, or else as it was written first."""
        return dict(self.translations).get(language, self.text)


class Adopted(NamedTuple):
    """What a city tries of another one: begun, or as it went.

    author_id: of what it came from; title: of that, empty where it was withdrawn
    """

    id: int
    title: str
    takes: str
    place: Place
    origin: Place
    author_id: int
    state: AdoptionState


def asked_of(prompt: Prompt) -> Asked:
    """A prompt as far as it is told of."""
    translations = tuple(sorted(prompt.own_translations.items()))
    return Asked(prompt.id, prompt.slug, prompt.own_words, translations, prompt.own_language)


@frozen
class News:
    """What is new to one reader. Challenges and prompts come with the number of what is new about them.

    taken: of what the reader has shared, by other cities; adopted: the same of what others have shared
    said: by the coordination; results: questions whose answers were shown together
    """

    answered: Sequence[tuple[Record, int]] = ()  # the reader's own open challenges
    challenges: Sequence[Record] = ()
    experiences: Sequence[Record] = ()
    solutions: Sequence[tuple[Record, int]] = ()
    solved: Sequence[Record] = ()
    prompts: Sequence[tuple[Asked, int]] = ()
    recordings: Sequence[Recorded] = ()
    taken: Sequence[Adopted] = ()
    adopted: Sequence[Adopted] = ()
    said: Sequence[Said] = ()
    results: Sequence[Asked] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing is new."""
        shared = (self.answered, self.challenges, self.experiences, self.solutions, self.solved, self.prompts)
        return not any((*shared, self.recordings, self.taken, self.adopted, self.said, self.results))
