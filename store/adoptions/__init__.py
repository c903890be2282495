"""Queries of adoptions: what cities take from each other, how it went, and whom to ask."""

from store.adoptions.news import OUTCOMES, adoptions_new
from store.adoptions.sources import Choice, Source, SourceKind, adopters_of, adoption_of, choices_counted, choices_for
from store.adoptions.standing import (
    NEXT_CHECK,
    Due,
    Link,
    Listed,
    adoptions_by,
    checks_due,
    checks_of,
    cities_linked,
    ledger,
    ledger_counted,
    links,
    whole,
)

__all__ = [
    "NEXT_CHECK",
    "OUTCOMES",
    "Choice",
    "Due",
    "Link",
    "Listed",
    "Source",
    "SourceKind",
    "adopters_of",
    "adoption_of",
    "adoptions_by",
    "adoptions_new",
    "checks_due",
    "checks_of",
    "choices_counted",
    "choices_for",
    "cities_linked",
    "ledger",
    "ledger_counted",
    "links",
    "whole",
]
