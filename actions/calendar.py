"""Sessions in people's own calendars."""

from datetime import datetime

from store.models import Meeting


def revise(meeting: Meeting, now: datetime) -> None:
    """Something that calendars show of it has changed: whoever has an earlier revision takes the new one for it."""
    meeting.revision += 1
    meeting.revised_at = now
