"""Certificates on paper: the values of their template."""

from collections.abc import Sequence
from typing import Any

from store.certificates import Held
from store.frozen import frozen
from texts.cities import city_name
from texts.dates import date_of
from texts.translator import Translator

MINUTES_OF_HOUR = 60


@frozen
class Printed:
    """A certificate in the language of who holds it. signed_by: who coordinates, empty where nobody does any more."""

    translator: Translator
    held: Held
    signed_by: str


def values(t: Translator, network: str, shown: Sequence[Printed]) -> dict[str, Any]:
    """One page each. `t`: of who gets the file."""
    return {
        "title": network,
        "language": t.language,
        "about": [],
        "footer": network,
        "pages": [_page(one) for one in shown],
    }


def file_name(t: Translator) -> str:
    """Of one's own."""
    return t.plain("certificate") + ".pdf"


def file_name_of_all(t: Translator) -> str:
    """Of everybody's."""
    return t.plain("certificates") + ".pdf"


def _page(one: Printed) -> dict[str, Any]:
    t, held = one.translator, one.held
    certificate = held.certificate
    return {
        "language": t.language,
        "title": t.plain("Certificate of participation") if certificate.is_whole else t.plain("Record of attendance"),
        "network": held.network.name,
        "name": held.person.name if held.person is not None else "",
        "city": city_name(t, held.city).unescape() if held.city is not None else "",
        "said": _said(t, held),
        "facts": _facts(t, held),
        "signed": one.signed_by,
        "role": t.plain("Coordination of {network}", network=held.network.name) if one.signed_by else "",
        "date": date_of(t, certificate.made_at),
        "code": t.plain(
            "Code {code}: it is checked by writing /start certificate-{code} to the bot of the network.",
            code=certificate.code,
        ),
    }


def _said(t: Translator, held: Held) -> str:
    certificate = held.certificate
    if certificate.is_whole:
        return t.plain(
            "took part in the micro-network {network}, in which cities exchange what they have learned.",
            network=held.network.name,
        )
    return t.count(
        "took part in {n} session of the micro-network {network}.",
        "took part in {n} sessions of the micro-network {network}.",
        certificate.sessions,
        network=held.network.name,
    ).unescape()


def _facts(t: Translator, held: Held) -> list[dict[str, str]]:
    one = held.certificate
    hours = one.minutes / MINUTES_OF_HOUR
    told = t.number(round(hours)) if hours == round(hours) else t.average(hours)
    return [
        {"lead": t.plain("Sessions"), "text": t.plain("{n} of {all}", n=t.number(one.sessions), all=t.number(one.of))},
        {"lead": t.plain("Cases heard"), "text": t.number(one.cases)},
        {"lead": t.plain("Hours"), "text": told},
    ]
