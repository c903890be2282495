"""The way in of a guest: what they are invited to, until when it is open, and what is kept of them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from store.models import Guest, Meeting, Network, Person
from texts.commands import slash
from texts.dates import day_of, moment
from texts.message import Html, lines
from texts.translator import Translator


def invited(t: Translator, network: Network, meeting: Meeting, until: datetime) -> Html:
    """Before anything is stored."""
    return lines(
        t.say("👋 You are invited to one session of the <b>{network}</b>.", network=network.name),
        _session(t, network, meeting),
        t.say(
            "As a guest you see that session and what the cities ask you, until {day}.",
            day=day_of(t, until),
        ),
    )


def ready(t: Translator, person: Person) -> Html:
    """All is said."""
    return t.say("🎉 All set, {name}.", name=person.name)


def notice(t: Translator, network: Network) -> Html:
    """What is kept of a guest."""
    return t.say(
        "🔒 The coordination of the {network} is responsible. We keep your name, language and time zone, and what you "
        "answer the cities; no phone numbers. It is kept until six months after the network ends; {mydata} erases it "
        "at once.",
        network=network.name,
        mydata=slash(t, "mydata"),
    )


def to_forward(t: Translator, network: Network, meeting: Meeting, guest: Guest | None, by: str) -> Html:
    """The beginning of the message that is ready to forward."""
    name = guest.name if guest is not None else ""
    gaps = {"network": network.name, "coordinator": by, "name": name}
    if name and by:
        said = t.say("👋 {name}, {coordinator} invites you to a session of <b>{network}</b>.", **gaps)
    elif name:
        said = t.say("👋 {name}, this is an invitation to a session of <b>{network}</b>.", **gaps)
    else:
        said = t.say("👋 Invitation to a session of <b>{network}</b>, as a guest.", **gaps)
    return lines(said, _session(t, network, meeting))


def _session(t: Translator, network: Network, meeting: Meeting) -> Html:
    of_network = Translator(t.language, t.locale, ZoneInfo(network.zone))  # the reader's own clock is not known yet
    at = moment(of_network, meeting.starts_at)
    if meeting.topic:
        return t.say("📅 {moment}: <i>{topic}</i>", moment=at, topic=meeting.topic)
    return t.say("📅 {moment}", moment=at)
