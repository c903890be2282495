"""What comes to a person by itself, what did not and why, and what they choose of it."""
