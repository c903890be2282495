"""What stands in a field, in the reader's words where it is a choice, a date or a number."""

from datetime import date
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal

from texts.dates import date_in_words
from texts.sheets.fields import Field, FieldKind, Value
from texts.translator import Translator


def words_of(t: Translator, field: Field, value: Value) -> str:
    """As plain text, perhaps of several lines."""
    if "none" in value:
        return field.none(t)
    match field.kind:
        case FieldKind.TEXT:
            return str(value["text"])
        case FieldKind.CHOICE:
            said = field.choices.get(value["choice"])
            return str(value["choice"]) if said is None else said(t)
        case FieldKind.DATE:
            return date_in_words(t, date.fromisoformat(value["date"]))
        case FieldKind.LIST:
            return _listed(value["items"])
        case FieldKind.FIGURE:
            return _figure(t, value)
        case FieldKind.COST:
            return _cost(t, value)
        case FieldKind.RESULTS:
            return _listed([f"{one['indicator']}: {one['before']} → {one['after']}" for one in value["results"]])


def typed_again(field: Field, value: Value) -> str:
    """As somebody would have to type it who corrects it; empty where that is done with keys."""
    if "none" in value:
        return ""
    match field.kind:
        case FieldKind.TEXT:
            return str(value["text"])
        case FieldKind.LIST:
            return "\n".join(value["items"])
        case FieldKind.FIGURE:
            return ", ".join(str(part) for part in (value["amount"], value["year"], value["source"]) if part)
        case FieldKind.RESULTS:
            return "\n".join(f"{one['indicator']}: {one['before']} -> {one['after']}" for one in value["results"])
        case _:
            return ""


def _listed(items: list[str]) -> str:
    return items[0] if len(items) == 1 else "\n".join(f"• {item}" for item in items)


def on_one_line(words: str) -> str:
    """Of several lines, where there is room for one."""
    return " · ".join(line.removeprefix("• ") for line in words.splitlines())


def _figure(t: Translator, value: Value) -> str:
    gaps = {"amount": value["amount"], "year": value["year"]}
    if not value["source"]:
        return t.plain("{amount} ({year})", **gaps)
    return t.plain("{amount} ({year}; source: {source})", **gaps, source=value["source"])


def _cost(t: Translator, value: Value) -> str:
    once, yearly = _money(t, value, "once"), _money(t, value, "yearly")
    gaps: dict[str, Any] = {"year": value["year"]}
    if once and yearly:
        return t.plain("{once} once and {yearly} a year ({year})", once=once, yearly=yearly, **gaps)
    if yearly:
        return t.plain("{yearly} a year ({year})", yearly=yearly, **gaps)
    return t.plain("{once} once ({year})", once=once, **gaps)


def _money(t: Translator, value: Value, which: str) -> str:
    """With the currency's code: several countries write theirs with the same sign."""
    if value[which] is None:
        return ""
    return f"{format_decimal(Decimal(value[which]), locale=t.locale)} {value['currency']}"
