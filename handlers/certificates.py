"""Certificates: one's own, those of all for who coordinates, and whether one is valid."""

from actions.certificates.files import Asked, all_for, file_message, own_for
from actions.certificates.making import want_all, want_own
from handlers.feature import Feature
from handlers.turn import Turn
from reports.certificates import certificate_order
from store.certificates import certificate_by_code, certificate_of, certificates_of
from store.models import Network
from store.tasks import use_again
from texts.certificates import telling
from texts.certificates.presses import CertificateAsked, CertificatesAsked, own_key, own_key_of
from texts.message import Button, Message


def network_keys(turn: Turn, network: Network) -> list[Button]:
    """From the page of a network that has ended, for who holds one of it."""
    holds = network.closed_at is not None and certificate_of(turn.session, network.id, turn.member.id) is not None
    return [own_key(turn.translator, network.id)] if holds else []


def own_keys(turn: Turn) -> list[Button]:
    """From what is stored about somebody: to each that they hold."""
    return [own_key_of(turn.translator, held.network) for held in certificates_of(turn.session, turn.member.id)]


def send_own(turn: Turn, press: CertificateAsked) -> None:
    """At once where it was printed before, or a moment later."""
    turn.check_private()
    asked = own_for(turn.session, turn.member, press.network_id)
    if not _is_sent(turn, asked):
        want_own(turn.session, asked.network.id, turn.member.id, turn.now, is_asked=True)


def send_all(turn: Turn, press: CertificatesAsked) -> None:
    """The same for those of everybody."""
    turn.check_private()
    asked = all_for(turn.session, turn.member, press.network_id)
    if not _is_sent(turn, asked):
        want_all(turn.session, asked.network.id, turn.member.id, turn.now)


def show_validity(turn: Turn, code: str) -> Message:
    """`/start certificate-123456789`, by whoever has the code: nobody has to be known to the bot."""
    turn.check_private()
    held = certificate_by_code(turn.session, code) if code else None
    return telling.unknown(turn.translator) if held is None else telling.valid(turn.translator, held)


def _is_sent(turn: Turn, asked: Asked) -> bool:
    order = certificate_order(asked.translator, asked.network.name, asked.printed)
    is_kept = use_again(turn.session, order.digest, turn.now)
    if is_kept:
        turn.say(file_message(asked, order.digest))
    turn.toast = telling.sent(turn.translator) if is_kept else telling.begun(turn.translator)
    return is_kept


FEATURE = Feature(
    presses={CertificateAsked: send_own, CertificatesAsked: send_all},
    links={"certificate": show_validity},
)
