"""The welcome behind an invitation: where it leads, and what will be stored and why."""

from collections.abc import Sequence

from store.models import City, Network, Role
from texts.cities import city_name
from texts.commands import slash
from texts.languages import LANGUAGE_NAMES, Language
from texts.message import Button, Html, Message, Rows, paragraphs
from texts.network_texts.shown import about as about_part
from texts.registration.presses import (
    ConsentGiven,
    ConsentRefused,
    WelcomeShown,
)
from texts.translator import Translator


def welcome(
    t: Translator,
    network: Network,
    city: City | None,
    role: Role,
    token: str,
    coming: tuple[Html, Html] | None = None,
    about: str = "",
) -> Message:
    """Where the link leads, what will be stored and why; for somebody of whom nothing is known.

    coming: of a guest, to what, and what is kept of them
    about: what the network is about, in its coordination's words
    """
    invited, notice = coming or (_invited(t, network, city, role), _notice(t, network))
    language = Language(t.language)
    others = [other for other in Language if other is not language]
    return Message(
        paragraphs(
            invited,
            about_part(about),
            t.say("Registering takes less than a minute. First, about your data:"),
            notice,
            _details(t),
        ),
        (
            (Button(t.label("✅ I agree, go on"), ConsentGiven(token, language)),),
            (Button(t.label("I do not want to take part"), ConsentRefused(token, language)),),
            *_language_rows(token, others),
        ),
    )


def _language_rows(token: str, languages: Sequence[Language]) -> Rows:
    keys = [Button(LANGUAGE_NAMES[language], WelcomeShown(token, language)) for language in languages]
    return tuple(tuple(keys[start : start + 2]) for start in range(0, len(keys), 2))


def another_network(
    t: Translator,
    network: Network,
    city: City | None,
    role: Role,
    token: str,
    coming: tuple[Html, Html] | None = None,
    about: str = "",
) -> Message:
    """The same for somebody who takes part elsewhere already."""
    invited, notice = coming or (_invited(t, network, city, role), _notice(t, network))
    language = Language(t.language)
    return Message(
        paragraphs(
            invited,
            about_part(about),
            t.say("Your name, post, language and hours are known already, and will be seen in this network too."),
            notice,
        ),
        (
            (Button(t.label("✅ I agree, join"), ConsentGiven(token, language)),),
            (Button(t.label("I do not want to take part"), ConsentRefused(token, language)),),
        ),
    )


def nothing_stored(t: Translator, token: str) -> Message:
    """Consent was refused."""
    return _refused(
        t,
        t.say("All right: nothing about you has been stored. To come back, it is enough to open the link again."),
        token,
    )


def nothing_changed(t: Translator, token: str) -> Message:
    """The same by somebody who takes part elsewhere: what is stored of them stays."""
    return _refused(
        t, t.say("All right: nothing has changed. To come back, it is enough to open the link again."), token
    )


def _refused(t: Translator, sentence: Html, token: str) -> Message:
    return Message(
        sentence,
        ((Button(t.label("◀️ Back"), WelcomeShown(token, Language(t.language))),),),
    )


def _invited(t: Translator, network: Network, city: City | None, role: Role) -> Html:
    if role is Role.COORDINATOR:
        return t.say("👋 Welcome to the coordination of <b>{network}</b>.", network=network.name)
    if role is Role.FACILITATOR:
        return t.say("👋 Welcome to the facilitation of <b>{network}</b>.", network=network.name)
    if city is None:
        return t.say("👋 Welcome to the <b>{network}</b>.", network=network.name)
    return t.say(
        "👋 Welcome to the <b>{network}</b>, for <b>{city}</b>.", network=network.name, city=city_name(t, city)
    )


def _notice(t: Translator, network: Network) -> Html:
    return t.say(
        "🔒 The coordination of the {network} is responsible. We keep your name, post, city and what you share, so "
        "that the cities can work together; no phone numbers. It is kept until six months after the network ends; "
        "{mydata} erases it at once.",
        network=network.name,
        mydata=slash(t, "mydata"),
    )


def _details(t: Translator) -> Html:
    return t.say(
        "<blockquote expandable>Legal basis: your consent, which can be withdrawn at any time as easily as it is given "
        "(GDPR, LGPD).\n"
        "What is shared is seen by the people of the network, and the coordination can export it. Nothing is sold, "
        "used for advertising or for any other purpose.\n"
        "When you erase your data, what you shared stays with your city, without your name.\n"
        "You can see, correct, export and erase your data here, and complain to the data protection authority of your "
        "country. Messages travel through Telegram, which has its own rules.</blockquote>"
    )
