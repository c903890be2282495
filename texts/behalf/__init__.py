"""What the coordination notes in the name of a city."""
