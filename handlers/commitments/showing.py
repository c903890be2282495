"""Commitments as they are looked at: those of a session, and that of one city."""

from collections.abc import Mapping

from actions.access import Speaker, access_meeting, access_network, access_speaking, may_contribute
from actions.commitments.standing import help_of, last_of, round_of, standing_commitment
from actions.readers import reader_of
from actions.refusals import NotFound, PrivateOnly, Refused
from handlers.turn import Turn
from store.database import row_by_id
from store.memberships import city_by_id, membership_of
from store.models import City, Commitment, Membership, Network, Role
from texts.commitments import pages
from texts.commitments.presses import CheckOpened, CommitmentsOpened, own_key, own_key_in
from texts.forms import again
from texts.meetings.shown import Reader
from texts.message import Button, Message


def own_keys(turn: Turn, cities: Mapping[int, City | None]) -> list[Button]:
    """To the last commitments of the person's cities, by network; for those who may take something on."""
    networks = [network for membership, network in turn.networks if may_contribute(membership, network)]
    last = [
        (meeting, network, cities.get(network.id)) for meeting, network in last_of(turn.session, networks, turn.now)
    ]
    own = [(meeting, network, city) for meeting, network, city in last if city is not None]
    if len(own) == 1:
        return [own_key(turn.translator, own[0][0], own[0][2])]
    return [own_key_in(turn.translator, meeting, city, network.field) for meeting, network, city in own]


def show_commitments(turn: Turn) -> Message:
    """Those of the last session, of the one network or of one still to choose."""
    last = last_of(turn.session, [network for _, network in turn.networks], turn.now)
    if len(last) == 1:
        return all_of(turn, last[0][0].id)
    return pages.which_network(turn.translator, last)


def open_commitments(turn: Turn, press: CommitmentsOpened) -> Message:
    """Those of a session."""
    check_private(turn)
    return all_of(turn, press.meeting_id)


def speaking_city(turn: Turn, membership: Membership | None, network: Network) -> City | None:
    """For which somebody takes things on."""
    if membership is None or not may_contribute(membership, network):
        return None
    return city_by_id(turn.session, membership.city_id)


def all_of(turn: Turn, meeting_id: int) -> Message:
    """Those of a session that has begun."""
    meeting, network = access_meeting(turn.session, turn.member, meeting_id)
    membership, _ = access_network(turn.session, turn.member, network.id)
    shown = round_of(turn.session, meeting, network, turn.now)
    if not shown.has_begun:
        raise NotFound
    city = speaking_city(turn, membership, network)
    coordinates = membership.role is Role.COORDINATOR
    return pages.listed(reader_before(turn, network), shown, city, coordinates=coordinates)


def one_of(turn: Turn, meeting_id: int, city_id: int) -> Message:
    """That of a city, with keys for those who speak for it."""
    meeting, network = access_meeting(turn.session, turn.member, meeting_id)
    shown = round_of(turn.session, meeting, network, turn.now)
    taken = next((one for one in shown.taken if one.city.id == city_id), None)
    if taken is None:
        raise NotFound
    speaker = speaker_or_none(turn, meeting_id, city_id)
    return pages.one(
        reader_before(turn, network),
        shown,
        taken,
        may_tell=speaker is not None,
        may_ask=speaker is not None and not speaker.is_noting,
        asked_help=help_of(turn.session, taken.commitment),
    )


def follow_link(turn: Turn, number: str) -> Message:
    """`/start commitment-4`, from a digest."""
    commitment = row_by_id(turn.session, Commitment, int(number)) if number else None
    if commitment is None:
        return show_commitments(turn)
    return one_or_all(turn, commitment.meeting_id, commitment.city_id)


def open_check(turn: Turn, press: CheckOpened) -> None:
    """From a digest, which stays above."""
    check_private(turn)
    commitment = row_by_id(turn.session, Commitment, press.commitment_id)
    if commitment is None:
        raise NotFound
    turn.say(one_or_all(turn, commitment.meeting_id, commitment.city_id))


def one_or_all(turn: Turn, meeting_id: int, city_id: int) -> Message:
    """A city's commitment, or all of the session where it has none."""
    meeting, network = access_meeting(turn.session, turn.member, meeting_id)
    if round_of(turn.session, meeting, network, turn.now).of(city_id) is None:
        return all_of(turn, meeting_id)
    return one_of(turn, meeting_id, city_id)


def as_it_stands(turn: Turn, speaker: Speaker, refusal: Refused) -> Message:
    """Somebody else was faster: nothing of theirs is overwritten, and what was typed stands above."""
    return again(refusal.sentence(turn.translator), one_or_all(turn, speaker.meeting.id, speaker.city.id))


def standing_for(turn: Turn, speaker: Speaker) -> Commitment:
    """The commitment of the city for which somebody speaks."""
    commitment = standing_commitment(turn.session, speaker.meeting, speaker.city)
    if commitment is None:
        raise NotFound
    return commitment


def speaker_or_none(turn: Turn, meeting_id: int, city_id: int) -> Speaker | None:
    """None: the person may only read."""
    try:
        return access_speaking(turn.session, turn.member, meeting_id, city_id)
    except Refused:
        return None


def reader_before(turn: Turn, network: Network) -> Reader:
    """The person of the turn, with the city for which they take part."""
    membership = membership_of(turn.session, turn.member.id, network.id)
    city = city_by_id(turn.session, membership.city_id if membership else None)
    return reader_of(turn.session, turn.member, city)


def check_private(turn: Turn) -> None:
    """In groups people read along who take part in nothing."""
    if not turn.place.is_private:
        raise PrivateOnly
