"""What is asked of the coordination that has no form of the cities' own."""

from store.models import City, Meeting, Network, Person
from texts.behalf.presses import HelpsNotingBegun, PersonNotingBegun, TakeawayNotingBegun
from texts.behalf.words import behalf_key, in_name_of
from texts.cities import city_name
from texts.coordinating.presses import PersonOpened
from texts.forms import FormChosen
from texts.meetings.presses import NotingBegun
from texts.meetings.shown import heading
from texts.message import Button, Html, Message, excerpt, lines, paragraphs
from texts.translator import Translator

TAKE_BACK = "none"
AGREED = "agreed"


def takeaway_key(t: Translator, meeting: Meeting, city: City) -> Button:
    """Out of its last session."""
    return Button(t.label("🎒 What it takes with it"), TakeawayNotingBegun(meeting.id, city.id))


def takeaway_title(t: Translator) -> str:
    """What an unfinished one is called."""
    return t.label("what a city takes with it")


def takeaway_question(
    t: Translator, draft_id: int, meeting: Meeting, network: Network, city: City, present: str
) -> Message:
    """One sentence."""
    key = (Button(t.label("🗑 Take it back"), FormChosen(draft_id, "takeaway", TAKE_BACK)),)
    return Message(
        paragraphs(
            in_name_of(t, city),
            lines(
                t.say("🎒 <b>What does {city} take with it?</b> One sentence is enough.", city=city.name),
                heading(t, meeting, network),
            ),
            t.say("The words at present (tap to copy): {words}", words=Html("<code>{}</code>").format(present))
            if present
            else None,
        ),
        (key,) if present else (),
    )


def done(t: Translator, network: Network, city: City) -> Message:
    """It is kept."""
    return Message(
        t.say("✅ Noted for {city}, marked as noted by coordination.", city=city_name(t, city)),
        ((behalf_key(t, network.id, city),),),
    )


def answers_key(t: Translator, meeting: Meeting) -> Button:
    """Who comes to the next session."""
    return Button(t.label("📅 Who comes, session {number}", number=meeting.number), NotingBegun(meeting.id))


def helps_key(t: Translator, membership_id: int, person: Person) -> Button:
    """What one of its people offers and needs."""
    name = excerpt(person.name, 30) or "—"
    return Button(t.label("🤝 Offers and needs: {name}", name=name), HelpsNotingBegun(membership_id))


def helps_title(t: Translator) -> str:
    """What the unfinished form is called."""
    return t.label("what somebody offers and needs")


def helps_question(t: Translator, city: City, person: Person, question: Message, present: str) -> Message:
    """Whose it is stands above the question."""
    return Message(
        paragraphs(
            lines(in_name_of(t, city), Html("👤 <b>{}</b>").format(person.name)),
            question.text,
            t.say("The words at present (tap to copy): {words}", words=Html("<code>{}</code>").format(present))
            if present
            else None,
        ),
        question.rows,
    )


def person_key(t: Translator, network: Network, city: City) -> Button:
    """Somebody of it who has no Telegram."""
    return Button(t.label("👤 A person without Telegram"), PersonNotingBegun(network.id, city.id))


def person_title(t: Translator) -> str:
    """What the unfinished form is called."""
    return t.label("a person without Telegram")


def name_question(t: Translator, city: City) -> Message:
    """The first question."""
    return Message(paragraphs(in_name_of(t, city), t.say("👤 <b>What is the person called?</b> Name and surname.")))


def post_question(t: Translator, city: City) -> Message:
    """The second one."""
    return Message(paragraphs(in_name_of(t, city), t.say("🏛 <b>What is their post or department?</b>")))


def agreement_question(t: Translator, draft_id: int, city: City, name: str, post: str) -> Message:
    """Nobody is entered without having agreed."""
    return Message(
        paragraphs(
            in_name_of(t, city),
            lines(Html("👤 <b>{}</b>").format(name), Html.escape(post) or None),
            t.say(
                "<b>Has the person agreed?</b> Name and post are kept as long as the network lasts, and its cities "
                "see them. They get no messages. With a link of their own "
                "they can come in themselves later and keep this place."
            ),
        ),
        ((Button(t.label("✅ Yes, the person agrees"), FormChosen(draft_id, "agreed", AGREED)),),),
    )


def entered(t: Translator, network: Network, city: City, membership_id: int, name: str, *, is_titular: bool) -> Message:
    """The person is there."""
    return Message(
        paragraphs(
            t.say("✅ <b>{name}</b> takes part for {city}.", name=name, city=city_name(t, city)),
            t.say("⭐ As the first person of the city: its titular.") if is_titular else None,
            t.say("On the person’s page there is a link with which they come in themselves."),
        ),
        (
            (Button(t.label("👤 See the person"), PersonOpened(membership_id)),),
            (behalf_key(t, network.id, city),),
        ),
    )
