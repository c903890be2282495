"""Who hears of a proposal: the coordination, in one message for all that wait; whose it is, what becomes of it."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, behalf, letters
from actions.cards import reader_translator
from actions.letters.copies import edit_copies
from store.letters.copies import forget_subject
from store.memberships import city_by_id, members_of
from store.models import Challenge, Kind, Network, Person, Proposal, Role
from store.proposals import record_of, waiting_in
from store.solutions import standing_solutions
from texts.message import Message
from texts.proposals import telling as texts
from texts.translator import translator_of


def tell_coordination(session: Session, proposal: Proposal, now: datetime) -> None:
    """Those who decide: by a message when nothing waited before, or else in that which they have."""
    network = session.get_one(Network, proposal.network_id)
    number = waiting_in(session, [network.id])[network.id]
    if number > 1 and refresh_queue(session, network.id, now):
        return
    forget_subject(session, _queue_of(network.id))  # of earlier times: or each change would be put into all of them
    for _, coordinator in members_of(session, network.id, Role.COORDINATOR):
        if coordinator.telegram_id is None or (coordinator.id == proposal.person_id and number == 1):
            continue
        key = f"proposal:{proposal.id}:waits:{proposal.sequence}:person:{coordinator.id}"
        postage = attention.postage(Kind.PROPOSED, coordinator, key=key, now=now, subject=_queue_of(network.id))
        message = texts.waiting(translator_of(coordinator), network, number)
        letters.send(session, coordinator.telegram_id, message, now=now, postage=postage)


def refresh_queue(session: Session, network_id: int, now: datetime) -> int:
    """What the coordination was sent says how many wait by now; the number of copies."""
    network, number = session.get_one(Network, network_id), waiting_in(session, [network_id])[network_id]

    def render(chat_id: int) -> Message:
        return texts.waiting(reader_translator(session, network, chat_id), network, number)

    return edit_copies(session, _queue_of(network_id), render, now=now)


def tell_owners(session: Session, proposal: Proposal, now: datetime, *, besides: Person) -> None:
    """What the coordination has decided."""
    record = record_of(session, proposal)
    for owner in behalf.behind(session, record, record.network_id):
        if owner.telegram_id is None or owner.id == besides.id:
            continue
        key = f"proposal:{proposal.id}:decided:{proposal.sequence}:person:{owner.id}"
        postage = attention.postage(Kind.PROPOSAL_ANSWERED, owner, key=key, now=now)
        message = texts.decided(translator_of(owner), proposal, record)
        letters.send(session, owner.telegram_id, message, now=now, postage=postage)


def ask_answerers(session: Session, proposal: Proposal, now: datetime) -> None:
    """Once, whoever has answered a challenge that is proposed: whether their answer may go with it."""
    record = record_of(session, proposal)
    if not isinstance(record, Challenge):
        return
    city = city_by_id(session, record.city_id)
    for solution in standing_solutions(session, record.id):
        if solution.agreed_at is not None:
            continue
        for author in behalf.behind(session, solution, record.network_id):
            if author.telegram_id is None:
                continue
            key = f"solution:{solution.id}:wanted:person:{author.id}"
            postage = attention.postage(Kind.ANSWER_WANTED, author, key=key, now=now)
            message = texts.answer_wanted(translator_of(author), record, city, solution)
            letters.send(session, author.telegram_id, message, now=now, postage=postage)


def withdraw_told(session: Session, proposal: Proposal) -> None:
    """What waits for the morning, and is not so any more."""
    letters.withdraw(session, f"proposal:{proposal.id}:decided:")
    if proposal.challenge_id is not None:
        for solution in standing_solutions(session, proposal.challenge_id):
            letters.withdraw(session, f"solution:{solution.id}:wanted:")


def _queue_of(network_id: int) -> str:
    return f"proposals:{network_id}"
