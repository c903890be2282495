"""Sessions as iCalendar (RFC 5545): store in, text out."""

from reports.calendar.feeds import feed_file
from reports.calendar.files import session_file

__all__ = ["feed_file", "session_file"]
