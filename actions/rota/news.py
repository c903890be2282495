"""News of changed turns. What waits for somebody's morning becomes one letter: nothing is lost, and all of it holds."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.readers import reader_of
from actions.rota.ending import shown_swap
from actions.rota.reading import change_subject_of, subject_of
from store import rota as store
from store.frozen import frozen
from store.letters import replace_content
from store.models import City, Kind, TurnSwap
from store.rota import RotaReader
from texts.meetings.shown import Reader
from texts.message import Message
from texts.rota import swapping, telling
from texts.rota.shown import Standing

ALL = "all"
MOST = 8  # cities whose ids a key has room for
SWAP = ":swap:"


@frozen
class News:
    """What a letter tells: when these cities present, by their ids; or that two have swapped, as long as that holds."""

    city_ids: frozenset[int]
    swap_id: int | None = None


def send_news(session: Session, standing: Standing, to: RotaReader, news: News) -> None:
    """Together with what waits for the same person.

    A letter about the reader's own city follows its turn; one about others too stays as it was when it went out.
    """
    person, city = to.person, to.city
    beginning = f"{_beginning(standing)}{person.id}:"
    waiting = [_news_in(one.key, standing) for one in store.waiting_letters(session, beginning, person.telegram_id)]
    letters.withdraw(session, beginning, person.telegram_id)
    city_ids = news.city_ids.union(*(one.city_ids for one in waiting))
    whole = news if city_ids == news.city_ids else News(city_ids)
    is_own = whole.swap_id is None and city is not None and city_ids == {city.id}
    postage = attention.postage(
        Kind.ROTA_CHANGED,
        person,
        key=f"{beginning}{standing.rota.sequence}:{_written(whole)}",
        subject=change_subject_of(standing.rota) if is_own else None,
        now=standing.now,
    )
    message = _message(session, standing, reader_of(session, person, city), city, whole)
    letters.send(session, person.telegram_id or 0, message, now=standing.now, postage=postage)


def follow_news(session: Session, standing: Standing, reader: Callable[[int], tuple[Reader, City | None]]) -> None:
    """What waits tells how turns and dates stand now. `reader`: who reads in a chat, and for which city they speak."""
    for one in store.waiting_letters(session, _beginning(standing)):
        said = _message(session, standing, *reader(one.chat_id), _news_in(one.key, standing)).parts[0]
        replace_content(session, one.letter_id, said.method, said.payload())


def _message(session: Session, standing: Standing, reader: Reader, city: City | None, news: News) -> Message:
    """The reader's own city first."""
    swap = session.get(TurnSwap, news.swap_id) if news.swap_id is not None else None
    if swap is not None and _holds(swap, standing):
        return swapping.swapped(reader, shown_swap(session, swap, standing.network, standing.now), city)
    cities = [one for one in standing.cities if one.id in news.city_ids]
    own_first = sorted(cities, key=lambda one: city is None or one.id != city.id)
    return telling.changed(reader, standing, own_first)


def _holds(swap: TurnSwap, standing: Standing) -> bool:
    """Whether each of the two has the turn of the other still."""
    meeting, other = standing.meeting_of(swap.city_id), standing.meeting_of(swap.other_city_id)
    if meeting is None or other is None:
        return False
    return (meeting.id, other.id) == (swap.other_meeting_id, swap.meeting_id)


def _beginning(standing: Standing) -> str:
    return f"{subject_of(standing.rota)}:changed:person:"


def _written(news: News) -> str:
    """As it stands at the end of a key."""
    ids = "-".join(str(one) for one in sorted(news.city_ids)) if len(news.city_ids) <= MOST else ALL
    return ids if news.swap_id is None else f"{ids}{SWAP}{news.swap_id}"


def _news_in(key: str, standing: Standing) -> News:
    ids, _, swap_id = key.removeprefix(_beginning(standing)).split(":", 2)[2].partition(SWAP)
    city_ids = (city.id for city in standing.cities) if ids == ALL else map(int, ids.split("-"))
    return News(frozenset(city_ids), int(swap_id) if swap_id else None)
