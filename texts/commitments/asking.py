"""What is asked of a city that takes something on, changes it, or is blocked."""

from store.models import City, CommitmentState
from texts.cities import short_city
from texts.commitments.shown import Round, by_when, state_labels
from texts.forms import FormChosen
from texts.meetings.shown import Reader, heading
from texts.message import Button, Html, Message, lines, paragraphs, quoted
from texts.translator import Translator

WORDS_LIMIT = 200
OBSTACLE_LIMIT = 300
WORDS = "words"
REPLACE = "replace"
OBSTACLE = "obstacle"
YES = "yes"
STATE = "state"


def form_title(t: Translator) -> str:
    """What an unfinished commitment is called."""
    return t.label("a commitment")


def obstacle_title(t: Translator) -> str:
    """What an unfinished answer is called."""
    return t.label("what is in the way of a commitment")


def words_question(
    reader: Reader, shown: Round, city: City, present: str, *, is_noting: bool, has_changed: bool
) -> Message:
    """One question. `present`: the words that stand; `is_noting`: somebody else than the city writes."""
    t = reader.translator
    return Message(
        paragraphs(
            lines(
                _lead(t, city, present, has_changed=has_changed),
                heading(t, shown.meeting, shown.network),
                by_when(reader, shown),
            ),
            t.say("The words at present (tap to copy): {words}", words=Html("<code>{}</code>").format(present))
            if present
            else None,
            t.say(
                "One sentence that begins with what will be done. For example: <i>Measure the loading bays of the "
                "centre</i>. The cities of the network will see it."
            ),
            t.say("✍️ It is noted in the city’s name.") if is_noting else None,
        )
    )


def _lead(t: Translator, city: City, present: str, *, has_changed: bool) -> Html:
    if has_changed:
        return t.say("🔁 <b>What does {city} do now instead?</b>", city=short_city(city))
    if present:
        return t.say("✏️ <b>How should the commitment of {city} read?</b>", city=short_city(city))
    return t.say("🤝 <b>What does {city} take on?</b> One small thing is enough.", city=short_city(city))


def replace_question(t: Translator, draft_id: int, city: City, present: str, words: str) -> Message:
    """Somebody else of the city has written meanwhile."""
    return Message(
        paragraphs(
            t.say("👥 <b>Meanwhile this was written for {city}:</b>", city=short_city(city)),
            quoted(present) if present else t.say("The commitment was withdrawn."),
            t.say("<b>Put this in its place?</b>"),
            quoted(words),
        ),
        ((Button(t.label("Yes, put it there"), FormChosen(draft_id, REPLACE, YES)),),),
    )


def obstacle_question(reader: Reader, city: City, words: str, *, is_noting: bool) -> Message:
    """One question."""
    t = reader.translator
    return Message(
        paragraphs(
            t.say("⛔ <b>What is in the way of {city}?</b> One sentence is enough.", city=short_city(city)),
            quoted(words),
            t.say("Afterwards it can become a challenge, with which the other cities can help."),
            t.say("✍️ It is noted in the city’s name.") if is_noting else None,
        )
    )


def reply_title(t: Translator) -> str:
    """What an answer that was typed and not sorted yet is called."""
    return t.label("how a commitment goes")


def how_it_goes(t: Translator, city: City, taken_on: str) -> Message:
    """In words."""
    title = t.say("🤝 <b>How is the commitment of {city} going?</b>", city=short_city(city))
    return Message(paragraphs(title, quoted(taken_on)))


def what_it_is(reader: Reader, draft_id: int, city: City, taken_on: str, words: str) -> Message:
    """Something was typed below the question how it goes: with it the one question that is left."""
    t = reader.translator
    keys = state_labels(t)
    buttons = [Button(label, FormChosen(draft_id, STATE, state.value)) for state, label in keys.items()]
    return Message(
        paragraphs(
            t.say("🤝 <b>Is this about the commitment of {city}?</b>", city=short_city(city)),
            Html("<i>{words}</i>").format(words=taken_on),
            quoted(words),
            t.say(
                "The words are kept with each of the keys. With “{changed}” they are what the city does from now on.",
                changed=keys[CommitmentState.CHANGED],
            ),
        ),
        (tuple(buttons[:2]), tuple(buttons[2:])),
    )


def saved(t: Translator, *, has_changed: bool) -> str:
    """The toast."""
    return t.plain("Noted: it has changed.") if has_changed else t.plain("Saved. The cities of the network see it.")


def noted(reader: Reader, city: City, line: Html, key: Button) -> Message:
    """To the people of a city, what the coordination has noted in its name."""
    t = reader.translator
    return Message(
        paragraphs(
            t.say(
                "✍️ <b>The coordination has noted something in the name of {city}.</b> It can be changed here.",
                city=short_city(city),
            ),
            line,
        ),
        ((key,),),
    )
