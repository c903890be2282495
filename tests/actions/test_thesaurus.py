"""The files of the thesaurus: what they say of themselves is true, and each term is read as what it says."""

import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from actions.few.likeness import terms_of_offer
from actions.needs.matching import sense_of
from actions.search.entries import concept_term
from actions.search.folder import FOLDER
from actions.search.thesaurus import NOT_CONCEPTS, thesaurus
from actions.search.tongues import spans_in_each
from actions.search.words import STEMMERS, fixed_phrases, stems, words_of

NEGATIONS = frozenset({"sin", "no", "ni", "sem", "não", "nem", "sense", "without", "not"})
LONGEST_NAME = 30  # letters; it stands on a key


def concepts() -> Sequence[Mapping[str, Any]]:
    files = sorted(path for path in FOLDER.glob("*.toml") if path.name not in NOT_CONCEPTS)
    return [one for path in files for one in tomllib.loads(path.read_text("utf-8"))["concept"]]


def test_related_concepts_exist_and_either_is_related_to_the_other() -> None:
    ids = [one["id"] for one in concepts()]
    related = thesaurus().related

    assert len(ids) == len(set(ids))
    assert [one["id"] for one in concepts() if not set(one["related"]) <= {*ids} - {one["id"]}] == []
    assert [one["id"] for one in concepts() if not 1 <= len(set(one["related"])) <= 6] == []
    assert all(concept in related[other] for concept, others in related.items() for other in others)


def test_terms_are_tuples_all_through_and_nothing_that_the_collector_has_to_look_into() -> None:
    terms = [term for found in thesaurus()._starting.values() for of_sense in found.values() for term, _ in of_sense]

    assert {type(part) for term in terms for part in (term, *term)} == {tuple}
    assert {type(sense) for term in terms for part in term for sense in part} == {str}


def test_themes_are_of_concepts_that_exist_and_fit_on_a_key() -> None:
    themes = tomllib.loads((FOLDER / "themes.toml").read_text("utf-8"))
    ids, fields = {one["id"] for one in concepts()}, {one["id"] for one in themes["field"]}

    assert [one["id"] for one in themes["theme"] if not set(one["concepts"]) <= ids or one["field"] not in fields] == []
    named = [one for one in (*themes["theme"], *themes["field"]) if "es" in one]
    assert [one["id"] for one in named if any(len(one[code]) > LONGEST_NAME for code in STEMMERS)] == []


def test_no_term_is_left_without_words_or_with_the_contrary_of_what_it_says() -> None:
    """«sin techo» would be read as «techo»: a negation is none of the words that are looked for."""
    for one in concepts():
        for term in (term for code in STEMMERS for term in one[code]):
            left, whole = list(words_of(term)), term.lower().split()
            assert left, (one["id"], term)
            assert len(left) > 1 or NEGATIONS.isdisjoint(whole), (one["id"], term)


@pytest.mark.parametrize(
    ("language", "singular", "plural"),
    [
        ("es", "luz", "luces"),
        ("es", "mujer", "mujeres"),
        ("es", "bici", "bicis"),
        ("pt", "viagem", "viagens"),
        ("pt", "social", "sociais"),
        ("pt", "reunião", "reuniões"),
        ("ca", "botiga", "botigues"),
        ("ca", "estació", "estacions"),
        ("ca", "autobús", "autobusos"),
        ("en", "woman", "women"),
        ("en", "bus", "buses"),
    ],
)
def test_a_noun_and_its_plural_have_a_stem_in_common(language: str, singular: str, plural: str) -> None:
    assert not set(stems(singular, language)).isdisjoint(stems(plural, language))


@pytest.mark.parametrize(
    ("language", "written", "concept"),
    [
        ("es", "mayores", "wholesale_market"),
        ("es", "tarde", "block_parties"),
        ("es", "saben", "intangible_heritage"),
        ("es", "ruta", "business_registration"),
        ("es", "contrato", "employment"),
        ("es", "noche", "carer"),
        ("es", "papel", "bakers_butchers_chemists"),
        ("pt", "ambulante", "ambulance"),
        ("pt", "banco", "market_stall"),
        ("pt", "cooperativa", "international_cooperation"),
        ("pt", "meio", "business_registration"),
        ("pt", "pequenas", "children"),
        ("ca", "minuts", "mining_and_quarry"),
        ("ca", "sis", "earthquake_safe_buildings"),
        ("ca", "fins", "local_finance"),
        ("ca", "obrir", "workshop"),
        ("ca", "res", "waste"),
        ("ca", "paraules", "market_stall"),
        ("en", "training", "train"),
        ("en", "published", "creative_industries"),
        ("en", "works", "unemployment"),
        ("en", "plan", "urban_planning"),
    ],
)
def test_a_word_does_not_name_what_only_looks_like_it(language: str, written: str, concept: str) -> None:
    assert concept not in named(written, language)


