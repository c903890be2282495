"""Sessions in people's own calendars."""
