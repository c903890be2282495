"""Values are frozen dataclasses, whoever asks first and for whatever."""

import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from typing import Any

import pytest

from store.frozen import frozen


@frozen
class Place:
    """A kind that others come from."""

    city: str
    hours: tuple[int, ...] = field(default=(), repr=False)


@frozen
class Room(Place):
    """With fields of its own."""

    seats: int = 0
    names: list[str] = field(default_factory=list, compare=False)

    def __post_init__(self) -> None:
        self.names.append(self.city)


@dataclass(frozen=True)
class Plain(Place):
    """One that is made at once."""

    floor: int = 1


@pytest.fixture
def kinds() -> tuple[type[Any], type[Any]]:
    """A value and its kin, of which there has been none."""

    @frozen
    class Near:
        far: int

    @frozen
    class Nearer(Near):
        near: int = 2

    return Near, Nearer


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (lambda kind: [each.name for each in fields(kind)], ["far", "near"]),
        (lambda kind: kind(1) == kind(far=1, near=2), True),
        (lambda kind: kind(1) == kind(1, 3), False),
        (lambda kind: len({kind(1), kind(1, 2)}), 1),
        (lambda kind: repr(kind(1)).rpartition(".")[2], "Nearer(far=1, near=2)"),
        (lambda kind: asdict(replace(kind(1), near=5)), {"far": 1, "near": 5}),
        (lambda kind: kind.__match_args__ if kind(1) else (), ("far", "near")),
    ],
)
def test_whatever_is_asked_first_finds_a_dataclass(
    kinds: tuple[type[Any], type[Any]], asked: Callable[[type[Any]], object], said: object
) -> None:
    assert asked(kinds[1]) == said


def test_value_cannot_be_changed_and_wants_its_fields(kinds: tuple[type[Any], type[Any]]) -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'far'"):
        kinds[1]()
    with pytest.raises(FrozenInstanceError):
        kinds[1](1).near = 3
    with pytest.raises(FrozenInstanceError):
        kinds[0](1).other = 3


def test_fields_defaults_and_kin_are_as_in_a_dataclass() -> None:
    assert Room("Pasto").names == ["Pasto"]
    assert (Room("Pasto", seats=3), repr(Place("Pasto", (9,)))) == (Room("Pasto", (), 3), "Place(city='Pasto')")
    assert Plain("Pasto", floor=2) == replace(Plain("Pasto"), floor=2) != Place("Pasto")


def test_what_comes_from_elsewhere_is_compared_by_its_values(kinds: tuple[type[Any], type[Any]]) -> None:
    bare = object.__new__(kinds[1])
    bare.__dict__.update(far=1, near=2)

    kinds[0](1)  # its kin is made, and what is matched by place is not what the kin has
    assert kinds[1].__match_args__ == ("far", "near")
    assert (copy(bare) == bare, hash(bare) == hash(kinds[1](1))) == (True, True)
    assert pickle.loads(pickle.dumps(Room("Pasto"))) == Room("Pasto")  # noqa: S301 - our own


def test_first_ones_come_in_many_threads() -> None:
    def first(_number: int) -> list[Any]:
        return list(threads.map(lambda number: kind(number, city="Pasto"), range(8)))

    with ThreadPoolExecutor(8) as threads:
        for number in range(40):
            kind: type[Any] = frozen(
                type("Kind", (), {"__annotations__": {"number": int, "city": str}, "__doc__": "One."})
            )

            assert [one.number for one in first(number)] == list(range(8))
