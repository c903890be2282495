"""What people read about the question of the month: in the group, in private, in the form, and the answers."""

from collections.abc import Sequence

from store.frozen import frozen
from store.models import City, FoundKind, Network, Person, Prompt
from store.prompts import Answered
from texts.cities import short_city
from texts.forms import FormChosen
from texts.lists import arrows, pages_for
from texts.menu import MenuOpened, back_button
from texts.message import Button, Html, Message, Rows, excerpt, lines, paragraphs, quoted
from texts.prompts.presses import (
    PromptAnswerBegun,
    PromptAnswersListed,
    PromptAnswerWithdrawn,
    PromptOpened,
    PromptsOpened,
    PromptWithdrawalAsked,
)
from texts.questions import with_language, words_of
from texts.search.kinds import link_key
from texts.sharing import byline
from texts.translator import Translator

ANSWER_LIMIT = 1000
ANSWERS_A_PAGE = 3
CITIES_NAMED = 8
PUBLISH = "publish"
EDIT = "edit"


@frozen
class Standing:
    """How many have answered, and from which cities."""

    answers: int = 0
    cities: tuple[City, ...] = ()


def subject(prompt: Prompt) -> str:
    """What the card in the groups is found again by."""
    return f"prompt:{prompt.id}"


def form_title(t: Translator) -> str:
    """What an unfinished answer is called."""
    return t.label("an answer to the question of the month")


def hub_button(t: Translator) -> Button:
    """In the hub, while there is a question."""
    return Button(t.label("💬 Question of the month"), PromptsOpened())


def group_card(t: Translator, prompt: Prompt, standing: Standing) -> Message:
    """In groups and channels; answers are written in private and counted here."""
    answer = (Button(t.label("✍️ Answer in private"), start=f"prompt-{prompt.id}"),)
    read = (Button(t.label("📖 Read the answers"), start=f"answers-{prompt.id}"),)
    return Message(
        paragraphs(t.say("💬 <b>The question of the month</b>"), question(t, prompt), _standing(t, standing)),
        (answer, read) if standing.answers else (answer,),
    )


def question(t: Translator, prompt: Prompt) -> Html:
    """The question with its hint."""
    words = words_of(t, prompt)
    hint = Html("<i>{hint}</i>").format(hint=words.hint) if words.hint else None
    return lines(with_language(t, words, Html("<b>{question}</b>").format(question=words.question)), hint)


def _standing(t: Translator, standing: Standing) -> Html:
    if not standing.answers:
        return t.say("Nobody has answered yet. Who begins?")
    count = t.count("✅ {n} answer", "✅ {n} answers", standing.answers)
    if not standing.cities:
        return count
    named = [Html("{city}").format(city=short_city(city)) for city in standing.cities[:CITIES_NAMED]]
    further = len(standing.cities) - len(named)
    if further:
        named.append(t.count("{n} more city", "{n} more cities", further))
    return t.say("{count}: {cities}", count=count, cities=t.list_of(named))


def asked_in_private(t: Translator, prompt: Prompt, network: Network) -> Message:
    """To each delegate, at ten of the person's own morning."""
    return Message(
        paragraphs(
            t.say("💬 <b>The question of the month</b> · {network}", network=network.name),
            question(t, prompt),
            t.say("Two minutes are enough, and nothing is published without seeing it first."),
        ),
        ((Button(t.label("✍️ Answer"), PromptAnswerBegun(prompt.id)),),),
    )


def page(t: Translator, prompt: Prompt, network: Network, standing: Standing, *, has_answered: bool) -> Message:
    """The question in private, from the hub or a link."""
    read = Button(
        t.label("📖 Read the answers ({n})", n=standing.answers),
        PromptAnswersListed(prompt.id, 0),
    )
    return Message(
        paragraphs(
            t.say("💬 <b>The question of the month</b> · {network}", network=network.name),
            question(t, prompt),
            _standing(t, standing),
        ),
        (
            *_own_buttons(t, prompt, has_answered=has_answered),
            *(((read,),) if standing.answers else ()),
            (back_button(t),),
        ),
    )


def _own_buttons(t: Translator, prompt: Prompt, *, has_answered: bool) -> Rows:
    if not has_answered:
        return ((Button(t.label("✍️ Answer"), PromptAnswerBegun(prompt.id)),),)
    return (
        (
            Button(t.label("✏️ Change my answer"), PromptAnswerBegun(prompt.id)),
            Button(t.label("🗑 Withdraw mine"), PromptWithdrawalAsked(prompt.id)),
        ),
    )


def which_prompt(t: Translator, prompts: Sequence[tuple[Prompt, Network]]) -> Message:
    """Several networks have been asked."""
    listed = [
        lines(
            t.say("<b>{number}.</b> {network}", number=number, network=network.name),
            Html("{question}").format(question=words_of(t, prompt).question),
        )
        for number, (prompt, network) in enumerate(prompts, start=1)
    ]
    numbers = tuple(Button(str(number), PromptOpened(prompt.id)) for number, (prompt, _) in enumerate(prompts, start=1))
    return Message(paragraphs(t.say("💬 <b>The questions of the month</b>"), *listed), (numbers, (back_button(t),)))


