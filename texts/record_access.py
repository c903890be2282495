"""One record of another network: it is asked for, and opened or not."""

from collections.abc import Sequence

from store.frozen import frozen
from store.models import City, FoundKind, Network, Person, RecordAccess
from texts.dates import date_of
from texts.menu import back_button
from texts.message import Button, Html, Message, Rows, lines, paragraphs
from texts.presses import Press, press
from texts.search.kinds import kind_name, titled
from texts.search.presses import RecordOpened
from texts.sharing import whose
from texts.translator import Translator


@press("fka")
@frozen
class AccessAsked(Press):
    """Somebody wants to read it."""

    kind: FoundKind
    about_id: int


@press("fkb")
@frozen
class AccessGiven(Press):
    """The coordination opens it."""

    request_id: int


@press("fkc")
@frozen
class AccessRefused(Press):
    """The coordination does not."""

    request_id: int


@press("fkd")
@frozen
class AccessTakenBack(Press):
    """It was open, and is no more."""

    request_id: int


@frozen
class Wanted:
    """A request, and what the record is called; None: it is gone."""

    request: RecordAccess
    title: str | None


@frozen
class Asker:
    """Who asks: with a city of theirs, and the networks where they take part."""

    person: Person
    city: City | None
    networks: Sequence[Network]


def elsewhere(t: Translator, kind: FoundKind, about_id: int, request: RecordAccess | None) -> Message:
    """To somebody of another network, who learns nothing of the record but how to ask for it."""
    closed = t.say("🔒 This belongs to another network, and only its people read it.")
    if request is None:
        offer = t.say(
            "Access can be asked for. The coordination of that network sees your name, your city and what it is."
        )
        ask = Button(t.label("🔑 Ask for access"), AccessAsked(kind, about_id))
        return Message(paragraphs(closed, offer), ((ask,), (back_button(t),)))
    return Message(paragraphs(closed, _standing(t, request)), ((back_button(t),),))


def _standing(t: Translator, request: RecordAccess) -> Html:
    if request.refused_at is not None:
        return t.say("Access was asked for on {day}, and is not open at present.", day=date_of(t, request.asked_at))
    return t.say(
        "Access was asked for on {day}. The answer of the coordination comes here.", day=date_of(t, request.asked_at)
    )


def asked(t: Translator) -> Message:
    """To who asks."""
    return Message(
        t.say("🔑 Asked. The coordination of that network sees it now; its answer comes here."), ((back_button(t),),)
    )


def too_many(t: Translator) -> Html:
    """To somebody who asks for one thing after the other."""
    return t.say("Several requests are waiting for that coordination already. Please wait for its answer first.")


def requests(t: Translator, asker: Asker, network: Network, wanted: Sequence[Wanted]) -> Message:
    """To the coordination: who asks for what, and how that was answered."""
    return Message(
        paragraphs(
            t.say(
                "🔑 <b>{name}</b>, {city}, would like to read this of the <b>{network}</b>:",
                name=asker.person.name,
                city=whose(t, asker.city),
                network=network.name,
            ),
            lines(*(_line(t, number, one, of=len(wanted)) for number, one in enumerate(wanted, start=1))),
            t.say(
                "{name} takes part in: {networks}.",
                name=asker.person.name,
                networks=t.list_of([Html.escape(one.name) for one in asker.networks]),
            )
            if asker.networks
            else None,
        ),
        tuple(row for number, one in enumerate(wanted, start=1) for row in _keys(t, number, one, of=len(wanted))),
    )


def _line(t: Translator, number: int, one: Wanted, *, of: int) -> Html:
    called = t.say("It has been withdrawn.") if one.title is None else titled(one.request.kind, one.title)
    told = lines(called, _outcome(t, one.request))
    return told if of == 1 else Html("<b>{}.</b> {}").format(number, told)


def _outcome(t: Translator, request: RecordAccess) -> Html | None:
    if request.granted_at is not None:
        return t.say("✅ Open to them since {day}.", day=date_of(t, request.granted_at))
    if request.refused_at is not None:
        return t.say("✖️ Not open to them.")
    return None


def _keys(t: Translator, number: int, one: Wanted, *, of: int) -> Rows:
    request = one.request
    if one.title is None:
        return ()
    if request.granted_at is not None:
        back = t.label("↩️ Take access back") if of == 1 else t.label("↩️ Take back {n}", n=number)
        return ((Button(back, AccessTakenBack(request.id)),),)
    give = t.label("🔓 Give access to this record") if of == 1 else t.label("🔓 Give {n}", n=number)
    if request.refused_at is not None:
        return ((Button(give, AccessGiven(request.id)),),)
    refuse = t.label("✖️ No") if of == 1 else t.label("✖️ Not {n}", n=number)
    keys = (Button(give, AccessGiven(request.id)), Button(refuse, AccessRefused(request.id)))
    return tuple((key,) for key in keys) if of == 1 else (keys,)


def asker_gone(t: Translator) -> Message:
    """In the place of the requests of somebody who has erased everything."""
    return Message(t.say("🔑 Who asked for access has left, and nothing is open to them."), ((back_button(t),),))


def given(t: Translator, network: Network, kind: FoundKind, about_id: int, title: str) -> Message:
    """To who asked."""
    return Message(
        paragraphs(
            t.say("🔓 The coordination of the <b>{network}</b> has opened this to you:", network=network.name),
            titled(kind, title),
        ),
        ((Button(t.label("📖 Read it"), RecordOpened(kind, about_id)),),),
    )


def refused(t: Translator, kind: FoundKind, request: RecordAccess) -> Message:
    """To who asked, who has not learned what it is called."""
    return Message(
        t.say(
            "🔒 What was asked for on {day} ({kind}) stays with its network: the coordination does not open it now.",
            day=date_of(t, request.asked_at),
            kind=kind_name(t, kind),
        ),
        ((back_button(t),),),
    )


def decided(t: Translator, request: RecordAccess) -> str:
    """The toast for who coordinates."""
    if request.granted_at is not None:
        return t.plain("Open now. Whoever asked is told.")
    return t.plain("It stays closed. Whoever asked is told.")


def taken_back(t: Translator) -> str:
    """The toast when it was open before."""
    return t.plain("Closed again.")
