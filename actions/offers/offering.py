"""A city offers another one something; whoever leads the session notes the same in its name."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions import letters
from actions.access import Speaker
from actions.behalf import language_of
from actions.live.showing import update_copies
from actions.live.standing import started_course
from actions.meetings.recording import record
from actions.meetings.refusals import MeetingCancelled
from actions.offers.refusals import OfferGone, OfferToItself, TooEarlyToOffer
from actions.offers.telling import tell_all_of, tell_awaited, tell_withdrawn
from actions.recurrence import to_utc
from actions.refusals import NotAllowed
from store.behalf import forget_noting, keep_noting
from store.live import live_of
from store.locking import lock
from store.models import Arrival, City, Meeting, Network, NotedKind, Offer, Person

CHECK_AFTER = timedelta(days=7)  # after it was made, and a day after it was to arrive
ASK_AGAIN_AFTER = timedelta(days=14)  # that it was said not to have arrived
CHECK_AT = time(10)  # in the network's zone


def check_offering(session: Session, meeting: Meeting, now: datetime) -> None:
    """Refuses what comes before the session has begun, or has been started."""
    if meeting.cancelled_at is not None:
        raise MeetingCancelled
    if meeting.starts_at > now and live_of(session, meeting.id) is None:
        raise TooEarlyToOffer


def do_offer(
    session: Session, person: Person, speaker: Speaker, receiver: City, text: str, due_on: date | None, *, now: datetime
) -> Offer:
    """While the session runs it is told with the case of the city, or at the end; after that at once."""
    meeting, network, giver, is_noting = speaker
    check_offering(session, meeting, now)
    if giver.id == receiver.id:
        raise OfferToItself
    live = live_of(session, meeting.id)
    if live is not None:
        lock(session, live)  # it may end at this moment, and tells then of all that is there
    offer = Offer(
        meeting_id=meeting.id,
        city_id=giver.id,
        for_city_id=receiver.id,
        person_id=person.id,
        noted_by=person.id if is_noting else None,
        text=text,
        language=language_of(person, speaker),
        due_on=due_on,
        offered_at=now,
        check_at=_check_at(network, due_on, now),
    )
    session.add(offer)
    session.flush()
    if is_noting:
        keep_noting(session, network.id, giver.id, NotedKind.OFFER, offer.id, person.id, now)
        record(session, person, meeting, "offer_noted", now, {"city": giver.id, "for": receiver.id})
    if live is None or live.ended_at is not None:
        tell_all_of(session, meeting, network, now=now)
    else:
        update_copies(session, started_course(session, meeting, network, now))
    return offer


def _check_at(network: Network, due_on: date | None, now: datetime) -> datetime:
    zone = ZoneInfo(network.zone)
    after_making = now.astimezone(zone).date() + CHECK_AFTER
    day = after_making if due_on is None else max(after_making, due_on + timedelta(days=1))
    return to_utc(datetime.combine(day, CHECK_AT), zone)


def _ask_again_at(session: Session, offer: Offer, now: datetime) -> datetime:
    meeting = session.get_one(Meeting, offer.meeting_id)
    zone = ZoneInfo(session.get_one(Network, meeting.network_id).zone)
    again = to_utc(datetime.combine(now.astimezone(zone).date() + ASK_AGAIN_AFTER, CHECK_AT), zone)
    return again if offer.check_at is None else max(offer.check_at, again)  # perhaps it was said before it was due


def do_withdraw(
    session: Session,
    person: Person,
    meeting: Meeting,
    network: Network,
    offer: Offer,
    *,
    is_noting: bool,
    now: datetime,
) -> None:
    """It is not given after all. Harmless when done twice."""
    lock(session, offer)
    if offer.withdrawn_at is not None:
        return
    offer.withdrawn_at, offer.check_at = now, None
    session.flush()
    forget_noting(session, NotedKind.OFFER, offer.id)
    letters.withdraw(session, f"meeting:{meeting.id}:offer:{offer.id}:check:")
    if is_noting:
        record(session, person, meeting, "offer_withdrawn", now, {"offer": offer.id})
    tell_withdrawn(session, meeting, network, offer.id, now=now)


def do_take_over(session: Session, person: Person, offer: Offer, speaker: Speaker, *, now: datetime) -> None:
    """What was noted for the person's city is the city's own from now on. Harmless when done twice."""
    lock(session, offer)
    if offer.withdrawn_at is not None:
        raise OfferGone
    if speaker.is_noting:
        raise NotAllowed
    if offer.noted_by is None:
        return
    offer.person_id, offer.noted_by = person.id, None
    session.flush()
    forget_noting(session, NotedKind.OFFER, offer.id)
    record(session, person, speaker.meeting, "offer_taken_over", now, {"offer": offer.id})


def do_tell_arrival(session: Session, offer: Offer, arrival: Arrival, *, now: datetime) -> None:
    """As the city says for which it was."""
    lock(session, offer)
    if offer.withdrawn_at is not None:
        raise OfferGone
    is_news = offer.arrived is not arrival
    offer.arrived, offer.arrived_at = arrival, now
    if arrival is Arrival.ARRIVED:
        offer.check_at = None
        letters.withdraw(session, f"meeting:{offer.meeting_id}:offer:{offer.id}:check:")
    elif is_news:
        offer.check_at = _ask_again_at(session, offer, now)
    session.flush()
    if is_news and arrival is Arrival.NOT_YET:
        tell_awaited(session, offer, now=now)
