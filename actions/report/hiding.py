"""What is not shown: one or two of something, which would lead to somebody, and titles that a network reads alone."""

from collections.abc import Collection, Mapping, Sequence
from enum import Enum
from typing import TypeVar

from store.models import Proposal
from texts.report.choices import Behind, Column, Mark
from texts.report.shown import LEAST_SHOWN, Cell, Count, Hidden, Language, OfAll, Part, Table

K = TypeVar("K", bound=Enum | Language)


def is_few(number: int) -> bool:
    """Whether it is hidden. That there is none leads to nobody."""
    return 0 < number < LEAST_SHOWN


def counted(number: int) -> Count | Hidden:
    """How many, unless they are few."""
    return Hidden.FEW if is_few(number) else Count(number)


def number_of(number: int) -> int | Hidden:
    """The same in a table."""
    return Hidden.FEW if is_few(number) else number


def of_all(number: int, of: int) -> OfAll | Hidden:
    """So many of all, unless these or the others are few: each would tell the other."""
    return Hidden.FEW if is_few(number) or is_few(of) else OfAll(number, of)


def shown_parts(numbers: Mapping[K, int], known: Collection[K]) -> tuple[tuple[Part, ...], bool]:
    """Those of which there are enough, in the order of `known`, and whether there are others.

    The others are not even named. Where all but one are shown, what is left over would tell how many that one has: then
    the smallest of those shown is left out, too.
    """
    shown = [one for one in known if numbers.get(one, 0) >= LEAST_SHOWN]
    has_others = any(is_few(number) for number in numbers.values())
    if has_others and len(shown) == len(known) - 1 and shown:
        shown.remove(min(shown, key=lambda one: numbers[one]))
    return tuple(Part(one, Count(numbers[one])) for one in shown), has_others


def state_in(parts: Collection[Part], state: Enum) -> Enum:
    """How one thing stands, where its figure shows how many stand so."""
    return state if any(part.of == state for part in parts) else Mark.HIDDEN


def title_outside(proposal: Proposal | None) -> str | Mark:
    """What a record is called, in the words that were approved for others than its network."""
    if proposal is None or proposal.open_to is None or proposal.said is None:
        return Mark.NOT_SHOWN
    return str(proposal.said["title"])


def table(behind: Behind, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], *, counts: bool = False) -> Table:
    """Rows that each are one thing of a figure are not shown when they are few; `counts`: they count already."""
    untitled = sum(Mark.NOT_SHOWN in row for row in rows)
    if not counts and is_few(len(rows)):
        return Table(behind, columns, (), is_hidden=True)
    return Table(behind, columns, rows, untitled)
