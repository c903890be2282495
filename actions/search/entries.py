"""What stands in the index: an entry for each record that may be found, made anew whenever the record changes."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from actions.access.finding import EVERYWHERE, door_of_network, doors_to, own_door
from actions.search.grown import passages_of
from actions.search.narrowing import (
    EVERY,
    city_term,
    country_term,
    field_term,
    kind_term,
    language_term,
    state_term,
    theme_term,
)
from actions.search.opened import opened_of
from actions.search.suggesting import suggest_themes
from actions.search.thesaurus import Thesaurus
from actions.search.tongues import spans_in_own
from actions.search.words import kin, plain, stems, words_of
from store import search as store
from store.frozen import frozen
from store.memberships import city_by_id
from store.models import (
    Archive,
    Challenge,
    City,
    Experience,
    FoundKind,
    Network,
    Prompt,
    PromptAnswer,
    Solution,
)
from store.search import Entry, NewEntry
from store.search.words import keep_words
from store.solutions import standing_solutions
from store.themes import themes_of

Passage = tuple[str, str]  # words, and their language


@frozen
class Material:
    """A record as it is to be found. further: all its words but the title's; title_language: None is the record's."""

    title: str
    further: tuple[Passage, ...]
    language: str
    published_at: datetime
    doors: tuple[str, ...]
    state: str = ""
    city: City | None = None
    network: Network | None = None
    themes: Sequence[str] = ()
    title_language: str | None = None


def enter(session: Session, kind: FoundKind, about_id: int, known: Thesaurus) -> None:
    """Brings a record's entry to what the record is now; takes it away when nobody may find the record any more."""
    enter_all(session, [(kind, about_id)], known)


def enter_all(session: Session, records: Iterable[tuple[FoundKind, int]], known: Thesaurus) -> None:
    """The same of several, whose terms and words are counted together: few statements for many records."""
    changes, words = Counter[str](), set[str]()
    for kind, about_id in records:
        entry = store.locked_entry(session, kind, about_id)  # first: what is read after it, nobody changes unseen
        suggest_themes(session, kind, about_id, known)
        material = READ[kind](session, about_id)
        changes.subtract(() if entry is None else _terms_in(entry))
        if material is not None:
            new = _entry_of(kind, about_id, material, known)
            store.put_entry(session, entry, new)
            changes.update({*new["title_terms"].split(), *new["terms"].split()})
            words |= _words_in(material)
        elif entry is not None:
            store.drop_entry(session, entry)
    store.count_terms(session, changes)
    keep_words(session, words)


def _entry_of(kind: FoundKind, about_id: int, material: Material, known: Thesaurus) -> NewEntry:
    return {
        "kind": kind,
        "about_id": about_id,
        "state": material.state,
        "published_at": material.published_at,
        "title_terms": " ".join(sorted(terms_in(material.title, material.title_language or material.language, known))),
        "terms": " ".join(sorted(_further_terms(kind, about_id, material, known))),
        "made_with": known.made_with,
        "renew_at": None,
    }


def terms_in(text: str, language: str, known: Thesaurus) -> set[str]:
    """What stands for a text in the index: the stems of its words, and the concepts that they name."""
    words = list(words_of(text))
    row = [stems(word.written, language) for word in words]
    concepts = {concept_term(span.concept) for span in spans_in_own(words, language, known)}
    return {stem for word in row for stem in word} | concepts | {kin(word.written) for word in words} - {""}


def concept_term(concept: str) -> str:
    """What stands for a concept, whichever its words and their language."""
    return f"c_{concept}"


def _further_terms(kind: FoundKind, about_id: int, material: Material, known: Thesaurus) -> set[str]:
    said = set[str]().union(*(terms_in(text, language, known) for text, language in material.further))
    narrowing = {EVERY, kind_term(kind), language_term(material.language), *material.doors, own_door(kind, about_id)}
    if material.state:
        narrowing.add(state_term(material.state))
    if material.city is not None:
        said |= terms_in(material.city.name, material.language, known)
        narrowing |= {city_term(material.city.id), country_term(material.city.country)}
    if material.network is not None:
        narrowing.add(field_term(material.network.field))
    narrowing |= {theme_term(theme) for theme in material.themes}
    return said | narrowing


def _terms_in(entry: Entry) -> set[str]:
    return {*entry.title_terms.split(), *entry.terms.split()}


def _words_in(material: Material) -> set[str]:
    texts = (material.title, *(text for text, _ in material.further))
    return {plain(word.written) for text in texts for word in words_of(text)}


