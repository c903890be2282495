"""Announcements by coordinators: written, previewed, sent now or later, corrected, withdrawn."""
