"""Which of what was found comes first, by what it is about beside what was asked."""

from collections.abc import Mapping
from datetime import UTC, datetime

from actions.search.question import Group, Looked, Question
from actions.search.ranking import ranked
from store.models import FoundKind
from store.search import Found

NOON = datetime(2027, 7, 5, 12, tzinfo=UTC)


def question(around: Mapping[str, float] | None = None) -> Question:
    """Somebody asks for fairs."""
    return Question([Group([Looked({"feri": 1.0}, 2.0)], {}, {}, 0.0)], None, around or {})


def order(asked: Question, *terms: str) -> list[int]:
    """In which order entries come; the later ones are newer, so of equals they come first."""
    found = [Found(place, FoundKind.CHALLENGE, place, "", NOON, "", f"{said} e_") for place, said in enumerate(terms)]
    return [one.id for one in ranked(found, asked, NOON)]


def test_what_is_about_things_related_to_what_was_asked_comes_first() -> None:
    asked = question(around={"c_stall": 2.0})

    assert order(asked, "c_stall feri", "c_river feri") == [0, 1]


def test_a_related_thing_counts_less_among_many_others() -> None:
    asked = question(around={"c_stall": 2.0})
    many = " ".join(f"c_{number}" for number in range(30))

    assert order(asked, "c_stall feri", f"c_stall {many} feri") == [0, 1]


def test_what_the_first_have_in_common_comes_before_what_has_none_of_it() -> None:
    assert order(question(), "c_stall feri", "c_stall feri", "feri") == [1, 0, 2]
    assert order(question(), "feri t_markets", "feri t_markets", "feri t_rivers") == [1, 0, 2]


def test_what_one_of_the_first_is_about_alone_is_not_in_common() -> None:
    assert order(question(), "c_stall feri t_markets", "feri") == [1, 0]


def test_what_says_more_of_what_was_asked_is_not_overtaken_by_what_is_only_alike() -> None:
    both = [Group([Looked({word: 1.0}, 2.0)], {}, {}, 0.0) for word in ("feri", "noch")]

    assert order(Question(both, None, {}), "feri noch", "c_stall feri t_markets", "c_stall feri t_markets") == [0, 2, 1]


def test_nothing_found_is_nothing_ranked() -> None:
    assert order(question()) == []
