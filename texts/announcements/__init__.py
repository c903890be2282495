"""The words of announcements: writing one, what comes of it, and its history."""