@pytest.mark.parametrize(
    ("language", "written", "concept"),
    [
        ("es", "la calle Mayor", "older_people"),
        ("es", "PLAZA MAYOR", "wholesale_market"),
        ("es", "licencias de obra mayor", "older_people"),
        ("es", "con mayor participación", "older_people"),
        ("es", "a corto plazo", "square"),
        ("es", "la puesta en marcha", "market_stall"),
        ("es", "cuellos de botella", "recycling"),
        ("es", "un espacio libre", "reading"),
        ("es", "mercado laboral", "market_hall"),
        ("es", "tejido social", "crafts"),
        ("pt", "a rua da Praia", "beach"),
        ("pt", "toda segunda-feira", "street_market"),
        ("pt", "feiras livres sem sacola plástica", "reading"),
        ("pt", "mão de obra", "women"),
        ("pt", "tomada de decisão", "charging_point"),
        ("pt", "do ponto de vista", "immigration_appointments"),
        ("es", "lo hemos puesto en marcha", "market_stall"),
        ("es", "contrato menor", "children"),
        ("ca", "coll d'ampolla", "recycling"),
        ("ca", "obres al carrer de l'Església", "religion"),
        ("ca", "en bon estat", "consumer_voucher"),
        ("ca", "banc de dades", "street_furniture"),
        ("en", "the root cause", "tree"),
        ("en", "a green light", "urban_green"),
        ("en", "senior officials", "older_people"),
        ("en", "success stories", "reading"),
    ],
)
def test_a_word_in_a_fixed_phrase_does_not_name_what_it_names_elsewhere(
    language: str, written: str, concept: str
) -> None:
    assert concept not in named(written, language)


@pytest.mark.parametrize(
    ("language", "written", "concept"),
    [
        ("es", "calles para mayores", "older_people"),
        ("es", "una persona mayor", "older_people"),
        ("es", "la calle Mayor", "street"),
        ("es", "una señora mayor", "older_people"),
        ("es", "mi padre es mayor", "older_people"),
        ("es", "hombre mayor solo", "older_people"),
        ("es", "un menor de edad", "children"),
        ("es", "un menor solo", "children"),
        ("es", "tráfico en la calle de la escuela", "school"),
        ("es", "recoger el papel de las oficinas", "documents_and_residence"),
        ("pt", "trânsito na rua da escola", "school"),
        ("ca", "el carrer de l'escola", "school"),
        ("en", "fruit of the season", "healthy_diet"),
        ("en", "a walk through the park", "pedestrian"),
        ("en", "leave with their contracts", "public_procurement"),
        ("es", "ropa de segunda mano", "reuse"),
        ("es", "la jubilación", "pension"),
        ("pt", "uma rua até a praia", "beach"),
        ("pt", "feira livre de segunda-feira", "street_market"),
        ("ca", "el banc d'aliments", "food_bank"),
        ("en", "an old people's home for seniors", "older_people"),
        ("en", "glass ceiling", "women_employment"),
    ],
)
def test_other_words_and_what_the_phrase_itself_names_are_read_as_before(
    language: str, written: str, concept: str
) -> None:
    assert concept in named(written, language)


@pytest.mark.parametrize("language", STEMMERS)
@pytest.mark.parametrize(
    ("written", "concepts"),
    [
        ("Banco central", set()),
        ("carrera profesional", set()),
        ("efecto dominó", set()),
        ("el plazo", set()),
        ("ropa de segunda mano", {"reuse"}),
    ],
)
def test_a_word_in_a_fixed_phrase_names_nothing_in_other_languages_either(
    language: str, written: str, concepts: set[str]
) -> None:
    known = thesaurus()
    said = list(words_of(written))

    assert sense_of(written, language, known).concepts & NOT_MEANT == set()
    assert terms_of_offer(written, language, known) & {concept_term(one) for one in NOT_MEANT} == set()
    assert concepts <= {span.concept for spans in spans_in_each(said, language, known) for span in spans}


NOT_MEANT = {"street_furniture", "centrality", "car", "street", "traditional_games", "square", "women"}


def test_a_spanish_street_is_none_of_the_english_words_that_look_like_it_for_a_portuguese_reader() -> None:
    assert sense_of("calle Mayor", "pt", thesaurus()).concepts == {"street"}
    assert terms_of_offer("calle Mayor", "pt", thesaurus()).isdisjoint({"c_mayor", "c_call_centre"})


def named(written: str, language: str) -> set[str]:
    row = [word.senses(language) for word in words_of(written)]
    return {span.concept for span in thesaurus().spans(row, language)}


def test_each_fixed_phrase_has_the_word_that_means_something_else_in_it() -> None:
    assert set(fixed_phrases()) == set(STEMMERS)
    lost = [
        (language, word, phrase)
        for language, phrases in fixed_phrases().items()
        for word, of_word in phrases.items()
        for phrase in of_word
        if [one.written for one in words_of(phrase) if language in one.masked_in].count(word) != 1
    ]
    assert lost == []
