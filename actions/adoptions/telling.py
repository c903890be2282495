"""Who shared something hears who takes it, and later that it worked."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, behalf, letters
from actions.adoptions.standing import source_behind, told_of
from actions.commitments.checking import speaking_for
from actions.letters.copies import edit_copies
from store.adoptions import Source, whole
from store.letters.copies import keep_copies_to
from store.memberships import city_by_id, members_of
from store.models import Adoption, Kind, Person
from texts.adoptions import telling as texts
from texts.adoptions.shown import Shown
from texts.message import Message
from texts.translator import Translator, translator_of

Render = Callable[[Translator, Shown], Message]


def tell_adopted(session: Session, adoption: Adoption, *, now: datetime) -> None:
    """At once: who takes what, with thanks."""
    _tell(session, adoption, "adopted", f"{_key(adoption)}adopted:", texts.adopted, now)


def tell_worked(session: Session, adoption: Adoption, *, now: datetime) -> None:
    """It worked, or did with changes. What is still to be said of it gives way."""
    letters.withdraw(session, f"{_key(adoption)}worked:")
    _tell(session, adoption, "worked", f"{_key(adoption)}worked:{adoption.sequence}:", texts.worked, now)


def take_back_worked(session: Session, adoption: Adoption) -> None:
    """It is not so any more."""
    letters.withdraw(session, f"{_key(adoption)}worked:")


def refresh_told(session: Session, adoption: Adoption, *, now: datetime) -> None:
    """What they were told first says what it says now; of what was withdrawn nothing is left."""
    if adoption.withdrawn_at is not None:
        letters.withdraw(session, f"{_key(adoption)}adopted:")
        take_back_worked(session, adoption)
    _show_again(session, adoption, "adopted", texts.adopted, now)
    if adoption.withdrawn_at is not None:
        _show_again(session, adoption, "worked", texts.worked, now)


def _show_again(session: Session, adoption: Adoption, what: str, render: Render, now: datetime) -> None:
    """To those who would be told now: what others have been told stays as it is."""
    told, subject = told_of(session, whole(session, adoption.id), now), _subject(adoption, what)
    readers = {person.telegram_id or 0: person for person in _behind(session, adoption)}
    keep_copies_to(session, subject, list(readers))

    def rendered(chat_id: int) -> Message:
        return render(translator_of(readers[chat_id]), told)

    edit_copies(session, subject, rendered, now=now)


def _tell(
    session: Session,
    adoption: Adoption,
    what: str,
    key: str,
    render: Render,
    now: datetime,
) -> None:
    told = told_of(session, whole(session, adoption.id), now)
    subject = _subject(adoption, what)
    for person in _behind(session, adoption):
        if person.telegram_id is None or person.id == adoption.person_id:
            continue
        postage = attention.postage(Kind.ADOPTED, person, key=f"{key}person:{person.id}", subject=subject, now=now)
        letters.send(session, person.telegram_id, render(translator_of(person), told), now=now, postage=postage)


def _behind(session: Session, adoption: Adoption) -> list[Person]:
    source = source_behind(session, adoption)
    return [] if source is None else people_behind(session, source)


def people_behind(session: Session, source: Source) -> list[Person]:
    """Who shared it; when they are gone, who speaks for their city. Of what was noted: its people."""
    if source.record.noted_by is not None:
        return behalf.behind(session, source.record, source.network_id)
    author = [person for _, person in members_of(session, source.network_id) if person.id == source.record.person_id]
    city = city_by_id(session, source.record.city_id)
    return author or ([] if city is None else speaking_for(session, source.network_id, city))


def _key(adoption: Adoption) -> str:
    return f"adoption:{adoption.id}:"


def _subject(adoption: Adoption, what: str) -> str:
    return f"{what}:{adoption.id}"
