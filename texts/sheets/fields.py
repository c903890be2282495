"""The fields by which records grow, declared: a further one is a further `Field` here, and nothing else.

They stand in the order in which they are shown, and in which they are most useful to others: what is missing is asked
for in that order.
"""

from collections.abc import Callable, Mapping
from dataclasses import field
from enum import Enum, StrEnum, auto
from types import MappingProxyType
from typing import Any

from store.frozen import frozen
from store.models import Experience
from store.sheets import Grown
from texts.translator import Translator

Value = Mapping[str, Any]  # as it lies in the store; JSON values only
Words = Callable[[Translator], str]

NONE: Value = MappingProxyType({"none": True})  # does not apply, or was not measured: an answer as good as any
TEXT_LIMIT = 400
ITEM_LIMIT = 200
SUMMARY_LIMIT = 500
MOST_QUESTIONS = 3
MOST_RESULTS = 3
CONTACT, OPEN = "contact", "yes"  # the field that lets others ask, and its answer that does
VISIT = 3  # questions one after the other, and no more


class FieldKind(Enum):
    """What can be answered, and in which shape it is kept.

    TEXT: {"text"}; CHOICE: {"choice"}; DATE: {"date"}, ISO; LIST: {"items"}; FIGURE: {"amount", "year", "source"}
    COST: {"once", "yearly", "currency", "year"}, amounts as decimal numbers or null, the currency as ISO 4217
    RESULTS: {"results"}, each {"indicator", "before", "after"}
    """

    TEXT = auto()
    CHOICE = auto()
    DATE = auto()
    LIST = auto()
    FIGURE = auto()
    COST = auto()
    RESULTS = auto()


def _not_applicable(t: Translator) -> str:
    return t.label("Does not apply")


def _no_hint(_t: Translator) -> str:
    return ""


@frozen
class Field:
    """One thing to know of a record.

    name: in the store and in keys, at most 24 letters
    none: what is said where there is nothing to tell
    limit: characters of a text, or of each item; most: items
    """

    name: str
    kind: FieldKind
    label: Words
    question: Words
    hint: Words = _no_hint
    none: Words = _not_applicable
    limit: int = TEXT_LIMIT
    most: int = 1
    choices: Mapping[str, Words] = field(default_factory=dict)


OF_CHALLENGES = (
    Field(
        "questions",
        FieldKind.LIST,
        label=lambda t: t.label("Questions for the other cities"),
        question=lambda t: t.label("What would you like to ask the other cities?"),
        hint=lambda t: t.label("Up to three questions, each on a line of its own."),
        none=lambda t: t.label("No questions"),
        limit=ITEM_LIMIT,
        most=MOST_QUESTIONS,
    ),
    Field(
        "affected",
        FieldKind.TEXT,
        label=lambda t: t.label("Who is affected"),
        question=lambda t: t.label("Who is affected?"),
        hint=lambda t: t.label("One sentence is enough: which people, in which places."),
    ),
    Field(
        "scale",
        FieldKind.FIGURE,
        label=lambda t: t.label("How large it is"),
        question=lambda t: t.label("How large is it?"),
        hint=lambda t: t.label("A figure or words, the year and the source. For example: 800 stalls, 2026, own census"),
        none=lambda t: t.label("Not measured"),
    ),
    Field(
        "urgency",
        FieldKind.CHOICE,
        label=lambda t: t.label("Urgency"),
        question=lambda t: t.label("How urgent is it?"),
        choices={
            "weeks": lambda t: t.label("Within weeks"),
            "months": lambda t: t.label("Within months"),
            "later": lambda t: t.label("No hurry"),
        },
    ),
    Field(
        "constraints",
        FieldKind.TEXT,
        label=lambda t: t.label("What limits it"),
        question=lambda t: t.label("What can a solution not do?"),
        hint=lambda t: t.label("Money, rules, time, people: whatever has to be reckoned with."),
    ),
    Field(
        "decision",
        FieldKind.DATE,
        label=lambda t: t.label("Date of the decision"),
        question=lambda t: t.label("When will it be decided?"),
        hint=lambda t: t.label("A date, as in 14/06/2027. It need not be exact."),
    ),
)

