"""All that a member says, on one page; and the words for what it says."""

from collections.abc import Sequence

from store.models import FieldLevel
from texts.consultations.desk_presses import MemberOpened
from texts.consultations.presses import FIRST, SUMMARY, AnswerFinished, AnswerPageOpened
from texts.consultations.questionnaire import Question, QuestionKind
from texts.consultations.shown import Asked, field_on, member_name, title_of
from texts.dates import moment
from texts.lists import in_rows
from texts.menu import back_button
from texts.message import Button, Html, Message, excerpt, lines, paragraphs
from texts.translator import Translator

MOST_SUMMED = 120
FIVE = 5


def summary(t: Translator, asked: Asked) -> Message:
    """The last page: all of it, with a key to each page, and the end."""
    number, pages = asked.member.id, asked.pages[:-1]
    keys = [Button(str(place), AnswerPageOpened(number, name)) for place, name in enumerate(pages, start=1)]
    done = (Button(t.label("✅ Done"), AnswerFinished(number)),)
    kept = t.say("All of this is saved. To change something, press its number.")
    is_done = asked.member.finished_at is not None
    return Message(
        paragraphs(_title(t, asked), lines(*_said_on_pages(t, asked)), _until(t, asked) if is_done else kept),
        (*in_rows(keys, FIVE), *(() if is_done else (done,)), (way_out(t, asked),)),
    )


def finished(t: Translator, asked: Asked) -> Message:
    """Said once, at the end."""
    change = Button(t.label("✏️ Look or change"), AnswerPageOpened(asked.member.id, SUMMARY))
    thanks = t.say(
        "✅ <b>Thank you: the answer of {member} is complete.</b>\nNothing more is asked.",
        member=member_name(asked.member),
    )
    return Message(paragraphs(thanks, _until(t, asked)), ((change,), (way_out(t, asked),)))


def read_only(t: Translator, asked: Asked) -> Message:
    """After the end."""
    over = t.say("🔒 The consultation has closed, thank you. This is what was said; it is not changed any more.")
    return Message(paragraphs(_title(t, asked), lines(*_said_on_pages(t, asked)), over), ((way_out(t, asked),),))


def _title(t: Translator, asked: Asked) -> Html:
    return lines(
        t.say("🗳 <b>{title}</b> · {member}", title=title_of(asked.consultation), member=member_name(asked.member)),
        t.say("📝 Noted in the name of {member}.", member=member_name(asked.member)) if asked.is_noting else None,
    )


def _until(t: Translator, asked: Asked) -> Html | None:
    closes_at = asked.consultation.closes_at
    return None if closes_at is None else t.say("It can be changed until {until}.", until=moment(t, closes_at))


def _said_on_pages(t: Translator, asked: Asked) -> Sequence[Html]:
    return [
        Html("{place}. {said}").format(place=place, said=_said(t, asked, name))
        for place, name in enumerate(asked.pages[:-1], start=1)
    ]


def _said(t: Translator, asked: Asked, name: str) -> Html:
    field_id, question = field_on(name), asked.question_on(name)
    if field_id is not None:
        return _said_of_field(t, asked, field_id)
    if name == FIRST:
        wished = [Html.escape(one.name) for one in asked.wished]
        return t.say("Fields: {fields}", fields=Html(" › ").join(wished) if wished else t.say("none yet"))
    if question is not None and question.kind is QuestionKind.HOURS:
        return t.say("Hours: {hours}", hours=hours_words(t, asked.hours) if asked.hours else t.say("any"))
    return _said_otherwise(t, asked, question) if question is not None else Html()


def _said_of_field(t: Translator, asked: Asked, field_id: int) -> Html:
    one, answer = next(each for each in asked.fields if each.id == field_id), asked.answers[field_id]
    return t.say(
        "{field}: needs {need}, offers {offer}, {level}",
        field=one.name,
        need=answer.need,
        offer=answer.offer,
        level=level_words(t, answer.level).lower(),
    )


def _said_otherwise(t: Translator, asked: Asked, question: Question) -> Html:
    chosen = asked.chosen(question)
    match question.kind:
        case QuestionKind.TEXT:
            words = asked.replies.get(question.id, "")
            return t.say("In own words: {words}", words=excerpt(words, MOST_SUMMED) if words else t.say("nothing"))
        case QuestionKind.CHALLENGES:
            titles = [excerpt(one.title, 40) for one in asked.challenges if str(one.id) in chosen]
            return t.say("Open challenges: {titles}", titles=_joined(titles) or t.say("none"))
        case QuestionKind.SCALE:
            value = Html(f"{chosen[0]} / {question.most}") if chosen else t.say("not said")
            return t.say("Each month: {value}", value=value)
        case _:
            names = [question.said(t).options.get(one, one) for one in chosen]
            return t.say("Who would take part: {names}", names=_joined(names) or t.say("not said"))


def _joined(names: Sequence[str]) -> Html:
    return Html("; ").join(Html.escape(name) for name in names)


def way_out(t: Translator, asked: Asked) -> Button:
    """To where whoever answers came from."""
    return Button(t.label("◀️ Back"), MemberOpened(asked.member.id)) if asked.is_noting else back_button(t)


def measure_words(t: Translator, value: int) -> str:
    """From 0 to 3."""
    return (t.plain("nothing"), t.plain("a little"), t.plain("quite a lot"), t.plain("a lot"))[value]


def level_words(t: Translator, level: FieldLevel | None) -> str:
    """How far along."""
    match level:
        case FieldLevel.STARTING:
            return t.plain("Starting")
        case FieldLevel.UNDERWAY:
            return t.plain("In progress")
        case FieldLevel.CONSOLIDATED:
            return t.plain("Consolidated")
        case None:
            return t.plain("not said")


def hours_words(t: Translator, hours: frozenset[int]) -> Html:
    """As "09:00-12:00 and 15:00-17:00"."""
    if len(hours) == 24:
        return Html("00:00-24:00")
    begins = sorted(hour for hour in hours if (hour - 1) % 24 not in hours)
    spans = []
    for begin in begins:
        end = begin
        while end % 24 in hours:
            end += 1
        spans.append(Html(f"{begin:02}:00-{end if end == 24 else end % 24:02}:00"))
    return t.list_of(spans)
