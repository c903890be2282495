"""Guests: invited to one session, asked things beforehand, and gone a week after it."""
