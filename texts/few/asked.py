"""What one of the few reads: the question, and what became of it."""

from collections.abc import Sequence

from store.challenges import ChallengesShown
from store.few import Candidate
from store.models import AskReason, Person
from texts.challenges.presses import ChallengeOpened
from texts.cities import short_city
from texts.few.presses import AskAnswerBegun, AskDeclined, AskOpened, SuggestionChosen, SuggestionsOpened
from texts.few.shown import Told
from texts.lists import arrows, number_buttons, pages_for
from texts.message import Button, Html, Message, excerpt, lines, paragraphs
from texts.sharing import beyond_title, whose_in_short
from texts.translator import Translator

EXCERPT = 240
WORDS = 120  # of what speaks for asking


def question(t: Translator, told: Told) -> Message:
    """Who asks what, why this reader is asked, and three ways to go on."""
    challenge, asking = told.challenge, told.asking
    return Message(
        paragraphs(
            lines(
                t.say("🙋 <b>{city} asks</b>", city=whose_in_short(t, told.city)),
                Html("<b>{title}</b>").format(title=challenge.title),
            ),
            beyond_title(challenge.problem, challenge.title, EXCERPT),
            _why(t, told),
        ),
        (
            (
                Button(t.label("💡 Answer"), AskAnswerBegun(asking.id)),
                Button(t.label("👥 Suggest someone"), SuggestionsOpened(asking.id, 0)),
            ),
            (
                Button(t.label("Not for me"), AskDeclined(asking.id)),
                _see(t, told),
            ),
        ),
    )


def _why(t: Translator, told: Told) -> Html:
    words = excerpt(told.asking.because, WORDS)
    match told.asking.reason:
        case AskReason.OFFER:
            return t.say("Among what you can help with is “{words}”.", words=words)
        case AskReason.SOLUTION:
            return t.say("Your city has answered something like it: “{title}”.", title=words)
        case AskReason.EXPERIENCE:
            return t.say("Your city has shared an experience like it: “{title}”.", title=words)
        case AskReason.CHALLENGE:
            return t.say("Your city had something like it, and found a way: “{title}”.", title=words)
        case AskReason.ADOPTION:
            return t.say("Your city has tried something like it: “{words}”.", words=words)
        case AskReason.SUGGESTED if told.by is not None and told.by.name:
            return t.say("{person} thought of you.", person=told.by.name)
        case AskReason.SUGGESTED:
            return t.say("Somebody of the network thought of you.")


def whom(t: Translator, told: Told, page: Sequence[Candidate], *, number: int, place: int) -> Message:
    """Of whom the reader thinks; place: the page."""
    back = (Button(t.label("◀️ Back"), AskOpened(told.asking.id)),)
    if not number:
        return Message(t.say("👥 There is nobody else in the network who could be asked now."), (back,))
    listed = [
        t.say("{n}. {person}, {city}", n=n, person=one.person.name, city=short_city(one.city))
        for n, one in enumerate(page, start=1)
    ]
    pages = arrows(t, place, pages_for(number), lambda to: SuggestionsOpened(told.asking.id, to))
    return Message(
        paragraphs(
            t.say("👥 <b>Who may know?</b> Whoever you choose is asked, and reads that you thought of them."),
            lines(*listed),
        ),
        tuple(
            row
            for row in (
                number_buttons([SuggestionChosen(told.asking.id, one.person.id) for one in page]),
                pages,
                back,
            )
            if row
        ),
    )


def suggested(t: Translator, told: Told, whom: Person | None) -> Message:
    """Thanks, and the way to answer all the same."""
    words = (
        t.say("👥 Thank you: somebody else was asked, too.")
        if whom is None
        else t.say("👥 Thank you: {person} is asked, too.", person=whom.name)
    )
    return _after(t, told, words)


def declined(t: Translator, told: Told) -> Message:
    """Thanks, and no reproach."""
    return _after(t, told, t.say("👌 Thank you for saying so. Questions like this one will come less often."))


def answered(t: Translator, told: Told) -> Message:
    """It is done already."""
    words = t.say("💡 Your city has answered “{title}”. Thank you!", title=told.challenge.title)
    return Message(words, ((_see(t, told),),))


def solved(t: Translator, told: Told) -> Message:
    """Nobody waits for an answer any more."""
    words = t.say("✅ “{title}” is solved already. Thank you for being there!", title=told.challenge.title)
    return Message(words, ((_see(t, told),),))


def _after(t: Translator, told: Told, words: Html) -> Message:
    answer = Button(t.label("💡 Answer all the same"), AskAnswerBegun(told.asking.id))
    return Message(
        paragraphs(words, Html("<b>{title}</b>").format(title=told.challenge.title)),
        ((answer,), (_see(t, told),)),
    )


def _see(t: Translator, told: Told) -> Button:
    return Button(t.label("Read it whole"), ChallengeOpened(told.challenge.id, ChallengesShown.OPEN, 0))
