"""When what is said of a record is due."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from actions import attention
from actions.recurrence import to_utc
from store.models import Kind, Meeting, Network

DAYS_AFTER = timedelta(days=2)
AT = time(9)  # on the clock of the network


def draft_due(meeting: Meeting, network: Network) -> datetime:
    """Two days after the session, or on the working day after that."""
    return morning_after(Kind.RECORD_DRAFT, meeting.starts_at, network, DAYS_AFTER)


def morning_after(kind: Kind, moment: datetime, network: Network, days: timedelta) -> datetime:
    """So many days later, or on the working day after that: when what is said of a record is due in the network."""
    zone = ZoneInfo(network.zone)
    day = moment.astimezone(zone).date() + days
    return attention.due_moment(kind, network.zone, to_utc(datetime.combine(day, AT), zone))
