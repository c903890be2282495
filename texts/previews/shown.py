"""What is to go out in a digest, piece by piece."""

from datetime import datetime

from store.frozen import frozen
from store.models import DigestLine, Network, NewsPart
from store.news import News
from texts.adoptions import news as adoptions
from texts.digests import NetworkNews
from texts.digests.lines import (
    answers,
    answers_to_prompt,
    new_challenge,
    new_experience,
    recorded,
    results,
    solved,
)
from texts.message import Html
from texts.translator import Translator


@frozen
class Preview:
    """What is to go out at `due_at`, as it is known now.

    issue: the day on which it does, as a number; readers: how many people get it, if something is new to them
    part: what groups are told, without what was left out; whole: with it
    groups: how many there are
    """

    network: Network
    due_at: datetime
    issue: int
    readers: int
    groups: int
    part: NetworkNews
    whole: News
    line: DigestLine | None


def tells_nothing(part: NetworkNews) -> bool:
    """Groups would be told of nothing but what the coordination writes."""
    return part.news.is_empty and not part.learned


@frozen
class Item:
    """A piece of news that can be left out, in words."""

    part: NewsPart
    about_id: int
    line: Html


def items_of(t: Translator, preview: Preview) -> list[Item]:
    """Everything that can be left out, what is left out already among it."""
    news, language = preview.whole, t.language
    place = {one.id: new_challenge(language, one.id, one.title, one.place) for one in news.challenges}
    return [
        *(Item(NewsPart.CHALLENGE, number, line) for number, line in place.items()),
        *(
            Item(NewsPart.EXPERIENCE, one.id, new_experience(language, one.id, one.title, one.place))
            for one in news.experiences
        ),
        *(Item(NewsPart.ANSWERS, one.id, answers(language, one.id, one.title, n)) for one, n in news.solutions),
        *(
            Item(NewsPart.SOLVED, one.id, solved(language, one.id, one.title, one.place, one.outcome))
            for one in news.solved
        ),
        *(Item(NewsPart.ADOPTION, one.id, adoptions.adopted(language, one)) for one in news.adopted),
        *(Item(NewsPart.RESULTS, one.id, results(language, one)) for one in news.results),
        *(Item(NewsPart.PROMPT, one.id, answers_to_prompt(language, one, n)) for one, n in news.prompts),
        *(Item(NewsPart.RECORDING, one.id, recorded(language, one.id, one.number)) for one in news.recordings),
    ]


def parts_of(news: News) -> set[tuple[NewsPart, int]]:
    """What everybody is told of, as it can be left out."""
    return {
        *((NewsPart.CHALLENGE, one.id) for one in news.challenges),
        *((NewsPart.EXPERIENCE, one.id) for one in news.experiences),
        *((NewsPart.ANSWERS, one.id) for one, _ in news.solutions),
        *((NewsPart.SOLVED, one.id) for one in news.solved),
        *((NewsPart.ADOPTION, one.id) for one in news.adopted),
        *((NewsPart.RESULTS, one.id) for one in news.results),
        *((NewsPart.PROMPT, one.id) for one, _ in news.prompts),
        *((NewsPart.RECORDING, one.id) for one in news.recordings),
    }


def words_by_language(line: DigestLine) -> dict[str, str]:
    """As it was written first, and then in other languages."""
    return {line.language: line.text, **line.translations}
