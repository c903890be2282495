"""What goes with a certificate, and what shows that it is valid."""

from store.certificates import Held
from store.models import Network
from texts.certificates.presses import CertificateAsked, CertificatesAsked
from texts.cities import city_name
from texts.closing.farewell import what_stays
from texts.dates import date_of
from texts.message import Button, Html, Message, lines, paragraphs
from texts.translator import Translator


def caption(t: Translator, held: Held) -> Html:
    """Below the file."""
    one = held.certificate
    title = t.say("🎓 <b>Certificate</b>") if one.is_whole else t.say("🎓 <b>Record of attendance</b>")
    link = Html("https://t.me/{{bot_username}}?start=certificate-{code}").format(code=one.code)
    return paragraphs(
        lines(title, Html.escape(held.network.name)),
        t.count("{n} session of {all}", "{n} sessions of {all}", one.sessions, all=t.number(one.of)),
        t.say(
            'Whoever gets it can <a href="{link}">check that it is valid</a>: code {code}.', link=link, code=one.code
        ),
    )


def farewell(t: Translator, held: Held, *, belongs: bool) -> Html:
    """Below the file when it comes by itself, as the network ends. belongs: or else they had left it by then."""
    ended = t.say("🏁 <b>{network}</b> has come to its end. Thank you!", network=held.network.name)
    return paragraphs(caption(t, held), ended, what_stays(t, held.city) if belongs else None)


def caption_of_all(t: Translator, network: Network, number: int) -> Html:
    """Below the file with everybody's."""
    return t.count(
        "🎓 {n} certificate of {network}, one page. It is personal: better not to forward it to a group.",
        "🎓 {n} certificates of {network}, one page each. They are personal: better not to forward them to a group.",
        number,
        network=network.name,
    )


def begun(t: Translator) -> str:
    """The toast."""
    return t.plain("One moment: it is being printed.")


def sent(t: Translator) -> str:
    """The toast when it was printed before."""
    return t.plain("Here it is.")


def failed(t: Translator, network: Network, *, is_all: bool) -> Message:
    """In its place."""
    again = CertificatesAsked(network.id) if is_all else CertificateAsked(network.id)
    return Message(
        t.say("The certificate of {network} could not be printed.", network=network.name),
        ((Button(t.label("🔁 Try again"), again),),),
    )


def valid(t: Translator, held: Held) -> Message:
    """To whoever has the code, be it somebody whom the bot does not know."""
    one = held.certificate
    name = Html.escape(held.person.name) if held.person is not None else None
    return Message(
        paragraphs(
            t.say("✅ <b>This certificate is valid</b> · code {code}", code=one.code),
            lines(
                t.say("👤 {name}", name=name) if name else t.say("👤 The name was erased at the person’s wish."),
                t.say("📍 {city}", city=city_name(t, held.city)) if held.city is not None else None,
                t.say("🏙 {network}", network=held.network.name),
                t.count("📅 {n} session of {all}", "📅 {n} sessions of {all}", one.sessions, all=t.number(one.of)),
                t.say("Issued on {day}", day=date_of(t, one.made_at)),
            ),
        )
    )


def unknown(t: Translator) -> Message:
    """Made up, or mistyped."""
    return Message(t.say("❌ There is no certificate with this code. Please check the digits."))
