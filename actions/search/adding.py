"""Terms that coordinators add to the thesaurus: what was shared is found by them at once."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import audit
from actions.access import access_coordinated_networks
from actions.refusals import NotFound, Refused
from actions.search.thesaurus import Named, terms_of
from actions.search.wording import thesaurus_of
from actions.search.words import STEMMERS, plain, stems, words_of
from store.few import unmake_having
from store.models import Person, ThesaurusTerm
from store.search import All, AnyOf, Asked, added_terms, renew_having, term_rows
from texts import thesaurus as texts
from texts.message import Html
from texts.translator import Translator

MOST_WORDS = 4
MOST_CONCEPTS = 5


class NoTerm(Refused):
    """What was typed has no word that could be looked for, or is a whole sentence."""

    def sentence(self, t: Translator) -> Html:
        return texts.no_term(t, MOST_WORDS)


class TermThere(Refused):
    """It means that already."""

    def sentence(self, t: Translator) -> Html:
        return texts.term_there(t)


def checked_term(text: str) -> str:
    """One to four words on one line."""
    term = " ".join(text.split())
    if not 1 <= len(list(words_of(term))) <= MOST_WORDS:
        raise NoTerm
    return term


def concepts_like(session: Session, term: str) -> list[str]:
    """The concepts that a term names as a whole, in whichever language."""
    known = thesaurus_of(session)
    words = list(words_of(term))
    found = {
        span.concept: None
        for language in STEMMERS
        for span in known.spans([word.senses(language) for word in words], language)
        if span.end - span.start == len(words)
    }
    return list(found)[:MOST_CONCEPTS]


def names_of(session: Session, concept: str, language: str) -> list[str]:
    """What a concept is called, for a reader."""
    found = terms_of(concept, added_terms(session))
    return found.get(language) or [term for terms in found.values() for term in terms]


def others_of(session: Session, row: ThesaurusTerm, language: str) -> list[str]:
    """What else its concept is called: for a reader, or else in whichever language."""
    named = [name for name in names_of(session, row.concept, language) if name != row.term]
    every = terms_of(row.concept, added_terms(session)).values()
    return named or [term for terms in every for term in terms if term != row.term]


def do_add_term(
    session: Session, person: Person, term: str, language: str, *, concept: str | None, alike: str, now: datetime
) -> ThesaurusTerm:
    """Has a term mean the same as a concept, or else as another word."""
    access_coordinated_networks(session, person)
    if concept is not None:
        _check_new(session, concept, language, term)
        return _add(session, person, (concept, language, term), now)
    if plain(term) == plain(alike):
        raise TermThere
    row = _add(session, person, ("", language, term), now)
    row.concept = f"x_{row.id}"
    _add(session, person, (row.concept, person.language, alike), now)
    return row


def do_take_out(session: Session, person: Person, term_id: int, now: datetime) -> ThesaurusTerm:
    """It means what it did before."""
    access_coordinated_networks(session, person)
    row = session.get(ThesaurusTerm, term_id)
    if row is None:
        raise NotFound
    _take_out(session, person, row, now)
    for alone in _left_alone(session, row.concept):
        _take_out(session, person, alone, now)
    return row


def _take_out(session: Session, person: Person, row: ThesaurusTerm, now: datetime) -> None:
    _follow(session, row.language, row.term, now)
    session.delete(row)
    session.flush()
    audit.record(session, now=now, deed="term_taken_out", person_id=person.id, subject=f"thesaurus:{row.id}")


def _left_alone(session: Session, concept: str) -> list[ThesaurusTerm]:
    """A word that now means the same as no other."""
    alike = [row for row in term_rows(session) if row.concept == concept]
    names = sum(len(terms) for terms in terms_of(concept, added_terms(session)).values())
    return alike if names == 1 else []


def _check_new(session: Session, concept: str, language: str, term: str) -> None:
    there = terms_of(concept, added_terms(session)).get(language, [])
    if plain(term) in {plain(one) for one in there}:
        raise TermThere


def _add(session: Session, person: Person, named: Named, now: datetime) -> ThesaurusTerm:
    concept, language, term = named
    row = ThesaurusTerm(concept=concept, language=language, term=term, person_id=person.id, added_at=now)
    session.add(row)
    session.flush()
    _follow(session, language, term, now)
    audit.record(session, now=now, deed="term_added", person_id=person.id, subject=f"thesaurus:{row.id}")
    return row


def _follow(session: Session, language: str, term: str, now: datetime) -> None:
    """What has all its words is made anew: it may say now what it did not say before."""
    asked: list[Asked] = [AnyOf(list(stems(word.written, language))) for word in words_of(term)]
    renew_having(session, All(asked), now)
    unmake_having(session, [stem for word in words_of(term) for stem in stems(word.written, language)])
