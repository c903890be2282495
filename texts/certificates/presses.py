"""What the keys of certificates say when they are pressed."""

from store.frozen import frozen
from store.models import Network
from texts.message import Button
from texts.presses import Press, press
from texts.translator import Translator


@press("cea")
@frozen
class CertificateAsked(Press):
    """One's own of a network."""

    network_id: int


@press("ceb")
@frozen
class CertificatesAsked(Press):
    """Those of all its people in one file, for who coordinates."""

    network_id: int


def own_key(t: Translator, network_id: int) -> Button:
    """On the page of a network that has ended."""
    return Button(t.label("🎓 My certificate"), CertificateAsked(network_id))


def own_key_of(t: Translator, network: Network) -> Button:
    """The same where several networks stand side by side."""
    return Button(t.label("🎓 Certificate: {field}", field=network.field), CertificateAsked(network.id))


def all_key(t: Translator, network_id: int) -> Button:
    """For who coordinates."""
    return Button(t.label("🎓 All certificates"), CertificatesAsked(network_id))
