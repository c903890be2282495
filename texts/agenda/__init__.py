"""The agenda of a session: how its methods go, how it is prepared, and what the network reads of it."""
