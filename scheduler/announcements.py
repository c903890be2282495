"""Announcements: those whose hour has come, those that are being put in the outbox, those that are through."""

from actions.announcements.sending import enqueue_due
from scheduler.tick import Tick
from store.announcements import first_due

TICK = Tick("announcements", enqueue_due, first_due)
