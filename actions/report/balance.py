"""Who gave and who received, in which languages, and how many messages that took. Cities stand by name."""

from collections import Counter
from datetime import timedelta

from sqlalchemy.orm import Session

from actions.attention import RULES
from actions.report.facts import Facts
from actions.report.hiding import counted, is_few, number_of, shown_parts, table
from actions.report.reach import Found
from store.attention import moments_of
from store.memberships import members_of
from texts.languages import Language as Spoken
from texts.report.choices import Behind, Column, Slug
from texts.report.shown import Bar, Cell, Count, Figure, Hidden, Language, OfAll, PerWeek, Table, Unmeasured, Value, Why

WEEK = timedelta(weeks=1)
WEEKS = 4  # the store keeps what was sent for thirty days


def balance(facts: Facts) -> Found:
    """Three figures."""
    gave, received, bars = _sums(facts)
    cities = len(facts.cities)
    figures = [
        Figure(Slug.GAVE, OfAll(sum(bool(gave[city.id]) for city in facts.cities), cities), Behind.BALANCE),
        Figure(Slug.RECEIVED, OfAll(sum(bool(received[city.id]) for city in facts.cities), cities), Behind.BALANCE),
    ]
    spoken, languages = _languages(facts)
    figures.append(spoken)
    rows = [(bar.city, _cell(bar.gave), _cell(bar.received)) for bar in bars]
    columns = (Column.CITY, Column.GAVE, Column.RECEIVED)
    return figures, [table(Behind.BALANCE, columns, rows, counts=True), languages]


def _languages(facts: Facts) -> tuple[Figure, Table]:
    """Where one kind of records is hidden, so is the sum: less the others it would tell."""
    kinds = (
        [one.challenge.language for one in facts.challenges],
        [one.solution.language for one in facts.solutions],
        [one.language for one, _ in facts.experiences],
    )
    numbers = Counter(Language(code) for kind in kinds for code in kind)
    parts, has_others = shown_parts(numbers, [Language(one.value) for one in Spoken])
    hides = any(is_few(len(kind)) for kind in kinds)
    value = Hidden.TELLING if hides else counted(sum(numbers.values()))
    rows = [(part.of, numbers[part.of]) for part in parts if isinstance(part.of, Language)]
    figure = Figure(Slug.LANGUAGES, value, Behind.LANGUAGES, parts, has_others)
    return figure, table(Behind.LANGUAGES, (Column.LANGUAGE, Column.RECORDS), rows, counts=True)


def bars_of(facts: Facts) -> list[Bar]:
    """By city."""
    return _sums(facts)[2]


def _sums(facts: Facts) -> tuple[Counter[int], Counter[int], list[Bar]]:
    gave = Counter(one.giver for one in facts.exchanges)
    received = Counter(one.receiver for one in facts.exchanges)
    bars = [Bar(city, counted(gave[city.id]), counted(received[city.id])) for city in facts.cities]
    return gave, received, bars


def _cell(value: Value) -> int | Hidden:
    return value.number if isinstance(value, Count) else Hidden.FEW


def cost(session: Session, facts: Facts) -> Found:
    """Of the last weeks of the network, as far as what was sent is kept: all that came to its people by itself."""
    until = min(facts.now, facts.network.closed_at or facts.now)
    since = facts.now - WEEKS * WEEK
    chats = [
        person.telegram_id for _, person in members_of(session, facts.network.id) if person.telegram_id is not None
    ]
    starts = [since + number * WEEK for number in range(WEEKS)]
    weeks = [at for at in starts if facts.network.created_at <= at and at + WEEK <= until]
    columns = (Column.WEEK, Column.MESSAGES, Column.PEOPLE, Column.AVERAGE)
    if not weeks or not chats:
        return [Figure(Slug.MESSAGES, Unmeasured(Why.LETTERS))], []
    if is_few(len(chats)):
        return [Figure(Slug.MESSAGES, Hidden.FEW)], []
    sent = moments_of(session, chats, list(RULES), weeks[0], weeks[-1] + WEEK)
    numbers = Counter((at - weeks[0]) // WEEK for moments in sent.values() for at in moments)
    rows: list[tuple[Cell, ...]] = [
        (facts.day(week), number_of(numbers[place]), len(chats), _average(numbers[place], len(chats)))
        for place, week in enumerate(weeks)
    ]
    value = PerWeek(sum(numbers[place] for place in range(len(weeks))) / len(chats) / len(weeks), len(weeks))
    return [Figure(Slug.MESSAGES, value, Behind.MESSAGES)], [table(Behind.MESSAGES, columns, rows, counts=True)]


def _average(number: int, people: int) -> float | Hidden:
    return Hidden.FEW if is_few(number) else number / people
