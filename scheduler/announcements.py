"""Announcements: those whose hour has come, those that go out or are changed page by page, those that are through."""

from datetime import timedelta

from actions.announcements.ringing import enqueue_due
from scheduler.tick import Tick
from store.announcements import first_due

# Whoever has just sent one looks at the line that tells how it goes. With nothing under way it is one look at an index.
TICK = Tick("announcements", enqueue_due, first_due, every=timedelta(seconds=1))
