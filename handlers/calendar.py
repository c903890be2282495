"""Sessions in people's own calendars: one as a file, or all of them under an address."""

from actions.access import access_coming_to, access_coordinating, coordinated_networks
from actions.calendar import NotOffered, do_give_address, do_revoke_address
from handlers.feature import Feature
from handlers.turn import Turn
from store.calendar import feed_of
from store.memberships import city_on_own_clock
from store.models import MediaKind, Network
from texts.calendar import entry, pages
from texts.calendar.presses import AddressAsked, AddressRevoked, CalendarOpened, SessionFileAsked
from texts.media import Media, Written
from texts.message import Button, Message


def send_session_file(turn: Turn, press: SessionFileAsked) -> Message:
    """The session as it stands, in the reader's language."""
    from reports.calendar import session_file  # what it needs is slow to import, and not needed to start

    turn.check_private()
    meeting, network = access_coming_to(turn.session, turn.member, press.meeting_id)
    t = turn.translator
    content = session_file(t, meeting, network, turn.now)
    city = city_on_own_clock(turn.session, turn.member)
    turn.toast = entry.file_sent(t)
    return Message(
        entry.file_caption(t, city, meeting, network, turn.now),
        media=Media(MediaKind.DOCUMENT, Written(content, entry.file_name(t, meeting), is_personal=True)),
    )


def calendar_key(turn: Turn) -> Button | None:
    """The way to the page, where calendars can fetch something: the sessions of networks."""
    return pages.open_key(turn.translator) if turn.facts.calendars_url and not turn.is_only_guest else None


def open_calendar(turn: Turn, press: CalendarOpened) -> Message:
    """Whether there is an address, and how to get one."""
    return _page(turn, _network(turn, press.network_id))


def give_address(turn: Turn, press: AddressAsked) -> Message:
    """A new one, in a message that stays; the page says that there is one."""
    network = _network(turn, press.network_id)
    token = do_give_address(turn.session, turn.member, network, issue=press.issue, now=turn.now)
    url = f"{turn.facts.calendars_url}{token}.ics"
    turn.say(pages.address(turn.translator, network, url))
    return _page(turn, network)


def revoke_address(turn: Turn, press: AddressRevoked) -> Message:
    """There is none any more."""
    network = _network(turn, press.network_id)
    do_revoke_address(turn.session, turn.member, network, issue=press.issue, now=turn.now)
    turn.toast = pages.revoked(turn.translator)
    return _page(turn, network)


def _network(turn: Turn, network_id: int) -> Network | None:
    """The one that the person coordinates; None for all that they take part in."""
    turn.check_private()
    if not turn.facts.calendars_url:
        raise NotOffered
    return access_coordinating(turn.session, turn.member, network_id) if network_id else None


def _page(turn: Turn, network: Network | None) -> Message:
    feed = feed_of(turn.session, turn.member, network)
    if network is not None:
        return pages.network_page(turn.translator, feed, network)
    return pages.own_page(turn.translator, feed, coordinated_networks(turn.session, turn.member))


FEATURE = Feature(
    presses={
        SessionFileAsked: send_session_file,
        CalendarOpened: open_calendar,
        AddressAsked: give_address,
        AddressRevoked: revoke_address,
    }
)
