"""Moments as the page of phones writes them."""

from datetime import UTC, datetime

from sandbox.refusal import bad_request


def written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def read_moment(written: str, now: datetime) -> datetime:
    """ISO 8601; a bare date is its midnight, and without an offset it is UTC."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise bad_request("the date cannot be read") from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if moment <= now:
        raise bad_request("the clock only turns forward")
    return moment
