"""Words about guests of a session, and what the cities ask them."""
