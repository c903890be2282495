"""Polls about dates: a coordinator asks the cities before a session is moved or added, and chooses."""
