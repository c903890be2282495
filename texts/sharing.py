"""What sharing a challenge and sharing an experience have in common: questions, preview, who wrote it, quotes."""

import re
from collections.abc import Sequence
from datetime import datetime

from store.frozen import frozen
from store.models import City, Network, Person, Visibility
from store.news import Place
from texts.cities import city_name, short_city
from texts.dates import day_of
from texts.forms import FormChosen, answers
from texts.meetings import lists
from texts.menu import MenuOpened
from texts.message import Button, Html, Message, Rows, excerpt, lines, paragraphs, quoted
from texts.presses import Press, press
from texts.search.asking import typed_key as search_key
from texts.translator import Translator

TEXT_LIMIT = 1500
TITLE_LIMIT = 120
TITLE_PROPOSED = 80
NOTHING = "nothing"
USE_TITLE = "use"
EDIT = "edit"
SAVE = "save"

TITLE_AT_LEAST = 30  # what comes before the first comma often only says where or when

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")
# A comma also stands in lists and asides: one ends a clause when the next begins with such a word.
_CLAUSE_END = re.compile(
    r";(?= )|,(?= (?:"
    "porque|pero|aunque|cuando|mientras|donde|que|lo que|ya que|así que|por lo que|y|sin"
    "|mas|embora|quando|enquanto|onde|o que|já que|por isso|e|sem"
    "|perquè|però|encara que|quan|mentre|on|cosa que|ja que|així que|i|sense"
    "|because|but|although|when|while|where|which|so|and|without"
    ") )"
)


@press("ct")
@frozen
class TextTakenAsChallenge(Press):
    """A text that nobody had asked for becomes the problem of a challenge."""


@press("et")
@frozen
class TextTakenAsExperience(Press):
    """A text that nobody had asked for becomes an experience."""


@press("aj")
@frozen
class TextTakenAsAnnouncement(Press):
    """A text that nobody had asked for becomes an announcement."""


def nothing_asked(
    t: Translator,
    sentence: Html,
    *,
    reply_to: int,
    coordinates: bool,
    has_words: bool = True,
    aside: Sequence[tuple[int, str]] = (),
) -> Message:
    """Asks what to do with a text, or a voice note, in answer to it: the buttons find it again through that.

    aside: unanswered questions, by draft and title
    """
    announcing: Rows = ((Button(t.label("📣 Send as an announcement"), TextTakenAsAnnouncement()),),)
    rows: Rows = (
        *((answers(t, title, number),) for number, title in aside),
        *(announcing if coordinates and has_words else ()),
        (Button(t.label("🧩 Share as a challenge"), TextTakenAsChallenge()),),
        (Button(t.label("🌱 Share as an experience"), TextTakenAsExperience()),),
        *(((search_key(t), lists.hub_key(t)),) if has_words else ()),
        (Button(t.label("Open the menu"), MenuOpened()),),
    )
    return Message(sentence, rows, reply_to=reply_to)


def which_network(t: Translator, draft_id: int, networks: Sequence[Network]) -> Message:
    """The first question to somebody who takes part in several networks."""
    rows = tuple((Button(network.name, FormChosen(draft_id, "network", str(network.id))),) for network in networks)
    return Message(t.say("With which network should it be shared?"), rows)


def title_from(text: str) -> str:
    """A title out of the first sentence; of a long one as much as ends with a clause, and else with a word."""
    sentence = " ".join(_SENTENCE_END.split(text.strip(), maxsplit=1)[0].split())
    if len(sentence) > TITLE_PROPOSED:
        clauses = (sentence[: end.start()] for end in _CLAUSE_END.finditer(sentence, TITLE_AT_LEAST))
        whole = [one for one in clauses if len(one) <= TITLE_PROPOSED and one.count("(") == one.count(")")]
        if whole:
            return whole[-1]
    return excerpt(sentence, TITLE_PROPOSED).removesuffix(".")


def title_question(t: Translator, draft_id: int, proposed: str) -> Message:
    """A title is proposed; another one can be typed."""
    return Message(
        paragraphs(
            t.say("<b>And the title?</b> This one was taken from the first sentence:"),
            t.say("“{title}”", title=proposed),
            t.say("It can be used as it is, or another one can be typed."),
        ),
        ((Button(t.label("Use this title"), FormChosen(draft_id, "title", USE_TITLE)),),),
    )


