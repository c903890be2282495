"""How a place for a city is passed on, in words."""
