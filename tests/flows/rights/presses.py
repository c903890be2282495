"""All that somebody can ask the bot for, and ways to ask it."""

import typing
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import islice, product
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.demo import GROUPS
from handlers import FEATURES
from store.models import Membership
from store.models.columns import Row
from tests.flows.rights.fitting import fitting
from tests.flows.rights.world import World
from texts.forms import FormRestarted
from texts.presses import ChatId, Press

TRIES = 12
Begun = defaultdict[str, set[str]]  # the forms that were begun by a press, and with which arguments


class Values:
    """What the fields of presses are filled with: numbers of rows of the network, each by the name of its field."""

    def __init__(self, session: Session, world: World, now: datetime) -> None:
        self._session, self._network, self._now = session, world.network, now
        self._known: dict[str, tuple[int, ...]] = {}
        self._fitting = fitting(session, world, now)
        self._tables = {table.__tablename__: table for table in Row.__subclasses__()}

    def presses_of(self, kind: type[Press]) -> Iterator[Press]:
        yield from self._fitting.get(kind, ())
        hints = typing.get_type_hints(kind)
        values = [self._of(field.name, hints[field.name]) for field in fields(kind)]
        for chosen in islice(_all_of_each_first(values), TRIES):
            yield self._about(kind(*chosen))

    def _about(self, press: Press) -> Press:
        """With the number of a row of that kind, where there are several kinds."""
        kind = getattr(press, "kind", getattr(press, "about", None))
        place = getattr(press, "about_id", None)
        if place is None or kind is None:
            return press
        numbers = self._numbers(str(getattr(kind, "found", kind)))
        changed: Press = replace(cast(Any, press), about_id=numbers[min(place, len(numbers) - 1)])
        return changed

    def _of(self, name: str, hint: Any) -> tuple[Any, ...]:
        if hint is bool:
            return (True, False)
        if hint is int:
            return self._numbers(name)
        if hint is ChatId:
            return (ChatId(GROUPS["economia-local"]),)
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            return tuple(hint)
        if hint is date:
            return ((self._now + timedelta(days=21)).date(),)
        return WORDS.get(name, (f"{self._network.id}", "n", "2"))

    def _numbers(self, name: str) -> tuple[int, ...]:
        if name == "about_id":
            return (0, 1, 2)
        noun = NAMED.get(name, name.removesuffix("_id"))
        if noun not in self._known:
            self._known[noun] = self._found(noun)
        return self._known[noun]

    def _found(self, noun: str) -> tuple[int, ...]:
        if noun == "network":
            return (self._network.id,)
        if noun in ("city", "person"):
            return self._of_members(Membership.city_id if noun == "city" else Membership.person_id)
        table = self._tables.get(noun)
        if table is None:
            return (0, 1)
        columns = table.__table__.c
        found = sa.select(columns.id).where(*self._is_of_network(table.__table__))
        told_first = [test(columns[name]) for name, test in TOLD_FIRST.items() if name in columns]
        ids = list(self._session.scalars(found.order_by(*told_first, columns.id)))
        return tuple(dict.fromkeys([*ids[:2], *ids[-1:]])) or (0,)

    def _of_members(self, column: InstrumentedAttribute[Any]) -> tuple[int, ...]:
        of = sa.select(column).where(Membership.network_id == self._network.id, column.is_not(None))
        return tuple(dict.fromkeys(self._session.scalars(of.order_by(Membership.id))))[:3]

    def _is_of_network(self, table: sa.FromClause) -> Iterator[sa.ColumnElement[bool]]:
        """Its own rows, and those that belong to one of them."""
        if "network_id" in table.c:
            yield table.c.network_id == self._network.id
            return
        for column in table.c:
            for key in () if column.nullable else column.foreign_keys:
                of_parent = list(self._is_of_network(key.column.table))
                if of_parent:
                    yield column.in_(sa.select(key.column).where(*of_parent))

    def arguments(self) -> Iterator[str]:
        """With which forms begin."""
        yield ""
        for name in (
            "network_id",
            "meeting_id",
            "announcement_id",
            "challenge_id",
            "proposal_id",
            "guest_id",
            "pair_id",
        ):
            yield from map(str, self._numbers(name))
        for name in ("city_id", "membership_id", "meeting_id"):
            yield from (f"{self._network.id}-{number}" for number in self._numbers(name))
        yield from (f"{number}-{city}" for number in self._numbers("meeting_id") for city in self._numbers("city_id"))
        yield from (f"{self._network.id}-n", f"{self._network.id}-about-es")
        yield from (f"for-{self._network.id}-{number}" for number in self._numbers("city_id")[1:2])


def _all_of_each_first(values: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Together with the first ones of the others, before what is further down in several at once."""
    places = sorted(product(*(range(len(of_field)) for of_field in values)), key=lambda chosen: (sum(chosen), chosen))
    for chosen in places:
        yield tuple(of_field[place] for of_field, place in zip(values, chosen, strict=True))


# What is shared with all comes before what is not; what has begun, before what is prepared.
TOLD_FIRST: dict[str, Callable[[sa.ColumnElement[Any]], sa.ColumnElement[Any]]] = {
    "visibility": lambda column: column != "network",
    "opened_at": lambda column: column.is_(None),
    "token": lambda column: column.is_(None),
}
WORDS = {
    "page": ("fields", "words"),
    "question": ("words", "who"),
    "option": ("technical",),
    "level": ("starting",),
    "theme": ("markets",),
    "language": ("pt",),
    "slug": ("unexpected-effect", "ready-to-lend", "budget-argument"),
    "value": ("60", "delegate", "none"),
    "field": ("affected", "context"),
}
NAMED = {
    "member_id": "consultation_member",
    "field_id": "consultation_field",
    "from_id": "consultation_field",
    "to_id": "consultation_field",
    "entry_id": "audit_entry",
    "poll_id": "date_poll",
    "option_id": "date_poll_option",
    "question_id": "guest_question",
    "request_id": "record_access",
    "round_id": "pair_round",
    "swap_id": "turn_swap",
    "item_id": "agenda_item",
    "note_id": "live_note",
    "version_id": "sheet_version",
    "asking_id": "asking",
    "day_id": "city_day",
    "for_city_id": "city",
    "other_city_id": "city",
    "source_id": "experience",
    "term_id": "thesaurus_term",
    "present_id": "membership",
    "successor_id": "membership",
}


def functions(values: Values, begun: Begun) -> Iterator[tuple[str, Iterable[Press | str]]]:
    """All that somebody can ask the bot for, and ways to ask it. begun: by presses, which come before the forms."""
    for feature in FEATURES:
        for name in {*feature.commands, *feature.group_commands}:
            yield f"/{name}", (f"/{name}",)
        for kind in feature.presses:
            yield (
                f"{kind.__module__.removeprefix('texts.').removesuffix('.presses')}.{kind.__name__}",
                values.presses_of(kind),
            )
    for form in (form for feature in FEATURES for form in feature.forms):
        arguments = dict.fromkeys([*sorted(begun[form.name]), *values.arguments()])
        yield f"form {form.name}", (FormRestarted(form.name, argument) for argument in arguments)
