"""What is asked about a pair: a message to the other city, and what one takes with it."""

from store.models import City
from texts.forms import FormChosen
from texts.lists import in_rows
from texts.message import Button, Html, Message, paragraphs, quoted
from texts.pairs.shown import PairShown
from texts.translator import Translator

WORDS, SHARE = "words", "share"  # the names of the steps
WORDS_LIMIT, MESSAGE_LIMIT = 300, 1000
YES, NO = "yes", "no"


def writing_title(t: Translator) -> str:
    """What the unfinished form is called."""
    return t.label("a message to the other city")


def message_question(t: Translator, shown: PairShown, city: City) -> Message:
    """What is to be said."""
    others = t.list_of([Html.escape(other.name) for other in shown.others(city.id)])
    return Message(
        paragraphs(
            t.say("✍️ <b>What do you want to say to {others}?</b>", others=others),
            t.say("It goes to the people of that city with your name. Telephone numbers are not needed."),
        )
    )


def message_sent(t: Translator, shown: PairShown, city: City) -> Message:
    """After it."""
    others = t.list_of([Html.escape(other.name) for other in shown.others(city.id)])
    return Message(t.say("✍️ Sent to {others}.", others=others))


def learned_title(t: Translator) -> str:
    """What the unfinished form is called."""
    return t.label("what your city takes with it")


def learned_question(t: Translator, city: City) -> Message:
    """One sentence, or nothing."""
    return Message(
        paragraphs(
            t.say("🎉 <b>What does {city} take with it?</b> One sentence is enough.", city=city.name),
            t.say("<i>For example: they charge stalls by the metre, and we will try it</i>"),
        )
    )


def share_question(t: Translator, draft_id: int, words: str) -> Message:
    """Before anybody else reads it."""
    keys = [
        Button(t.label("📣 Yes, the digest may say it"), FormChosen(draft_id, SHARE, YES)),
        Button(t.label("🔒 No, only the coordination"), FormChosen(draft_id, SHARE, NO)),
    ]
    return Message(
        paragraphs(quoted(words), t.say("<b>May the weekly digest of the network tell this?</b>")), in_rows(keys, 1)
    )


def kept(t: Translator, *, may_share: bool) -> Message:
    """After it."""
    if may_share:
        return Message(t.say("🎉 Thank you! The next digest tells it."))
    return Message(t.say("🎉 Thank you! It is kept for the network’s account, and not told."))


def nothing_more(t: Translator) -> Message:
    """Skipped."""
    return Message(t.say("🎉 Thank you!"))
