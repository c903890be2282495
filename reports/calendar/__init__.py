"""Sessions as iCalendar (RFC 5545): store in, text out."""

from reports.calendar.files import session_file

__all__ = ["session_file"]
