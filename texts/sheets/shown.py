"""How a record stands with its sheet: what is filled in, how much is missing, in whose words it is read."""

from collections.abc import Mapping, Sequence

from store.challenges import ChallengesShown
from store.experiences import ExperiencesShown
from store.frozen import frozen
from store.models import Sheet
from store.sheets import Grown, Summarised
from texts.attachments.shown import is_unwritten
from texts.challenges.presses import ChallengeOpened
from texts.experiences.presses import ExperienceOpened
from texts.message import Html, excerpt, lines, quoted
from texts.presses import Press
from texts.sharing import byline
from texts.sheets.fields import FIELDS, PARTS, Field, RecordKind, Value, kind_of
from texts.sheets.values import on_one_line, words_of
from texts.translator import Translator

CELLS = 5
EXCERPT = 120  # of a field on a record's page
LEAST_EXCERPT = 30
ROOM = 3400  # what a record's page has for its own words and for its fields, of what one message takes
_LONG = 200


@frozen
class SheetView:
    """A sheet before a reader.

    summary: in their language, where it is another one than the record's; shows_original: they asked for the record's
    """

    sheet: Sheet
    record: Grown
    values: Mapping[str, Value]
    summary: Summarised | None = None
    shows_original: bool = False
    may_tend: bool = False
    may_see_versions: bool = False
    may_sum_up: bool = False
    may_ask: bool = False  # whoever signs it is open to questions
    versions: int = 0

    @property
    def kind(self) -> RecordKind:
        """Of which records."""
        return kind_of(self.record)

    @property
    def fields(self) -> tuple[Field, ...]:
        """All that may be filled in."""
        return FIELDS[self.kind]

    @property
    def missing(self) -> Sequence[Field]:
        """What is most useful first."""
        return [field for field in self.fields if field.name not in self.values]

    @property
    def filled(self) -> Sequence[Field]:
        """The rest."""
        return [field for field in self.fields if field.name in self.values]

    @property
    def shows_summary(self) -> bool:
        """Whether it is what the reader sees of the record."""
        return self.summary is not None and not self.shows_original


def back_to_record(view: SheetView) -> Press:
    """Its page."""
    return page_of(view.record, is_own=view.may_tend)


def page_of(record: Grown, *, is_own: bool) -> Press:
    """A record's page, which leads to the list of one's own or to that of all."""
    if kind_of(record) is RecordKind.CHALLENGE:
        return ChallengeOpened(record.id, ChallengesShown.MINE if is_own else ChallengesShown.OPEN, 0)
    return ExperienceOpened(record.id, ExperiencesShown.MINE if is_own else ExperiencesShown.ALL, 0)


def completeness(t: Translator, view: SheetView) -> Html:
    """In words, and as a bar behind them, so that who listens to it has the words first."""
    total = PARTS + len(view.fields)
    written = 0 if is_unwritten(view.record) else PARTS
    number = written + len(view.fields) - len(view.missing)
    cells = CELLS if number == total else min(round(number * CELLS / total), CELLS - 1)
    bar = "▓" * cells + "░" * (CELLS - cells)
    return t.say("📋 Complete: {number} of {total} {bar}", number=number, total=total, bar=bar)


def told(t: Translator, view: SheetView | None, body: Html) -> Html:
    """The record's words; a summary in the reader's language stands in their place, and says so."""
    if view is None or view.summary is None or view.shows_original:
        return body
    return lines(
        Html("<b>{title}</b>").format(title=view.record.title),
        quoted(view.summary.summary.text),
        summary_mark(t, view, view.summary),
    )


def summary_mark(t: Translator, view: SheetView, summary: Summarised) -> Html:
    """Whose words these are, and that they are not the record's."""
    return t.say(
        "🌐 <i>Summary in {language}, written by {author}; original in {original}.</i>",
        language=language_name(t, summary.summary.language),
        author=byline(t, summary.author, summary.city),
        original=language_name(t, view.record.language),
    )


def language_name(t: Translator, language: str) -> str:
    """As "Portuguese", in the reader's language, within a sentence."""
    return str(t.locale.languages.get(language, language))


def further(t: Translator, view: SheetView | None, body: Html) -> Html | None:
    """What is filled in, each on its line and folded where that is long; how complete it is."""
    if view is None:
        return None
    length = excerpt_length(view, body)
    stands = [
        _field_line(t, field, excerpt(words, length))
        for field, words in zip(view.filled, _all_words(t, view), strict=True)
    ]
    told_of = lines(*stands)
    opening = Html("<blockquote expandable>") if len(told_of) > _LONG else Html("<blockquote>")
    quote = opening + told_of + Html("</blockquote>") if stands else None
    return lines(quote, completeness(t, view))


def is_cut(t: Translator, view: SheetView, body: Html) -> bool:
    """Whether the record's page does not show all that is filled in."""
    length = excerpt_length(view, body)
    return any(excerpt(words, length) != words for words in _all_words(t, view))


def excerpt_length(view: SheetView, body: Html) -> int:
    """Of a field, so that the page stays one message: those with long words have less room for the rest."""
    room = (ROOM - len(body)) // max(len(view.filled), 1) - LEAST_EXCERPT
    return max(LEAST_EXCERPT, min(EXCERPT, room))


def _all_words(t: Translator, view: SheetView) -> list[str]:
    return [on_one_line(words_of(t, field, view.values[field.name])) for field in view.filled]


def _field_line(t: Translator, field: Field, words: str) -> Html:
    return t.say("<b>{label}:</b> {words}", label=field.label(t), words=words)
