"""What words name in the language of whoever wrote them, and in the others: people mix languages."""

from collections.abc import Callable, Iterator, Sequence

from actions.search.thesaurus import Senses, Span, Thesaurus
from actions.search.words import STEMMERS, Word


def spans_in_each(
    words: Sequence[Word], language: str, known: Thesaurus, row_in: Callable[[str], Senses] | None = None
) -> Iterator[list[Span]]:
    """What is named in their own language, then in each of the others.

    row_in: the senses of the words in a language, where they are not simply those of the words
    """
    row = None if row_in is None else row_in(language)
    yield spans_in_own(words, language, known, row)
    for one in STEMMERS:
        if one != language:
            row = [word.senses(one) for word in words] if row_in is None else row_in(one)
            yield [span for span in known.spans(row, one) if _may_name_in_other(words[span.start : span.end], one)]


def spans_in_own(words: Sequence[Word], language: str, known: Thesaurus, row: Senses | None = None) -> list[Span]:
    """What is named in the language of whoever wrote the words, and no other."""
    spans = known.spans([word.senses(language) for word in words] if row is None else row, language)
    return [span for span in spans if _may_name_in_own(words[span.start : span.end], language)]


def _may_name_in_own(words: Sequence[Word], language: str) -> bool:
    """«Mayor» of a «calle Mayor» is no English one; «donar» alone, which gives in Catalan, is no phrase in Spanish."""
    return not (words[0].phrase_in and _is_masked_elsewhere(words, language))


def _may_name_in_other(words: Sequence[Word], language: str) -> bool:
    """A phrase tells of which language its words are: the «calle» of a «calle Mayor» is no English call."""
    if any(word.phrase_in and language not in word.phrase_in for word in words):
        return False
    return not _is_masked_elsewhere(words, language)


def _is_masked_elsewhere(words: Sequence[Word], language: str) -> bool:
    """A single word that means something else in its phrase; what the whole phrase names, it names."""
    return len(words) == 1 and bool(words[0].masked_in) and language not in words[0].masked_in
