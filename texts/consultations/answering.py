"""The pages on which a member's answer is given, one question each; all is saved as it is pressed."""

from store.models import ConsultationAnswer, FieldLevel
from texts.cities import short_city
from texts.consultations.presses import (
    SUMMARY,
    AnswerPageOpened,
    FieldLevelled,
    FieldMeasured,
    FieldWished,
    HourMarked,
    Measure,
    OptionMarked,
    TypedAsWords,
    WishUndone,
    WordsBegun,
    WordsRemoved,
)
from texts.consultations.questionnaire import Question, QuestionKind
from texts.consultations.shown import Asked, FieldShown, asked_name, field_on, member_name
from texts.consultations.summing import hours_words, level_words, measure_words, read_only, summary, way_out
from texts.lists import in_rows
from texts.live.presses import TypedAsOther
from texts.message import Button, Html, Message, Rows, excerpt, lines, paragraphs, quoted
from texts.translator import Translator

NARROW = 17  # characters of a key of which two stand side by side
FIELD_WORDS = 34
CHALLENGE_WORDS = 90
DAY_HOURS = range(7, 22)
FOUR, FIVE = 4, 5
MEASURES = range(4)


def page(t: Translator, asked: Asked, name: str) -> Message:
    """One of them; after the end all of it, to be read."""
    if not asked.is_open:
        return read_only(t, asked)
    question = asked.question_on(name)
    if question is None or name not in asked.pages:
        return summary(t, asked)
    body, rows = _of_kind(t, asked, question, name)
    return Message(
        paragraphs(_head(t, asked, name), body), (*rows, _ways(t, asked, name), *_to_summary(t, asked, name))
    )


def _of_kind(t: Translator, asked: Asked, question: Question, name: str) -> tuple[Html, Rows]:
    match question.kind:
        case QuestionKind.RANK:
            return _ranking(t, asked, question)
        case QuestionKind.FIELD:
            return _field(t, asked, question, field_on(name) or 0)
        case QuestionKind.HOURS:
            return _hours(t, asked, question)
        case QuestionKind.TEXT:
            return _words(t, asked, question)
        case QuestionKind.CHALLENGES:
            return _challenges(t, asked, question)
        case _:
            return _options(t, asked, question)


def _head(t: Translator, asked: Asked, name: str) -> Html:
    place = t.say(
        "🗳 {member} · page {page} of {pages}",
        member=member_name(asked.member),
        page=asked.pages.index(name) + 1,
        pages=len(asked.pages),
    )
    noting = t.say("📝 Noted in the name of {member}.", member=member_name(asked.member)) if asked.is_noting else None
    is_first = name == asked.pages[0] and asked.has_others and asked.has_said
    others = t.say("Somebody of your city has begun: this is the same answer, and goes on here.")
    return lines(place, noting, others if is_first else None)


def _ways(t: Translator, asked: Asked, name: str) -> tuple[Button, ...]:
    pages, number = asked.pages, asked.member.id
    place = pages.index(name)
    before = way_out(t, asked) if place == 0 else Button(t.label("◀️ Back"), AnswerPageOpened(number, pages[place - 1]))
    return before, Button(t.label("▶️ Go on"), AnswerPageOpened(number, pages[place + 1]))


def _to_summary(t: Translator, asked: Asked, name: str) -> Rows:
    """Whoever comes back to one page need not walk through those after it."""
    is_last = name == asked.pages[-2]
    is_back = asked.member.finished_at is not None or (asked.has_said and name != asked.pages[0])
    if is_last or not is_back:
        return ()
    return ((Button(t.label("📋 See it all"), AnswerPageOpened(asked.member.id, SUMMARY)),),)


def _titled(t: Translator, asked: Asked, question: Question) -> Html:
    name = asked_name(asked.member)
    return lines(Html("<b>{title}</b>").format(title=question.title(t, name)), question.hint(t))


def _ranking(t: Translator, asked: Asked, question: Question) -> tuple[Html, Rows]:
    wished, number = asked.wished, asked.member.id
    ranks = {one.id: place for place, one in enumerate(wished, start=1)}
    keys = [Button(_ranked(one, ranks.get(one.id)), FieldWished(number, one.id)) for one in asked.fields]
    undo = [
        Button(t.label("↩️ Take back: {field}", field=excerpt(one.name, 24)), WishUndone(number, one.id))
        for one in wished[-1:]
    ]
    order = [Html("{place}. {field}").format(place=place, field=one.name) for place, one in enumerate(wished, start=1)]
    body = paragraphs(_titled(t, asked, question), lines(*order) if order else None)
    return body, (*in_rows(keys, 2 if all(len(one.name) <= NARROW for one in asked.fields) else 1), *in_rows(undo, 1))


def _ranked(one: FieldShown, rank: int | None) -> str:
    return excerpt(one.name, FIELD_WORDS) if rank is None else f"{rank} · {excerpt(one.name, FIELD_WORDS)}"


