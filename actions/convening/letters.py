"""The letters that call the cities: each made apart, then sent to who convened and to whom we know in the city."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, letters
from store.convening import known_in
from store.database import row_by_id
from store.locking import lock
from store.memberships import city_by_id
from store.models import Composition, Convening, ConveningState, Invitation, Kind, Network, Person, Task
from store.programme import cities_of_network, series_of_network
from texts.cities import short_city
from texts.convening import letter, plan
from texts.convening.letter import Call
from texts.translator import Translator, translator_for, translator_of


def call_asked_for(session: Session, task: Task) -> tuple[Translator, Call] | None:
    """What a task is to print; None when it was undone, or the link lets nobody in any more."""
    convening = session.get_one(Convening, task.details["convening"])
    invitation = row_by_id(session, Invitation, task.details["invitation"])
    if convening.state is not ConveningState.MADE or invitation is None or invitation.revoked_at is not None:
        return None
    return call_behind(session, invitation, convening.made["bot"])


def call_behind(session: Session, invitation: Invitation, bot: str) -> tuple[Translator, Call] | None:
    """In the language and on the clock of its city; None where nothing is ahead any more."""
    city, network = city_by_id(session, invitation.city_id), session.get_one(Network, invitation.network_id)
    starts = [one.starts_at for one in series_of_network(session, network.id) if one.cancelled_at is None]
    if city is None or not starts:
        return None
    others = [one for one in cities_of_network(session, network.id) if one.id != city.id]
    link = f"https://t.me/{bot}?start={invitation.token}"
    t = translator_for(city.language, city.country, city.zone)
    return t, Call(network, city, others, sorted(starts), link, invitation.expires_at)


def send_call(session: Session, task: Task, digest: str, now: datetime) -> None:
    """From the first one on nothing is undone."""
    convening = session.get_one(Convening, task.details["convening"])
    lock(session, convening)
    asked = call_asked_for(session, task)
    if asked is None:
        return
    t, call = asked
    convening.sent_at = convening.sent_at or now
    said = letter.message(t, call, digest)
    consultation_id = session.get_one(Composition, convening.composition_id).consultation_id
    convener = None if convening.person_id is None else session.get(Person, convening.person_id)
    if convener is not None and convener.telegram_id is not None:
        letters.send(session, convener.telegram_id, said, now=now)
    for person in known_in(session, call.city.id, call.network.id, consultation_id):
        if person.telegram_id is not None and (convener is None or person.id != convener.id):
            key = f"network:{call.network.id}:call:{call.city.id}:person:{person.id}"
            postage = attention.postage(Kind.CALL, person, key=key, now=now)
            letters.send(session, person.telegram_id, said, now=now, postage=postage)


def tell_failure(session: Session, task: Task, now: datetime) -> None:
    """Who convened does not wait for nothing."""
    convening = session.get_one(Convening, task.details["convening"])
    invitation = row_by_id(session, Invitation, task.details["invitation"])
    convener = None if convening.person_id is None else session.get(Person, convening.person_id)
    city = None if invitation is None else city_by_id(session, invitation.city_id)
    if city is not None and convener is not None and convener.telegram_id is not None:
        letters.send(session, convener.telegram_id, plan.failed(translator_of(convener), short_city(city)), now=now)