def _challenge(session: Session, about_id: int) -> Material | None:
    challenge = session.get(Challenge, about_id)
    if challenge is None or challenge.withdrawn_at is not None:
        return None
    opened = opened_of(session, challenge)
    if opened is not None:
        return Material(
            opened.title,
            opened.further,
            challenge.language,
            challenge.published_at,
            (*doors_to(challenge), EVERYWHERE),
            challenge.outcome,
            city_by_id(session, challenge.city_id),
            session.get(Network, challenge.network_id),
            themes_of(session, FoundKind.CHALLENGE, challenge.id),
        )
    return Material(
        challenge.title,
        (
            *_said_by(challenge)[1:],
            *((one.text, one.language) for one in standing_solutions(session, challenge.id)),
            *passages_of(session, challenge),
        ),
        challenge.language,
        challenge.published_at,
        tuple(doors_to(challenge)),
        challenge.outcome,
        city_by_id(session, challenge.city_id),
        session.get(Network, challenge.network_id),
        themes_of(session, FoundKind.CHALLENGE, challenge.id),
    )


def _said_by(challenge: Challenge) -> tuple[Passage, ...]:
    return tuple((text, challenge.language) for text in (challenge.title, challenge.problem, challenge.tried))


def _experience(session: Session, about_id: int) -> Material | None:
    experience = session.get(Experience, about_id)
    if experience is None or experience.withdrawn_at is not None:
        return None
    opened = opened_of(session, experience)
    if opened is not None:
        return Material(
            opened.title,
            opened.further,
            experience.language,
            experience.published_at,
            (*doors_to(experience), EVERYWHERE),
            city=city_by_id(session, experience.city_id),
            network=session.get(Network, experience.network_id),
            themes=themes_of(session, FoundKind.EXPERIENCE, experience.id),
        )
    return Material(
        experience.title,
        (
            (experience.done, experience.language),
            (experience.regret, experience.language),
            *passages_of(session, experience),
        ),
        experience.language,
        experience.published_at,
        tuple(doors_to(experience)),
        city=city_by_id(session, experience.city_id),
        network=session.get(Network, experience.network_id),
        themes=themes_of(session, FoundKind.EXPERIENCE, experience.id),
    )


def _solution(session: Session, about_id: int) -> Material | None:
    """It is found by what was asked, too, whose title is its own, and stands as that does."""
    solution = session.get(Solution, about_id)
    if solution is None or solution.withdrawn_at is not None:
        return None
    challenge = session.get_one(Challenge, solution.challenge_id)
    if challenge.withdrawn_at is not None:
        return None
    opened = opened_of(session, challenge)
    answer = None if opened is None else opened.answers.get(solution.id)
    (title, title_language), *asked = _said_by(challenge) if opened is None or answer is None else opened.said
    return Material(
        title,
        (answer or (solution.text, solution.language), *asked),
        solution.language,
        solution.published_at,
        (*doors_to(challenge), *(() if answer is None else (EVERYWHERE,))),
        challenge.outcome,
        city_by_id(session, solution.city_id),
        session.get(Network, challenge.network_id),
        themes_of(session, FoundKind.CHALLENGE, challenge.id),
        title_language,
    )


def _answer(session: Session, about_id: int) -> Material | None:
    answer = session.get(PromptAnswer, about_id)
    if answer is None or answer.withdrawn_at is not None:
        return None
    network = session.get_one(Network, session.get_one(Prompt, answer.prompt_id).network_id)
    return Material(
        "",
        ((answer.text, answer.language),),
        answer.language,
        answer.published_at,
        (door_of_network(network.id),),
        city=city_by_id(session, answer.city_id),
        network=network,
    )


def _archive(session: Session, about_id: int) -> Material | None:
    """What an earlier edition left behind is open to every network."""
    archive = session.get(Archive, about_id)
    if archive is None:
        return None
    year = int(archive.years[:4]) if archive.years[:4].isdecimal() else 2000
    return Material(
        archive.name,
        ((" ".join((archive.summary, *archive.fields)), "es"),),
        "es",
        datetime(year, 1, 1, tzinfo=UTC),
        (EVERYWHERE,),
    )


READ: Mapping[FoundKind, Callable[[Session, int], Material | None]] = {
    FoundKind.CHALLENGE: _challenge,
    FoundKind.EXPERIENCE: _experience,
    FoundKind.SOLUTION: _solution,
    FoundKind.ANSWER: _answer,
    FoundKind.ARCHIVE: _archive,
}
