"""How a record stands beyond its network, before whoever may change that."""

from enum import StrEnum

from sqlalchemy.orm import Session

from actions.access import narrows, proposes, signs
from actions.proposals.words import words_of
from store.challenges import answers_counted
from store.memberships import city_by_id
from store.models import Challenge, Network, Person, Proposal, Readers, Visibility
from store.proposals import Words, proposal_of
from store.sheets import Grown
from texts.attachments.shown import is_unwritten
from texts.proposals.shown import Standing


class Lacking(StrEnum):
    """What is to be told before a record leaves its network."""

    WORDS = "words"
    REGRET = "regret"


def readers_of(record: Grown, proposal: Proposal | None) -> Readers:
    """Who reads it now."""
    if record.visibility is not Visibility.NETWORK:
        return Readers.COORDINATORS
    return Readers.NETWORK if proposal is None or proposal.open_to is None else proposal.open_to


def lacks(record: Grown) -> Lacking | None:
    """No brochures: an experience says what would not be done again."""
    if not isinstance(record, Challenge) and record.done and not record.regret:
        return Lacking.REGRET
    return Lacking.WORDS if is_unwritten(record) else None


def standing_of(session: Session, person: Person, record: Grown) -> Standing:
    """For the page on which that is changed."""
    proposal = proposal_of(session, record)
    return Standing(
        record,
        session.get_one(Network, record.network_id),
        city_by_id(session, record.city_id),
        proposal,
        readers_of(record, proposal),
        may_propose=proposes(session, person, record),
        may_narrow=narrows(session, person, record),
        may_sign=signs(person, record),
        answers=answers_counted(session, record.id) if isinstance(record, Challenge) else 0,
    )


def words_proposed(session: Session, record: Grown, proposal: Proposal) -> Words:
    """As others would read it once it is approved."""
    return words_of(session, record, with_name=proposal.with_name)
