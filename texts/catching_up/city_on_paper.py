"""What the document for whoever comes later tells of their own city."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from store.catching_up import Exchanged
from store.challenges import ListedChallenge
from store.models import Arrival, Commitment, CommitmentState, Experience, Meeting, NoteKind, Visibility
from store.solutions import Offered
from texts.catching_up.fitting import Entry, entry_section, line_section
from texts.catching_up.shown import OwnCity
from texts.challenges.card import state
from texts.cities import short_city
from texts.dates import day_of
from texts.message import plain_text
from texts.records.wording import Line, language_mark, until
from texts.translator import Translator

CASE, TAKEN_ON, OFFERS, NOTES, CHALLENGES, EXPERIENCES = 8, 24, 12, 44, 100, 30  # lines of each

Section = dict[str, Any]


def sections(t: Translator, own: OwnCity, now: datetime) -> list[Section]:
    """As far as there is something to tell."""
    found = (
        _case(t, own, now),
        _taken_on(t, own.commitments),
        _offers(t, t.plain("Offers to the city"), own.received, own),
        _offers(t, t.plain("Offers of the city"), own.given, own),
        _notes(t, own),
        _challenges(t, own),
        _experiences(t, own.experiences),
    )
    return [section for section in found if section is not None]


def _case(t: Translator, own: OwnCity, now: datetime) -> Section | None:
    if own.turn is None:
        return None
    gaps = {"number": own.turn.number, "day": day_of(t, own.turn.starts_at)}
    told = (
        t.plain("It presents its case in session {number}, on {day}.", **gaps)
        if own.turn.starts_at > now
        else t.plain("It has presented its case in session {number}, on {day}.", **gaps)
    )
    asks = (t.plain("It asks the other cities:"),) if own.questions else ()
    return line_section(
        t, t.plain("The case of the city"), [Line(text=_flat(one)) for one in own.questions], CASE, told, *asks
    )


def _taken_on(t: Translator, commitments: Sequence[tuple[Meeting, Commitment]]) -> Section | None:
    found = [_commitment(t, meeting, one) for meeting, one in commitments]
    return line_section(t, t.plain("What the city has taken on"), found, TAKEN_ON) if found else None


def _commitment(t: Translator, meeting: Meeting, one: Commitment) -> Line:
    words = [_flat(one.text)]
    if one.obstacle:
        said = {"words": _flat(one.obstacle)}
        is_blocked = one.state is CommitmentState.BLOCKED
        words.append(
            t.plain("What is in the way: {words}", **said)
            if is_blocked
            else t.plain("What the city says: {words}", **said)
        )
    if one.earlier:
        words.append(t.plain("It was before: {words}", words=_flat(one.earlier)))
    marks = [_how_it_went(t, one.state), _noted(t, one.noted_by), language_mark(t, one.language)]
    return Line(t.plain("Session {number}", number=meeting.number), " · ".join(words), ", ".join(filter(None, marks)))


def _noted(t: Translator, by: int | None) -> str:
    return "" if by is None else t.plain("noted by coordination")


def _how_it_went(t: Translator, state: CommitmentState) -> str:
    return {
        CommitmentState.OPEN: t.plain("nothing said yet"),
        CommitmentState.DOING: t.plain("under way"),
        CommitmentState.DONE: t.plain("done"),
        CommitmentState.CHANGED: t.plain("it has changed"),
        CommitmentState.BLOCKED: t.plain("blocked"),
    }[state]


def _offers(t: Translator, title: str, offers: Sequence[Exchanged], own: OwnCity) -> Section | None:
    """Each with the city at its other end."""
    found = []
    for offer, giver, receiver in offers:
        other = receiver if giver.id == own.city.id else giver
        has_arrived = t.plain("has arrived") if offer.arrived is Arrival.ARRIVED else t.plain("has not arrived yet")
        by = until(t, offer.due_on.isoformat()) if offer.due_on is not None else ""
        due = by if offer.arrived is not Arrival.ARRIVED else ""
        marks = [due, has_arrived, _noted(t, offer.noted_by), language_mark(t, offer.language)]
        found.append(Line(short_city(other), _flat(offer.text), ", ".join(filter(None, marks))))
    return line_section(t, title, found, OFFERS) if found else None


def _notes(t: Translator, own: OwnCity) -> Section | None:
    """By cities: no person is named on paper."""
    if not own.notes:
        return None
    kinds = {
        NoteKind.DID: t.plain("what they did"),
        NoteKind.QUESTION: t.plain("what they ask"),
        NoteKind.BEWARE: t.plain("what to beware of"),
    }
    found = [
        Line(
            t.plain("{city}, {kind}", city=short_city(one.city), kind=kinds[one.note.kind]),
            _flat(one.note.text),
            language_mark(t, one.note.language),
        )
        for _, one in own.notes
    ]
    who = t.plain("Only the people of {city} read this.", city=own.city.name)
    return line_section(t, t.plain("What the other cities wrote about the case"), found, NOTES, who)


def _challenges(t: Translator, own: OwnCity) -> Section | None:
    found = [_challenge(t, listed, answers) for listed, answers in own.challenges]
    return entry_section(t, t.plain("Open challenges of the city"), found, CHALLENGES) if found else None


def _challenge(t: Translator, listed: ListedChallenge, answers: Sequence[Offered]) -> Entry:
    challenge = listed.challenge
    tried = (t.plain("What was tried: {words}", words=_flat(challenge.tried)),) if challenge.tried else ()
    return Entry(
        _flat(challenge.title),
        _about(
            plain_text(state(t, challenge.outcome, listed.answers)),
            t.plain("only for the coordination") if challenge.visibility is Visibility.COORDINATORS else "",
            language_mark(t, challenge.language),
        ),
        (*_typed(challenge.problem), *tried),
        tuple(
            Line(
                short_city(city) if city is not None else t.plain("Coordination team"),
                _flat(solution.text),
                language_mark(t, solution.language),
            )
            for solution, _, city in answers
        ),
    )


def _experiences(t: Translator, experiences: Sequence[Experience]) -> Section | None:
    found = [
        Entry(
            _flat(one.title),
            _about(
                t.plain("only for the coordination") if one.visibility is Visibility.COORDINATORS else "",
                language_mark(t, one.language),
            ),
            (*_typed(one.done), *_regret(t, one)),
        )
        for one in experiences
    ]
    return entry_section(t, t.plain("Experiences of the city"), found, EXPERIENCES) if found else None


def _about(*words: str) -> str:
    return " · ".join(filter(None, words))


def _regret(t: Translator, experience: Experience) -> tuple[str, ...]:
    """Nothing yet, where it was only told."""
    if not experience.regret:
        return ()
    return (t.plain("What we would not repeat: {words}", words=_flat(experience.regret)),)


def _typed(words: str) -> tuple[str, ...]:
    return tuple(filter(None, (line.strip() for line in words.splitlines())))


def _flat(words: str) -> str:
    return " ".join(words.split())
