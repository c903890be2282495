"""The question of the month, in words."""
