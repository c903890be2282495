"""What members can help with, kept so that it is found by what a challenge says."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from actions.few.likeness import terms_of_offer
from actions.search.thesaurus import made_with
from actions.search.wording import thesaurus_of
from store import few as store
from store.helps import unread_rows
from store.models import Help, HelpKind, Membership, Person


def keep_offers(session: Session, membership: Membership) -> None:
    """To be called after a member's offers were written."""
    person = session.get_one(Person, membership.person_id)
    _read(session, [(one, membership, person) for one in unread_rows(session, membership.id)])


def do_follow_offers(session: Session, most: int) -> int:
    """Reads a page of those offers anew that were read with other words: after an upgrade."""
    found = store.helps_made_otherwise(session, made_with(), most)
    if not found:
        return 0
    store.forget_terms(session, [one.id for one, _, _ in found])
    _read(session, found)
    return len(found)


def _read(session: Session, found: Sequence[tuple[Help, Membership, Person]]) -> None:
    known = thesaurus_of(session)
    for one, membership, person in found:
        one.made_with = known.made_with
        if one.kind is HelpKind.OFFER:
            terms = terms_of_offer(one.text, person.language, known)
            store.keep_terms(session, membership.network_id, {(one.id, term) for term in terms})
    session.flush()
