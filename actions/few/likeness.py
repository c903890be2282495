"""How much an offer or a record has to do with a challenge, whichever the languages of the two."""

import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence, Set
from functools import cache, cached_property, lru_cache
from math import log, sqrt

from sqlalchemy.orm import Session

from actions.search.entries import concept_term, terms_in
from actions.search.folder import FOLDER
from actions.search.narrowing import EVERY
from actions.search.thesaurus import Span, Thesaurus
from actions.search.tongues import spans_in_each
from actions.search.words import Word, kin, stems, words_of
from store import few as store
from store.frozen import frozen
from store.search import Found, records_with

# Found by trying others on one half of the labelled set (`docs/few.md`).
IN_TITLE = 1.6  # how much more a word says that stands in the title of what is asked
WORD, CONCEPT, KIN, RELATED = 0.75, 1.0, 0.3, 0.3  # how much each kind of likeness is worth
COMMON = 0.4  # of how much is left what a word says that cities use of everything
EVENED = 0.7  # the power that brings rare and frequent words nearer to each other
COMMONEST, RAREST = 1.6, 4.1  # what a network is about is offered by many of it, and they are those to be asked
UNSEEN = (
    30  # texts that a word does not stand in, beside those that there are: a new store knows of no word how rare it is
)
OF_CONCEPTS = 0.5  # of what two records have in common; the rest are words, which no other language has


@frozen
class Wanted:
    """What a challenge is about. terms: how much each says; around: the same of concepts related to them."""

    terms: Mapping[str, float]
    around: Mapping[str, float]
    language: str

    @cached_property
    def whole(self) -> tuple[float, float]:
        """How much all concepts say together, and all words."""
        return _sum(self.terms, self.terms, _is_concept), _sum(self.terms, self.terms, _is_word)

    @cached_property
    def most(self) -> float:
        """How much the one says that says most."""
        return max(self.terms.values(), default=1.0)

    def rarest(self, number: int) -> list[str]:
        """Those that say most."""
        return sorted(self.terms, key=lambda term: (-self.terms[term], term))[:number]


def wanted_of(
    session: Session, network_id: int, title: str, text: str, language: str, known: Thesaurus
) -> tuple[Wanted, dict[str, int]]:
    """Reads a challenge; also gives in how many offers of the network each of its terms stands."""
    in_title, in_text = terms_in(title, language, known), terms_in(text, language, known)
    terms = in_title | in_text
    concepts = {term.removeprefix("c_") for term in terms if _is_concept(term)}
    related = {concept_term(one) for concept in concepts for one in known.related.get(concept, ())} - terms
    offered = store.offers_counted(session, network_id, sorted(terms | related))
    records = records_with(session, sorted({EVERY, *terms, *related}))
    common = _common_terms(known)
    every = records.get(EVERY, 0) + UNSEEN + max(offered.values(), default=0)

    def rarity(term: str) -> float:
        having = min(every, records.get(term, 0) + offered.get(term, 0))
        said = min(RAREST, max(COMMONEST, log(1 + (every - having + 0.5) / (having + 0.5)))) ** EVENED
        return float(said * COMMON if term in common else said)

    weights = {term: rarity(term) * (IN_TITLE if term in in_title else 1.0) for term in terms}
    return Wanted(weights, {term: rarity(term) for term in related}, language), offered


@lru_cache(maxsize=2)
def _common_terms(known: Thesaurus) -> frozenset[str]:
    """Of the words themselves, and of what a single one of them means."""
    return frozenset().union(
        *(terms_in(word, language, known) for language, words in _common_words().items() for word in words)
    )


@cache
def _common_words() -> Mapping[str, Sequence[str]]:
    lists: dict[str, Sequence[str]] = tomllib.loads((FOLDER / "few" / "common_words.toml").read_text("utf-8"))
    return lists


def likeness_of_offer(text: str, language: str, wanted: Wanted, known: Thesaurus) -> float:
    """From 0 on: 1 is one thing that says much, and nothing else; the rest of a longer offer takes some of it away."""
    said = list(words_of(text))
    units = _units(said, language, known)
    worths = [_worth(said[start:end], concepts, language, wanted, known) for start, end, concepts in units]
    matching = [worth for worth in worths if worth > 0]
    return sum(matching) * sqrt(len(matching) / len(units)) / wanted.most if matching else 0.0


def _worth(words: Sequence[Word], concepts: Set[str], language: str, wanted: Wanted, known: Thesaurus) -> float:
    """Of words that name something together: that, what is related to it, or the words themselves."""
    named = max((wanted.terms.get(concept_term(one), 0.0) * CONCEPT for one in concepts), default=0.0)
    near = {concept_term(other) for one in concepts for other in known.related.get(one, ())}
    beside = [wanted.around.get(concept_term(one), 0.0) for one in concepts]
    beside += [wanted.terms.get(one, 0.0) for one in near]
    by_word = [_worth_of_word(word.written, language, wanted) for word in words]
    return max(named, max(beside, default=0.0) * RELATED, sum(by_word) / max(len(by_word), 1))


def _worth_of_word(word: str, language: str, wanted: Wanted) -> float:
    stem = max((wanted.terms.get(stem, 0.0) for stem in stems(word, language)), default=0.0)
    return max(stem * WORD, wanted.terms.get(kin(word), 0.0) * KIN)


def _units(said: Sequence[Word], language: str, known: Thesaurus) -> list[tuple[int, int, frozenset[str]]]:
    """The row cut up into the longest concepts that it names, and single words between them."""
    spans = _spans(said, language, known)
    units, place = [], 0
    while place < len(said):
        end = max((span.end for span in spans if span.start == place), default=place + 1)
        units.append((place, end, frozenset(span.concept for span in spans if place <= span.start and span.end <= end)))
        place = end
    return units


def _spans(said: Sequence[Word], language: str, known: Thesaurus) -> list[Span]:
    """In their own language; where nothing is named in it, in any: people offer things in the language they work in."""
    own, *others = spans_in_each(said, language, known)
    return own or [span for spans in others for span in spans]


def terms_of_offer(text: str, language: str, known: Thesaurus) -> set[str]:
    """By which an offer is found."""
    said = list(words_of(text))
    named = {concept_term(span.concept) for span in _spans(said, language, known)}
    return terms_in(text, language, known) | named


def likeness_of_record(found: Found, wanted: Wanted) -> float:
    """From 0 to 1: how much of what a challenge is about a record has, too."""
    title, terms = set(found.title_terms.split()), set(found.terms.split())
    having = title | terms
    whole_of_concepts, whole_of_words = wanted.whole
    concepts = _sum(wanted.terms, having, _is_concept) / whole_of_concepts if whole_of_concepts else 0.0
    words = _sum(wanted.terms, having, _is_word) / whole_of_words if whole_of_words else 0.0
    return OF_CONCEPTS * concepts + (1 - OF_CONCEPTS) * words


def _sum(weights: Mapping[str, float], terms: Collection[str], belongs: Callable[[str], bool]) -> float:
    return sum(weight for term, weight in weights.items() if term in terms and belongs(term))


def _is_concept(term: str) -> bool:
    return term.startswith("c_")


def _is_word(term: str) -> bool:
    return not term.startswith(("c_", "g_"))