def _field(t: Translator, asked: Asked, question: Question, field_id: int) -> tuple[Html, Rows]:
    one = next(each for each in asked.fields if each.id == field_id)
    answer, number = asked.answers[field_id], asked.member.id
    body = paragraphs(
        Html("<b>{field}</b>").format(field=one.name),
        _titled(t, asked, question),
        lines(
            t.say("🔎 How much it needs: {value}", value=measure_words(t, answer.need)),
            t.say("🤝 How much it can offer: {value}", value=measure_words(t, answer.offer)),
            t.say("📍 How far along it is: {level}", level=level_words(t, answer.level)),
        ),
        t.say("0 nothing · 1 a little · 2 quite a lot · 3 a lot"),
    )
    return body, (
        tuple(_measure(number, field_id, Measure.NEED, "🔎", value, answer.need) for value in MEASURES),
        tuple(_measure(number, field_id, Measure.OFFER, "🤝", value, answer.offer) for value in MEASURES),
        *in_rows([_level(t, number, answer, level) for level in FieldLevel]),
    )


def _measure(number: int, field_id: int, measure: Measure, sign: str, value: int, present: int) -> Button:
    text = f"✓ {sign} {value}" if value == present else f"{sign} {value}"
    return Button(text, FieldMeasured(number, field_id, measure, value))


def _level(t: Translator, number: int, answer: ConsultationAnswer, level: FieldLevel) -> Button:
    words = level_words(t, level)
    text = f"✓ {words}" if answer.level is level else words
    return Button(text, FieldLevelled(number, answer.field_id, level.value))


def _hours(t: Translator, asked: Asked, question: Question) -> tuple[Html, Rows]:
    number = asked.member.id
    keys = [
        Button(
            f"✓ {hour:02}" if hour in asked.hours else f"{hour:02}", HourMarked(number, hour, hour not in asked.hours)
        )
        for hour in DAY_HOURS
    ]
    clock = t.say("🕐 On the clock of {member}. 09 is from 9:00 to 10:00.", member=member_name(asked.member))
    body = paragraphs(_titled(t, asked, question), lines(clock, _hours_line(t, asked)))
    return body, in_rows(keys, FIVE)


def _hours_line(t: Translator, asked: Asked) -> Html:
    if not asked.hours:
        return t.say("Marked: none, so any hour suits.")
    return t.say("Marked: {hours}", hours=hours_words(t, asked.hours))


def _options(t: Translator, asked: Asked, question: Question) -> tuple[Html, Rows]:
    number, chosen = asked.member.id, asked.chosen(question)
    is_scale = question.kind is QuestionKind.SCALE
    names = {str(value): str(value) for value in range(1, question.most + 1)} if is_scale else question.said(t).options
    keys = [
        Button(f"✓ {name}" if one in chosen else name, OptionMarked(number, question.id, one, one not in chosen))
        for one, name in names.items()
    ]
    return _titled(t, asked, question), in_rows(keys, FIVE if is_scale else 2)


def _challenges(t: Translator, asked: Asked, question: Question) -> tuple[Html, Rows]:
    number, chosen = asked.member.id, asked.chosen(question)
    listed = [
        Html("{place}. {title}{city}").format(
            place=place,
            title=excerpt(one.title, CHALLENGE_WORDS),
            city=f" · {short_city(one.city)}" if one.city is not None else "",
        )
        for place, one in enumerate(asked.challenges, start=1)
    ]
    keys = [
        Button(
            f"✓ {place}" if str(one.id) in chosen else str(place),
            OptionMarked(number, question.id, str(one.id), str(one.id) not in chosen),
        )
        for place, one in enumerate(asked.challenges, start=1)
    ]
    return paragraphs(_titled(t, asked, question), lines(*listed)), in_rows(keys, FOUR)


def _words(t: Translator, asked: Asked, question: Question) -> tuple[Html, Rows]:
    said = asked.replies.get(question.id, "")
    write = Button(t.label("✏️ Change") if said else t.label("✏️ Write"), WordsBegun(asked.member.id, question.id))
    remove = (Button(t.label("🗑 Take away"), WordsRemoved(asked.member.id, question.id)),) if said else ()
    typing = None if said else t.say("It is enough to write it here and send it.")
    return paragraphs(_titled(t, asked, question), quoted(said) if said else typing), ((write, *remove),)


def words_question(t: Translator, asked: Asked, question: Question) -> Message:
    """To be typed."""
    said = asked.replies.get(question.id, "")
    return Message(paragraphs(_titled(t, asked, question), quoted(said) if said else None))


def typed(t: Translator, asked: Asked, question: Question, *, reply_to: int) -> Message:
    """To who types on a page that is answered with keys, in answer to it: the keys find the words through that."""
    said = asked.replies.get(question.id, "")
    number, other = asked.member.id, Button(t.label("Something else"), TypedAsOther())
    instead = Button(t.label("✏️ Put it in its place"), TypedAsWords(number, question.id))
    add = Button(t.label("✏️ Add it to the answer"), TypedAsWords(number, question.id, is_more=True))
    replaced = paragraphs(t.say("In own words it says so far:"), quoted(said)) if said else None
    return Message(
        paragraphs(
            lines(
                t.say("🗳 <b>Is this for the answer of {member}, in own words?</b>", member=member_name(asked.member)),
                t.say("Nothing of it has been kept yet. The rest of the consultation is answered with keys."),
            ),
            replaced,
        ),
        ((add,), (instead, other)) if said else ((add, other),),
        reply_to=reply_to,
    )


def words_title(t: Translator) -> str:
    """Of the form."""
    return t.label("🗳 Consultation: in your own words")
