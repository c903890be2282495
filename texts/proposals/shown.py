"""A record as people of other networks read it, or of none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from store.frozen import frozen
from store.models import Challenge, City, FoundKind, Network, Outcome, Person, Proposal, Readers
from store.proposals import Words, kind_of
from store.sheets import Grown
from texts.attachments.shown import Attached
from texts.attachments.shown import line as attached_line
from texts.challenges.questions import body as challenge_body
from texts.dates import day_of
from texts.experiences.words import body as experience_body
from texts.lists import number_buttons
from texts.menu import back_button
from texts.message import Button, Html, Message, Rows, excerpt, lines, paragraphs, quoted
from texts.proposals.presses import FilesWanted
from texts.search.kinds import link_key, state_name
from texts.search.presses import RecordOpened
from texts.sharing import byline, whose, whose_in_short
from texts.sheets.fields import FIELDS
from texts.sheets.fields import kind_of as record_kind
from texts.sheets.shown import language_name
from texts.sheets.values import on_one_line, words_of
from texts.translator import Translator

EXCERPT = 200  # of an answer, below its challenge
SHOWN = 5  # answers


@frozen
class Standing:
    """A record before whoever may have more people read it, or fewer."""

    record: Grown
    network: Network
    city: City | None
    proposal: Proposal | None
    readers: Readers
    may_propose: bool = False
    may_narrow: bool = False
    may_sign: bool = False
    answers: int = 0

    @property
    def sequence(self) -> int:
        """Of its keys."""
        return 0 if self.proposal is None else self.proposal.sequence


@frozen
class Open:
    """A record with all that is read of it outside. author: where they are named; cities: of what others say."""

    record: Grown
    words: Words
    network: Network
    city: City | None
    author: Person | None
    attached: Attached = field(default_factory=dict)
    cities: Mapping[int, City] = field(default_factory=dict)

    @property
    def kind(self) -> FoundKind:
        """Which of the two it is."""
        return kind_of(self.record)


def page(t: Translator, shown: Open, *, is_known: bool) -> Message:
    """The whole. is_known: the reader takes part in a network, and has a menu to go back to."""
    return Message(body(t, shown), (*_keys(t, shown), *_ways_on(t, shown.kind, shown.record.id, is_known=is_known)))


def answer_page(t: Translator, shown: Open, answer_id: int, *, is_known: bool) -> Message:
    """One of its answers."""
    answer = next(one for one in shown.words.answers if one["id"] == answer_id)
    challenge = Button(t.label("See the challenge"), RecordOpened(FoundKind.CHALLENGE, shown.record.id))
    return Message(
        paragraphs(
            t.say("🌍 <i>From the {network}</i>", network=shown.network.name),
            t.say("💡 <b>Answer to “{title}”</b>", title=shown.words.title),
            lines(whose(t, shown.cities.get(answer["city"] or 0)), quoted(answer["text"])),
        ),
        ((challenge,), *_ways_on(t, FoundKind.SOLUTION, answer_id, is_known=is_known)),
    )


def body(t: Translator, shown: Open) -> Html:
    """Its words, whose they are, and from which network."""
    words = shown.words
    return paragraphs(
        t.say("🌍 <i>From the {network}</i>", network=shown.network.name),
        _summary(t, shown),
        _parts(t, shown.record, words),
        _fields(t, shown.record, words),
        lines(
            t.say(
                "{author} · {day}",
                author=whose(t, shown.city) if shown.author is None else byline(t, shown.author, shown.city),
                day=day_of(t, shown.record.published_at, year=True),
            ),
            _state(t, shown.record),
            attached_line(t, shown.attached),
        ),
        lines(*answers) if (answers := list(_answers(t, shown))) else None,
    )


def _summary(t: Translator, shown: Open) -> Html | None:
    found = shown.words.summaries.get(t.language)
    if found is None or shown.words.language == t.language:
        return None
    mark = t.say(
        "🌐 <i>Summary in {language} by {city}; the original in {original} stands below.</i>",
        language=language_name(t, t.language),
        city=whose_in_short(t, shown.cities.get(found["city"] or 0)),
        original=language_name(t, shown.words.language),
    )
    return lines(quoted(found["text"]), mark)


def _parts(t: Translator, record: Grown, words: Words) -> Html:
    if isinstance(record, Challenge):
        return challenge_body(t, words.title, words.parts["problem"], words.parts["tried"])
    return experience_body(t, words.title, words.parts["done"], words.parts["regret"])


def _fields(t: Translator, record: Grown, words: Words) -> Html | None:
    told = [
        t.say(
            "<b>{label}:</b> {words}",
            label=one.label(t),
            words=on_one_line(words_of(t, one, words.fields[one.name]["value"])),
        )
        for one in FIELDS[record_kind(record)]
        if one.name in words.fields
    ]
    return Html("<blockquote expandable>") + lines(*told) + Html("</blockquote>") if told else None


def _state(t: Translator, record: Grown) -> Html | None:
    if not isinstance(record, Challenge) or record.outcome is Outcome.OPEN:
        return None
    return Html.escape(state_name(t, record.outcome))


def _answers(t: Translator, shown: Open) -> Iterator[Html]:
    answers = _first(shown.words.answers)
    if answers:
        yield t.say("💡 <b>What other cities answered</b>")
    for place, answer in enumerate(answers, start=1):
        yield t.say(
            "<b>{number}.</b> {city}: {words}",
            number=place,
            city=whose_in_short(t, shown.cities.get(answer["city"] or 0)),
            words=excerpt(" ".join(answer["text"].split()), EXCERPT),
        )


def _first(answers: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    return answers[:SHOWN]


def _keys(t: Translator, shown: Open) -> Rows:
    answers = number_buttons([RecordOpened(FoundKind.SOLUTION, one["id"]) for one in _first(shown.words.answers)])
    files = (Button(t.label("📎 See what is attached"), FilesWanted(shown.kind, shown.record.id)),)
    return tuple(row for row in (answers, files if sum(shown.attached.values()) else ()) if row)


def _ways_on(t: Translator, kind: FoundKind, about_id: int, *, is_known: bool) -> Rows:
    return ((back_button(t), link_key(t, kind, about_id)),) if is_known else ()