OF_EXPERIENCES = (
    Field(
        "results",
        FieldKind.RESULTS,
        label=lambda t: t.label("Results"),
        question=lambda t: t.label("What has changed, and by how much?"),
        hint=lambda t: t.label(
            "Up to three results, each on a line of its own: what, before and after. For example: Stalls: 12 -> 40"
        ),
        none=lambda t: t.label("Not measured"),
        limit=ITEM_LIMIT,
        most=MOST_RESULTS,
    ),
    Field(
        "conditions",
        FieldKind.TEXT,
        label=lambda t: t.label("For it to work elsewhere"),
        question=lambda t: t.label("What is needed for it to work in another city?"),
        hint=lambda t: t.label("Two sentences are enough."),
    ),
    Field(
        "cost",
        FieldKind.COST,
        label=lambda t: t.label("What it costs"),
        question=lambda t: t.label("What does it cost?"),
        hint=lambda t: t.label(
            "Once, each year, or both, with the currency and the year. For example: 120000 EUR, 15000 a year, 2026"
        ),
        none=lambda t: t.label("Not known"),
    ),
    Field(
        "context",
        FieldKind.TEXT,
        label=lambda t: t.label("How it was before"),
        question=lambda t: t.label("How was it before?"),
        hint=lambda t: t.label("Where it began: two sentences are enough."),
    ),
    Field(
        "maturity",
        FieldKind.CHOICE,
        label=lambda t: t.label("How far it is"),
        question=lambda t: t.label("How far is it?"),
        choices={
            "idea": lambda t: t.label("Idea"),
            "pilot": lambda t: t.label("Pilot"),
            "operating": lambda t: t.label("In operation"),
            "evaluated": lambda t: t.label("Evaluated"),
        },
    ),
    Field(
        "actors",
        FieldKind.TEXT,
        label=lambda t: t.label("Who took part"),
        question=lambda t: t.label("Who took part in it?"),
        hint=lambda t: t.label(
            "Areas of the city, companies, associations: as they are called, without phone numbers."
        ),
    ),
    Field(
        "inclusion",
        FieldKind.TEXT,
        label=lambda t: t.label("Gender and inclusion"),
        question=lambda t: t.label("What has it changed for women, and for whom is often left out?"),
    ),
    Field(
        CONTACT,
        FieldKind.CHOICE,
        label=lambda t: t.label("Open to questions"),
        question=lambda t: t.label("May other cities ask whoever signs it?"),
        hint=lambda t: t.label("Their questions come through the bot; nobody sees a phone number or an address."),
        choices={
            OPEN: lambda t: t.label("Yes, through the bot"),
            "no": lambda t: t.label("No"),
        },
    ),
)


def is_open_to_questions(contact: Value) -> bool:
    """Whether others may ask whoever signs a record, by what is said of that."""
    return contact.get("choice") == OPEN


class RecordKind(StrEnum):
    """What has a sheet."""

    CHALLENGE = "challenge"
    EXPERIENCE = "experience"


FIELDS: Mapping[RecordKind, tuple[Field, ...]] = {
    RecordKind.CHALLENGE: OF_CHALLENGES,
    RecordKind.EXPERIENCE: OF_EXPERIENCES,
}
PARTS = 2  # of the first visit, both compulsory or answered with a key; they count as filled in


def kind_of(record: Grown) -> RecordKind:
    """Which of the two it is."""
    return RecordKind.EXPERIENCE if isinstance(record, Experience) else RecordKind.CHALLENGE


def field_named(kind: RecordKind, name: str) -> Field | None:
    """A field of such records; None: there is none of this name, or no more."""
    return next((one for one in FIELDS[kind] if one.name == name), None)
