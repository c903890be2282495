"""What was collected of a session, as the parts of its record. Nothing is stored here, and no person is named."""

from dataclasses import replace

from sqlalchemy.orm import Session

from store.cases import questions_to_read
from store.commitments import commitments_of, session_after
from store.guests import answered_in, guest_by_id
from store.live import cases_heard
from store.memberships import city_by_id
from store.models import CaseQuestion, City, Commitment, GuestQuestion, Meeting, Network, Section, Takeaway
from store.offers import offers_in
from store.presence import cities_present, cities_told_in
from store.programme import cities_of_network
from store.rota import presenting_in
from store.takeaways import takeaways_of
from texts.cities import short_city
from texts.records.content import Content, Item, Part, content_of


def collected(session: Session, meeting: Meeting, network: Network) -> Content:
    """All parts of which something is known."""
    return content_of(
        [
            _present(session, meeting, network),
            _cases(session, meeting),
            _guests(session, meeting),
            _offers(session, meeting),
            _takeaways(session, meeting),
            _commitments(session, meeting),
            _next(session, meeting),
            Part(Section.RECORDING, (Item(text=meeting.recording),) if meeting.recording else ()),
        ]
    )


def untold_in(session: Session, meeting: Meeting, network: Network) -> tuple[City, ...]:
    """The cities of which nobody has said whether they were there, by name."""
    told = cities_told_in(session, [meeting.id]).get(meeting.id, set())
    return tuple(city for city in cities_of_network(session, network.id) if city.id not in told)


def _present(session: Session, meeting: Meeting, network: Network) -> Part:
    cities = [Item(short_city(city)) for city in cities_present(session, meeting)]
    unknown = len(untold_in(session, meeting, network))
    return Part(Section.PRESENT, tuple(cities), number=len(cities_of_network(session, network.id)), unknown=unknown)


def _cases(session: Session, meeting: Meeting) -> Part:
    """Each city with what it has asked; or its name alone."""
    asked = questions_to_read(session, meeting)
    items: list[Item] = []
    for city in heard_in(session, meeting):
        questions = asked.get(city.id, [])
        items += [_item(short_city(city), one) for one in questions] or [Item(short_city(city))]
    return Part(Section.CASES, tuple(items))


def heard_in(session: Session, meeting: Meeting) -> list[City]:
    """Whose case was heard: by the turns; of a session that was held live as far as it came, and as was said there."""
    presenting, heard = presenting_in(session, meeting), cases_heard(session, meeting.id)
    if heard is None:
        return presenting
    return [city for city in presenting if city in heard] + [city for city in heard if city not in presenting]


def _guests(session: Session, meeting: Meeting) -> Part:
    """Below each guest what they answered in writing, each below the question of a city."""
    items: list[Item] = []
    for asked, language in answered_in(session, meeting.id):
        question = asked.question
        if not any(item.guest == question.guest_id for item in items):
            items.append(Item(guest=question.guest_id))
        items.append(_item(short_city(asked.city), question))
        items.append(Item(text=f"→ {question.answer}", language=language))
    return Part(Section.GUESTS, tuple(items))


def with_guests(session: Session, content: Content) -> Content:
    """The same with the names of guests, as long as they are kept."""
    return replace(content, parts=tuple(part_with_guests(session, part) for part in content.parts))


def part_with_guests(session: Session, part: Part) -> Part:
    """The same of one part."""
    if part.section is not Section.GUESTS:
        return part
    return replace(part, items=tuple(_with_guest(session, item) if item.guest else item for item in part.items))


def _with_guest(session: Session, item: Item) -> Item:
    guest = guest_by_id(session, item.guest)
    return item if guest is None else item._replace(city=guest.name, text=guest.about)


def _offers(session: Session, meeting: Meeting) -> Part:
    return Part(
        Section.OFFERS,
        tuple(
            Item(
                _name(session, offer.city_id),
                offer.text,
                offer.language,
                _name(session, offer.for_city_id),
                offer.due_on.isoformat() if offer.due_on else "",
                is_noted=offer.noted_by is not None,
            )
            for offer in offers_in(session, meeting)
        ),
    )


def _takeaways(session: Session, meeting: Meeting) -> Part:
    """By the city, and never by the name of who wrote it."""
    written = [_item(_name(session, one.city_id), one) for one in takeaways_of(session, meeting)]
    return Part(Section.TAKEAWAYS, tuple(written))


def _commitments(session: Session, meeting: Meeting) -> Part:
    taken = commitments_of(session, meeting.id)
    return Part(Section.COMMITMENTS, tuple(_item(short_city(city), one) for city, one in taken))


def _next(session: Session, meeting: Meeting) -> Part:
    after = session_after(session, meeting)
    if after is None:
        return Part(Section.NEXT)
    return Part(Section.NEXT, number=after.number, at=after.starts_at.isoformat())


def _item(name: str, one: CaseQuestion | Takeaway | Commitment | GuestQuestion) -> Item:
    return Item(name, one.text, one.language, is_noted=one.noted_by is not None)


def _name(session: Session, city_id: int | None) -> str:
    city = city_by_id(session, city_id)
    return "" if city is None else short_city(city)
