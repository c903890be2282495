"""A report of what is known of a network now."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from actions.report.activity import activity, sessions_of, steady_from
from actions.report.applied import applied, realised
from actions.report.balance import balance, bars_of, cost
from actions.report.facts import Facts, facts_of
from actions.report.own import own_page
from actions.report.potential import potential
from actions.report.reach import Found, reach
from actions.report.value import value
from store.models import City, Network
from store.programme import language_of_most
from texts.report.choices import Section, Slug
from texts.report.shown import Report
from texts.translator import DEFAULT_LANGUAGE

FIGURES: Mapping[Section, Sequence[Slug]] = {
    Section.REACH: (Slug.CONSULTED, Slug.CITIES, Slug.WITH_PEOPLE, Slug.PEOPLE),
    Section.ACTIVITY: (Slug.SESSIONS, Slug.ATTENDANCE, Slug.STEADY, Slug.CASES),
    Section.VALUE: (Slug.SATISFACTION, Slug.PULSE, Slug.SURVEY),
    Section.POTENTIAL: (Slug.CHALLENGES, Slug.SOLUTIONS, Slug.EXPERIENCES, Slug.PAIRS),
    Section.APPLIED: (Slug.COMMITMENTS, Slug.ADOPTIONS),
    Section.REALISED: (Slug.AFTER_3, Slug.AFTER_6, Slug.IN_USE),
    Section.BALANCE: (Slug.GAVE, Slug.RECEIVED, Slug.LANGUAGES),
    Section.COST: (Slug.MESSAGES,),
}


def report_of(session: Session, network: Network, now: datetime, city: City | None = None) -> Report:
    """city: whose page comes first."""
    facts = facts_of(session, network, now)
    found = _found(session, facts)
    first, last = _period(facts)
    ahead = [one for one in facts.planned if one not in facts.held]
    return Report(
        name=network.name,
        language=language_of_most(session, network.id) or DEFAULT_LANGUAGE,
        made_on=facts.day(now),
        first=first,
        last=last,
        is_final=network.closed_at is not None and network.closed_at <= now and not ahead,
        sections=[(section, figures) for section, (figures, _) in found.items()],
        tables=[table for _, tables in found.values() for table in tables],
        sessions=sessions_of(facts),
        bars=bars_of(facts),
        steady=steady_from(facts),
        ahead=len(ahead),
        last_ahead=facts.day(ahead[-1].starts_at) if ahead else None,
        own=None if city is None else own_page(facts, city),
    )


def _found(session: Session, facts: Facts) -> dict[Section, Found]:
    return {
        Section.REACH: reach(session, facts),
        Section.ACTIVITY: activity(facts),
        Section.VALUE: value(session, facts),
        Section.POTENTIAL: potential(facts),
        Section.APPLIED: applied(facts),
        Section.REALISED: realised(facts),
        Section.BALANCE: balance(facts),
        Section.COST: cost(session, facts),
    }


def _period(facts: Facts) -> tuple[date | None, date | None]:
    """From the first session to the end of the network, or to now; of one that lies ahead, its day."""
    if not facts.planned:
        return None, None
    first = facts.planned[0].starts_at
    return facts.day(first), facts.day(max(first, min(facts.network.closed_at or facts.now, facts.now)))