def what_to_change(t: Translator, draft_id: int, labels: Sequence[tuple[str, str]]) -> Message:
    """Before publishing: which part. `labels` are steps with their names."""
    rows = tuple((Button(label, FormChosen(draft_id, "part", step)),) for step, label in labels)
    return Message(t.say("What should be changed?"), rows)


def preview(t: Translator, draft_id: int, record: Html, network: Network) -> Message:
    """The record as it will be seen, and where it goes."""
    rows: Rows = (
        (Button(t.label("📣 Publish to the network"), FormChosen(draft_id, "preview", Visibility.NETWORK.value)),),
        (
            Button(
                t.label("🔒 Send to the coordinators only"),
                FormChosen(draft_id, "preview", Visibility.COORDINATORS.value),
            ),
        ),
        (Button(t.label("✏️ Change"), FormChosen(draft_id, "preview", EDIT)),),
    )
    heading = t.say(
        "This is how the others in the <b>{network}</b> will read it; the group gets the beginning:",
        network=network.name,
    )
    return Message(paragraphs(heading, record), rows)


def new_text_question(t: Translator, part: str, present: str) -> Message:
    """A part is written anew; the present text can be copied by a tap."""
    return Message(
        paragraphs(
            t.say("<b>{part}</b> at present (tap the text to copy it):", part=part) if present else None,
            Html("<code>{text}</code>").format(text=present) if present else None,
            t.say("Now send the new text.") if present else t.say("<b>{part}:</b> now send the text.", part=part),
        )
    )


def publishing_question(t: Translator, title: str, network: Network) -> Html:
    """Before what only the coordination has seen is shown to everybody."""
    return t.say(
        "Publish “{title}” to the <b>{network}</b>? All its cities will see it, with your name, also in its groups.",
        title=title,
        network=network.name,
    )


def published_to_network(t: Translator) -> str:
    """The toast then."""
    return t.plain("Published to the network.")


def change_preview(t: Translator, draft_id: int, record: Html) -> Message:
    """Something published as it will read after the change."""
    return Message(
        paragraphs(t.say("<b>This is how it will read.</b> Save the change?"), record),
        ((Button(t.label("💾 Save the change"), FormChosen(draft_id, "preview", SAVE)),),),
    )


def beyond_title(text: str, title: str, length: int) -> Html | None:
    """The beginning of `text` without the title that was taken from it; None when the title says it all.

    A title that was cut short goes on where it was cut.
    """
    flat, begun = " ".join(text.split()), title.removesuffix("…")
    after = flat.removeprefix(begun)
    rest = after.lstrip(" .")
    if flat.startswith(begun) and (begun != title or _CLAUSE_END.match(after)):
        rest = f"…{after.lstrip(',;')}"
    return Html("{text}").format(text=excerpt(rest, length)) if rest else None


def part_of_record(heading: Html, text: str) -> Html:
    """A heading with what was written under it."""
    return lines(heading, quoted(text))


def whose(t: Translator, city: City | None) -> Html:
    """The city with its country; people of coordination and facilitation speak for none."""
    return t.say("Coordination team") if city is None else city_name(t, city)


def whose_in_short(t: Translator, city: City | Place | None) -> Html:
    """The same for a line of a list."""
    return t.say("Coordination team") if city is None else Html.escape(short_city(city))


def byline(t: Translator, author: Person, city: City | None, *, is_noted: bool = False) -> Html:
    """Who wrote it and for which city. After erasure only the city remains; so it does where it was noted for it."""
    if is_noted:
        return t.say("{city} (✍️ noted by coordination)", city=whose(t, city))
    if author.erased_at is not None:
        return whose(t, city)
    return t.say("{name}, {city}", name=author.name, city=whose(t, city))


def edited(t: Translator, at: datetime | None) -> Html | None:
    """When its words were changed last."""
    return None if at is None else t.say("✏️ <i>Edited on {day}</i>", day=day_of(t, at))