def answer_question(t: Translator, prompt: Prompt, present: str) -> Message:
    """The form's question; a tap copies the present answer."""
    return Message(
        paragraphs(
            question(t, prompt),
            t.say("The answer at present (a tap copies it):") if present else None,
            Html("<code>{text}</code>").format(text=present) if present else None,
            t.say("✍️ Please write the answer in a message, {limit} characters at most.", limit=ANSWER_LIMIT),
        )
    )


def words_wanted(t: Translator) -> Html:
    """A voice note or a picture came in answer to the question."""
    return t.say("Only text can be kept as an answer. Please write it here:")


def too_long_together(t: Translator) -> Html:
    """A reply that would be added to an answer which is not published yet."""
    return t.say(
        "With this message too, the answer would be longer than {limit} characters: it stays as it was.",
        limit=t.number(ANSWER_LIMIT),
    )


def preview(
    t: Translator,
    draft_id: int,
    prompt: Prompt,
    text: str,
    author: Person,
    city: City | None,
    *,
    is_noted: bool = False,
) -> Message:
    """The answer as it will be seen."""
    return Message(
        paragraphs(
            t.say("This is how the others will see it:"),
            _question_alone(t, prompt),
            _answer(t, text, author, city, is_noted=is_noted),
        ),
        (
            (
                Button(t.label("📣 Publish"), FormChosen(draft_id, "preview", PUBLISH)),
                Button(t.label("✏️ Change"), FormChosen(draft_id, "preview", EDIT)),
            ),
        ),
    )


def _question_alone(t: Translator, prompt: Prompt) -> Html:
    return t.say("💬 <b>{question}</b>", question=words_of(t, prompt).question)


def _answer(t: Translator, text: str, author: Person, city: City | None, *, is_noted: bool) -> Html:
    return lines(byline(t, author, city, is_noted=is_noted), quoted(text))


def published(t: Translator, prompt: Prompt, network: Network, standing: Standing) -> Message:
    """Thanks, and what the others say."""
    return Message(
        paragraphs(
            t.say("✅ Published. The cities of the <b>{network}</b> can read it now.", network=network.name),
            _standing(t, standing),
        ),
        (
            (Button(t.label("📖 Read the answers"), PromptAnswersListed(prompt.id, 0)),),
            (back_button(t),),
        ),
    )


def answers_page(
    t: Translator, prompt: Prompt, answers: Sequence[Answered], shown: int, *, has_answered: bool
) -> Message:
    """Some answers, whole; `shown` is the page."""
    pages = pages_for(len(answers), ANSWERS_A_PAGE)
    here = answers[shown * ANSWERS_A_PAGE : (shown + 1) * ANSWERS_A_PAGE]
    turning = arrows(t, shown, pages, lambda other: PromptAnswersListed(prompt.id, other))
    return Message(
        paragraphs(
            _question_alone(t, prompt),
            *(
                _answer(t, one.answer.text, one.person, one.city, is_noted=one.answer.noted_by is not None)
                for one in here
            ),
            None if answers else t.say("Nobody has answered yet. Who begins?"),
            t.say("Page {page} of {pages}", page=shown + 1, pages=pages) if pages > 1 else None,
        ),
        (
            *((turning,) if turning else ()),
            *_own_buttons(t, prompt, has_answered=has_answered),
            (Button(t.label("◀️ Back"), PromptOpened(prompt.id)),),
        ),
    )


def answer_page(t: Translator, prompt: Prompt, one: Answered, *, takes_part: bool) -> Message:
    """A single answer. `takes_part`: the reader may read those of the others, too."""
    back = PromptAnswersListed(prompt.id, 0) if takes_part else MenuOpened()
    return Message(
        paragraphs(
            _question_alone(t, prompt),
            _answer(t, one.answer.text, one.person, one.city, is_noted=one.answer.noted_by is not None),
        ),
        ((Button(t.label("◀️ Back"), back), link_key(t, FoundKind.ANSWER, one.answer.id)),),
    )


def whether_to_withdraw(t: Translator, prompt: Prompt, text: str) -> Message:
    """Asked once."""
    return Message(
        paragraphs(t.say("Withdraw this answer? Nobody will see it any more."), quoted(excerpt(text, 280))),
        (
            (Button(t.label("🗑 Withdraw it"), PromptAnswerWithdrawn(prompt.id)),),
            (Button(t.label("◀️ Back"), PromptAnswersListed(prompt.id, 0)),),
        ),
    )


def withdrawn(t: Translator, prompt: Prompt) -> Message:
    """It is gone."""
    return Message(
        t.say("The answer has been withdrawn."),
        (
            (Button(t.label("✍️ Write another"), PromptAnswerBegun(prompt.id)),),
            (Button(t.label("◀️ Menu"), MenuOpened()),),
        ),
    )
