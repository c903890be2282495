"""Words as a search compares them: without accents, case, and the endings that a language puts behind them."""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from actions.search.folder import FOLDER

if TYPE_CHECKING:
    from Stemmer import Stemmer

STEMMERS = {"es": "spanish", "pt": "portuguese", "ca": "catalan", "en": "english"}
KIN = 6  # letters
_ALIKE = (
    *(("qu", "c"), ("ce", "se"), ("ci", "si"), ("ge", "je"), ("gi", "ji"), ("z", "s"), ("ph", "f"), ("th", "t")),
    *(("ou", "u"), ("nh", "n"), ("ny", "n"), ("lh", "l"), ("ll", "l"), ("nm", "m"), ("h", ""), ("v", "b"), ("y", "i")),
    *(("w", "u"), ("x", "s"), ("k", "c")),
)
_DOUBLE = re.compile(r"(.)\1")
LONGEST = 64  # letters of a term; beyond them it is none that anybody would look for
_WORD = re.compile(r"[^\W_]+(?:[·.](?<=l.)(?=l)[^\W_]+)*")  # Catalan writes l·l; on a phone often l.l
_CATALAN_L = re.compile(r"(?<=l)[·.](?=l)")
# Snowball leaves two stems of many a noun and its plural: luz, luces; reunião, reuniões; viagem, viagens; botiga,
# botigues; woman, women. Endings of plurals without accents, and what stands there in the singular.
_PLURALS = {
    "es": (("ces", "z"), ("nes", "n"), ("res", "r"), ("les", "l"), ("des", "d"), ("s", "")),
    "pt": (
        *(("oes", "ao"), ("aes", "ao"), ("ns", "m"), ("ais", "al"), ("eis", "el"), ("ois", "ol"), ("uis", "ul")),
        *(("res", "r"), ("zes", "z"), ("s", "")),
    ),
    "ca": (
        *(("ques", "ca"), ("gues", "ga"), ("tges", "tja"), ("ges", "ja"), ("ces", "ca"), ("ssos", "s"), ("sos", "s")),
        *(("ns", ""), ("s", "")),
    ),
    "en": (
        ("women", "woman"),
        ("children", "child"),
        ("people", "person"),
        ("ses", "s"),
        ("ves", "fe"),
        ("men", "man"),
    ),
}
SHORTEST_PLURAL = 4  # letters
IN_PHRASE = "_"  # behind a stem; no word that people type has it


class Word(NamedTuple):
    """A word of a text: as it was written, and from where to where.

    masked_in: the languages in which it means something else than elsewhere, for the fixed phrase in which it stands
    phrase_in: the languages that have the phrase of several words in which it stands, whether masked or not
    """

    written: str
    start: int
    end: int
    masked_in: frozenset[str] = frozenset()
    phrase_in: frozenset[str] = frozenset()

    def senses(self, language: str) -> tuple[str, ...]:
        """By what it names something in a language: its stems, and in a fixed phrase others than elsewhere."""
        found = stems(self.written, language)
        return tuple(f"{stem}{IN_PHRASE}" for stem in found) if language in self.masked_in else found


def words_of(text: str) -> Iterator[Word]:
    """The words of a text in their order, without those that say nothing by themselves (de, the, para ...)."""
    found = list(_WORD.finditer(text))
    row = [plain(one.group()) for one in found]
    masked, phrases = _masks(row)
    for place, (one, word) in enumerate(zip(found, row, strict=True)):
        if word and word not in empty_words():
            yield Word(one.group(), one.start(), one.end(), frozenset(masked[place]), frozenset(phrases[place]))


def _masks(row: Sequence[str]) -> tuple[Mapping[int, set[str]], Mapping[int, set[str]]]:
    """Of each place in which languages its word means something else in its phrase, and which have the phrase."""
    masked, phrases = defaultdict[int, set[str]](set), defaultdict[int, set[str]](set)
    for start, word in enumerate(row):
        for phrase, place, language in _phrases().get(word, ()):
            if tuple(row[start : start + len(phrase)]) == phrase:
                masked[start + place].add(language)
                if len(phrase) > 1:
                    for other in range(start, start + len(phrase)):
                        phrases[other].add(language)
    return masked, phrases


@lru_cache(maxsize=8192)
def plain(word: str) -> str:
    """In small letters, without accents: ñ is n, ç is c, as on a keyboard that has neither."""
    joined = _CATALAN_L.sub("", word)
    parts = unicodedata.normalize("NFKD", joined.casefold())
    return "".join(letter for letter in parts if letter.isascii() and letter.isalnum())


@lru_cache(maxsize=16384)
def stems(word: str, language: str) -> tuple[str, ...]:
    """A word's stem in a language; others where it is another when it is typed without accents, or in the singular."""
    as_written = _CATALAN_L.sub("", word.lower())
    forms = (as_written, plain(word), _singular(plain(word), language))
    return tuple(dict.fromkeys(_stem(form, language) for form in forms))


def all_stems(word: str, first: str) -> tuple[str, ...]:
    """A word's stems in whichever language it may be, those of `first` before the others."""
    languages = (first, *(language for language in STEMMERS if language != first))
    return tuple(dict.fromkeys(stem for language in languages for stem in stems(word, language)))


@lru_cache(maxsize=16384)
def kin(word: str) -> str:
    """What a word has in common with its like in a sister language: biblioteca, biblioteques; artesanas, artezanas.

    The first letters, written as they sound alike; nothing where there are too few. No word that people type has a `_`.
    """
    folded = plain(word)
    for written, alike in _ALIKE:
        folded = folded.replace(written, alike)
    folded = _DOUBLE.sub(r"\1", folded)
    return f"g_{folded[:KIN]}" if len(folded) >= KIN - 1 and not folded.isdecimal() else ""


def _singular(word: str, language: str) -> str:
    if len(word) >= SHORTEST_PLURAL:
        for plural, singular in _PLURALS[language]:
            if word.endswith(plural):
                return word.removesuffix(plural) + singular
    return word


def _stem(word: str, language: str) -> str:
    return (plain(_stemmer(language).stemWord(word)) or plain(word))[:LONGEST]


@cache
def _stemmer(language: str) -> "Stemmer":
    from Stemmer import Stemmer  # a library of many languages: until something is written or looked for, of none

    return Stemmer(STEMMERS[language], 0)  # what it has stemmed is kept by `stems`


@cache
def empty_words() -> frozenset[str]:
    """Of all four languages: nobody says in which one they ask."""
    lists: dict[str, Sequence[str]] = tomllib.loads((FOLDER / "empty_words.toml").read_text("utf-8"))
    return frozenset(plain(word) for words in lists.values() for word in words)


@cache
def _phrases() -> Mapping[str, Sequence[tuple[tuple[str, ...], int, str]]]:
    """By their first words: the words, which of them means something else, and the language."""
    found: dict[str, list[tuple[tuple[str, ...], int, str]]] = {}
    for language, phrases in fixed_phrases().items():
        for word, of_word in phrases.items():
            for phrase in of_word:
                row = tuple(plain(one) for one in _WORD.findall(phrase))
                found.setdefault(row[0], []).append((row, row.index(plain(word)), language))
    return found


@cache
def fixed_phrases() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """By language: words, and the phrases in which each means something else than elsewhere."""
    phrases: dict[str, dict[str, list[str]]] = tomllib.loads((FOLDER / "fixed_phrases.toml").read_text("utf-8"))
    return phrases
