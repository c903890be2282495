"""The buttons of a network's own texts."""

from store.frozen import frozen
from store.models import TextKind
from texts.languages import Language
from texts.message import Button
from texts.presses import Press, press
from texts.translator import Translator


@press("kta")
@frozen
class NetworkTextsOpened(Press):
    """All of them."""

    network_id: int


@press("ktb")
@frozen
class NetworkTextOpened(Press):
    """One of them, in all its languages."""

    network_id: int
    kind: TextKind


@press("ktc")
@frozen
class NetworkTextBegun(Press):
    """Somebody writes it, in this language."""

    network_id: int
    kind: TextKind
    language: Language


@press("ktd")
@frozen
class NetworkTextRemoved(Press):
    """Not in this language any more. `seen_id`: the version that was shown."""

    network_id: int
    kind: TextKind
    language: Language
    seen_id: int


def desk_key(t: Translator, network_id: int) -> Button:
    """On the page of the network's upkeep."""
    return Button(t.label("📝 Texts"), NetworkTextsOpened(network_id))
