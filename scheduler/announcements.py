"""Announcements: those whose hour has come, those that go out or are changed page by page, those that are through."""

from actions.announcements.ringing import enqueue_due
from scheduler.tick import Tick
from store.announcements import FIRST_DUE, FIRST_LOOK

# Whoever has just sent one looks at the line that tells how it goes.
TICK = Tick("announcements", enqueue_due, FIRST_DUE, rings_at=FIRST_LOOK)
