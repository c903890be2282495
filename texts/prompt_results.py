"""All answers to a question together: a card in the groups, and the same in private."""

from collections.abc import Sequence

from store.models import FoundKind, Network, Prompt
from store.prompts import Answered
from texts.digests.lines import link
from texts.menu import back_button
from texts.message import Button, Html, Message, excerpt, lines, paragraphs
from texts.prompts.presses import PromptAnswersListed, PromptOpened
from texts.questions import words_of
from texts.sharing import whose_in_short
from texts.translator import Translator

MOST = 12  # answers in one card; the rest is behind its key
WORDS = 90


def subject(prompt: Prompt) -> str:
    """What the card in the groups is found again by."""
    return f"results:{prompt.id}"


def card(t: Translator, prompt: Prompt, answers: Sequence[Answered]) -> Message:
    """In groups and channels: who reads a line's link reads the whole answer."""
    read = Button(t.label("📖 Read the answers"), start=f"answers-{prompt.id}")
    own = Button(t.label("✍️ Answer in private"), start=f"prompt-{prompt.id}")
    return Message(_body(t, prompt, answers), ((read,), (own,)) if answers else ((own,),))


def page(t: Translator, prompt: Prompt, network: Network, answers: Sequence[Answered]) -> Message:
    """The same in private, from the digest."""
    return Message(
        paragraphs(Html("<b>{network}</b>").format(network=network.name), _body(t, prompt, answers)),
        (
            (Button(t.label("📖 Read the answers"), PromptAnswersListed(prompt.id, 0)),),
            (Button(t.label("💬 The question"), PromptOpened(prompt.id)), back_button(t)),
        ),
    )


def _body(t: Translator, prompt: Prompt, answers: Sequence[Answered]) -> Html:
    further = len(answers) - MOST
    return paragraphs(
        t.say("📊 <b>What the cities answered</b>"),
        Html("<b>{question}</b>").format(question=words_of(t, prompt).question),
        lines(
            *(_line(t, one) for one in answers[:MOST]),
            t.count("➕ and {n} more", "➕ and {n} more", further) if further > 0 else None,
        )
        if answers
        else t.say("Nobody has answered yet. Who begins?"),
    )


def _line(t: Translator, one: Answered) -> Html:
    place = None if one.city is None else one.city
    words = link(f"{FoundKind.ANSWER}-{one.answer.id}", excerpt(one.answer.text, WORDS))
    return Html("• {city}: {words}").format(city=whose_in_short(t, place), words=words)
