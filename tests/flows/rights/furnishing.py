"""What `filled.py` has not: what the coordination noted for a city, whom it invited, and what waits for it."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.access import Open
from actions.guests.inviting import do_invite_guest
from actions.search.adding import do_add_term
from actions.sheets.contacting import do_ask
from store.models import (
    Announcement,
    AnnouncementNetwork,
    AnnouncementState,
    AttachedTo,
    Attachment,
    AttachmentKind,
    Challenge,
    City,
    Experience,
    FoundKind,
    Meeting,
    Membership,
    Network,
    NetworkCity,
    NotedKind,
    Noting,
    Person,
    Prompt,
    PromptAnswer,
    RecordAccess,
    Role,
    Sheet,
    SheetValue,
    SheetVersion,
    Solution,
    Spoken,
    Visibility,
)


def city_without_people(session: Session, network: Network) -> City:
    """One of its cities, of which nobody uses the bot."""
    there = sa.select(Membership.city_id).where(Membership.network_id == network.id, Membership.city_id.is_not(None))
    found = (
        sa.select(City).join(NetworkCity, NetworkCity.city_id == City.id).where(NetworkCity.network_id == network.id)
    )
    city = session.scalars(found.where(City.id.not_in(there)).order_by(City.id)).first()
    assert city is not None
    return city


def note(session: Session, network: Network, coordinator: Person, now: datetime) -> None:
    """What such a city has said otherwise: a challenge of each visibility, an experience, a solution, an answer."""
    city = city_without_people(session, network)
    own = {"city_id": city.id, "person_id": coordinator.id, "noted_by": coordinator.id, "language": "pt"}
    where = {"network_id": network.id, "published_at": now, **own}
    shared = sa.select(Challenge).where(
        Challenge.network_id == network.id, Challenge.visibility == Visibility.NETWORK, Challenge.noted_by.is_(None)
    )
    asked = session.scalars(shared.order_by(Challenge.id)).first()
    assert asked is not None
    records: list[Challenge | Experience] = []
    for visibility in (Visibility.NETWORK, Visibility.COORDINATORS):
        shown = {"title": "Anotado", "visibility": visibility, **where}
        records += [Challenge(problem="", tried="", **shown), Experience(done="", regret="", **shown)]
    solution = Solution(challenge_id=asked.id, text="Anotada", published_at=now, **own)
    session.add_all([*records, solution])
    session.flush()
    prompt = session.scalars(
        sa.select(Prompt).where(Prompt.network_id == network.id, Prompt.asked_at.is_not(None))
    ).one()
    session.add(PromptAnswer(prompt_id=prompt.id, text="Anotada", published_at=now, **own))
    author = session.scalars(sa.select(Person).where(Person.telegram_id == 1003)).one()
    for record in records:
        kind = NotedKind.CHALLENGE if isinstance(record, Challenge) else NotedKind.EXPERIENCE
        sheet = _grow(session, network, kind, record, coordinator, now)
        if record.visibility is Visibility.NETWORK and kind is NotedKind.EXPERIENCE:
            contact = {"field": "contact", "value": {"choice": "yes"}, "language": "es", "changed_at": now}
            session.add(SheetValue(sheet_id=sheet.id, person_id=coordinator.id, **contact))
            session.flush()
            do_ask(session, author, Open(sheet, record), "¿Cómo?", now=now)
    session.flush()


def _grow(
    session: Session,
    network: Network,
    kind: NotedKind,
    record: Challenge | Experience,
    coordinator: Person,
    now: datetime,
) -> Sheet:
    """A sheet, a link, a voice note; and the city finds that it was noted."""
    sheet = Sheet(network_id=network.id, **{f"{kind.value}_id": record.id})
    session.add(sheet)
    session.flush()
    field = "affected" if kind is NotedKind.CHALLENGE else "context"
    said = {"sheet_id": sheet.id, "person_id": coordinator.id, "field": field, "value": {"text": "Antes"}}
    session.add(SheetVersion(language="es", changed_at=now, **said))
    of_it = {"about": AttachedTo(kind.value), "about_id": record.id, "person_id": coordinator.id}
    link = {"kind": AttachmentKind.LINK, "unique_id": "link", "url": "https://example.org/", "name": "example.org"}
    session.add(Attachment(network_id=network.id, caption="", added_at=now, **of_it, **link))
    session.add(Spoken(network_id=network.id, number=1, ask_at=now + timedelta(days=1), **of_it))
    noting = {"network_id": network.id, "city_id": record.city_id, "person_id": coordinator.id, "noted_at": now}
    session.add(Noting(kind=kind, about_id=record.id, **noting))
    return sheet


def welcome(session: Session, network: Network, coordinator: Person, now: datetime) -> None:
    """Somebody from outside has a link, and somebody of a city no Telegram; the search has a word more."""
    next_one = sa.select(Meeting).where(Meeting.network_id == network.id, Meeting.starts_at > now)
    meeting = session.scalars(next_one.order_by(Meeting.starts_at)).first()
    assert meeting is not None
    do_invite_guest(session, coordinator, meeting.id, "Invitada", "", now=now)
    do_add_term(session, coordinator, "mercadillo", "es", concept=None, alike="mercado", now=now)
    noted = Person(telegram_id=None, name="Sin Telegram", language="es", zone="UTC", country="ES", created_at=now)
    noted.consented_at = now
    session.add(noted)
    session.flush()
    city = city_without_people(session, network)
    of = {"person_id": noted.id, "network_id": network.id, "city_id": city.id}
    session.add(Membership(role=Role.DELEGATE, joined_at=now, **of))
    session.flush()


def announce(session: Session, network: Network, coordinator: Person, now: datetime) -> None:
    """One that was sent."""
    sent = Announcement(person_id=coordinator.id, text="Enviado", state=AnnouncementState.SENT, created_at=now)
    session.add(sent)
    session.flush()
    session.add(AnnouncementNetwork(announcement_id=sent.id, network_id=network.id))
    session.flush()


def ask_to_read(session: Session, network: Network, person: Person | None, now: datetime) -> None:
    """Who coordinates the other network wants to read a challenge of this one."""
    assert person is not None
    challenge = session.scalars(
        sa.select(sa.func.min(Challenge.id)).where(
            Challenge.network_id == network.id, Challenge.visibility == Visibility.NETWORK
        )
    ).one()
    asked = {"person_id": person.id, "network_id": network.id, "kind": FoundKind.CHALLENGE, "about_id": challenge}
    session.add(RecordAccess(asked_at=now, **asked))
    session.flush()
