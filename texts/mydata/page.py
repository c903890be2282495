"""What is stored about a person, in short, and the way to take it along."""

from collections.abc import Mapping, Sequence

from store.models import City, Membership, Network, Person, Role
from texts.cities import city_name
from texts.dates import date_of, place
from texts.languages import LANGUAGE_NAMES, Language
from texts.menu import back_button
from texts.message import Button, Html, Message, lines, paragraphs
from texts.mydata.counted import counted
from texts.mydata.presses import EraseBegun, ExportAsked, LeavingOpened, MyDataOpened
from texts.translator import Translator

Place = tuple[Membership, Network, City | None]


def settings_key(t: Translator) -> Button:
    """The way here from the settings."""
    return Button(t.label("🔒 My data"), MyDataOpened())


def page(
    t: Translator,
    person: Person,
    city: str | None,
    places: Sequence[Place],
    counts: Mapping[str, int],
    withdrawn: Mapping[str, int],
    certificates: Sequence[Button] = (),
) -> Message:
    """Everything that is stored, in short: how much of each kind, and how much was withdrawn.

    The clock is named by their `city` when they live on its hours.
    """
    return Message(
        paragraphs(
            t.say("🔒 <b>My data</b>"),
            lines(
                _who(t, person),
                t.say(
                    "🌐 {language}, {zone}", language=LANGUAGE_NAMES[Language(t.language)], zone=place(t, city, t.zone)
                ),
                *(_place(t, place) for place in places),
                t.say("✅ You agreed on {day}.", day=date_of(t, person.consented_at)),
            ),
            lines(*counted(t, counts, withdrawn)) or None,
            t.say("Also the number of your Telegram account, so that messages arrive. No phone number."),
        ),
        (
            (Button(t.label("📄 Export"), ExportAsked()), Button(t.label("🗑 Erase"), EraseBegun())),
            *((key,) for key in certificates),
            *(((Button(t.label("🚪 Leave a network"), LeavingOpened()),),) if places else ()),
            (back_button(t),),
        ),
    )


def export_caption(t: Translator) -> Html:
    """Beside the file."""
    return t.say("📄 Everything that is stored about you, as JSON. It is personal: better not to forward it.")


def exported(t: Translator) -> str:
    """A toast."""
    return t.plain("The file is on its way.")


def _who(t: Translator, person: Person) -> Html:
    if not person.post:
        return Html("👤 {}").format(person.name)
    return t.say("👤 {name}, {post}", name=person.name, post=person.post)


def _place(t: Translator, place: Place) -> Html:
    membership, network, city = place
    if city is None:
        return t.say("🏙 {network}: {role}", network=network.name, role=role_name(t, membership.role))
    role = role_name(t, membership.role)
    return t.say("🏙 {network}: {city}, {role}", network=network.name, city=city_name(t, city), role=role)


def role_name(t: Translator, role: Role) -> str:
    """What somebody is in a network; for women and men alike."""
    return {
        Role.COORDINATOR: t.plain("coordination"),
        Role.FACILITATOR: t.plain("facilitation"),
        Role.DELEGATE: t.plain("delegate"),
        Role.GUEST: t.plain("guest"),
    }[role]
