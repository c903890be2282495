"""Which offers answer a need: by the concepts of the thesaurus, and else by words with the same stem. Pure.

What a network is about says nothing in it, and neither do words that stand in every second text: they join nobody.
"""

from collections.abc import Collection
from dataclasses import field

from actions.search.thesaurus import Thesaurus
from actions.search.tongues import spans_in_each
from actions.search.words import STEMMERS, Word, all_stems, kin, plain, words_of
from store.frozen import frozen

A_CONCEPT = 3  # as good as so many words

# As they are typed without accents; in the four languages.
_WRITTEN = """
    ciudad ciudades cidade cidades ciutat ciutats city cities municipal municipales municipais municipals municipio
    municipios local locales locais locals publico publica publicos publicas public publics publiques gestion
    gestionar gestao gestio manage management plan planes plano planos plans programa programas programes programme
    programmes proyecto proyectos projeto projetos projecte projectes project projects politica politicas politiques
    policy policies nuevo nueva nuevos nuevas novo nova novos novas nou noves new experiencia experiencias
    experiencies experience medir medicion mensurar measure measuring mejorar mejora melhorar melhoria millorar
    millora improve hacer fazer trabajo trabalho treball work desarrollo desenvolvimento desenvolupament development
    urbano urbana urbanos urbanas urba urban territorio territorial ayuda apoyo apoio ajuda suport help support
    herramienta herramientas ferramentas eines tools modelo modelos models model sistema sistemas sistemes system
    buenas boas bones practicas praticas practiques practices estrategia estrategias estrategies strategy centro
    centre center zona zonas zones area areas
"""
_GENERIC = frozenset(_WRITTEN.split())


@frozen
class Sense:
    """What a text is about: its concepts, and of each word that says something all forms that may be compared."""

    concepts: frozenset[str]
    words: tuple[frozenset[str], ...]
    forms: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "forms", frozenset().union(*self.words))


def sense_of(text: str, language: str, known: Thesaurus, weak: Collection[str] = ()) -> Sense:
    """`weak`: concepts that do not count, as those that name the network itself."""
    words = list(words_of(text))
    first = language if language in STEMMERS else "es"
    read = spans_in_each(words, first, known)
    named = ({span.concept for span in spans if not _is_generic(words[span.start : span.end])} for spans in read)
    concepts = next(filter(None, named), set[str]())
    telling = [word.written for word in words if plain(word.written) not in _GENERIC]
    forms = (frozenset({*all_stems(word, first), kin(word)} - {""}) for word in telling)
    return Sense(frozenset(concepts).difference(weak), tuple(forms))


def _is_generic(words: list[Word]) -> bool:
    return all(plain(word.written) in _GENERIC for word in words)


def alike(one: Sense, other: Sense) -> int:
    """How much two texts are about the same; 0: not enough to put people together.

    A concept is enough, and so are two words; a single one where it is half of what either says.
    """
    concepts = len(one.concepts & other.concepts)
    words = min(_shared(one, other), _shared(other, one))
    is_much = words >= 2 or (words and words * 2 >= min(len(one.words), len(other.words)))
    return concepts * A_CONCEPT + words if concepts or is_much else 0


def _shared(one: Sense, other: Sense) -> int:
    return sum(not word.isdisjoint(other.forms) for word in one.words)
