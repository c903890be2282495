"""Announcements by coordinators: written, previewed, sent now or later, paused, corrected, withdrawn."""
