"""A network ends: what is missing, closing and reopening it, the farewell."""
