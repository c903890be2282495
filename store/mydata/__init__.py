"""What belongs to one person, and what becomes of it."""
