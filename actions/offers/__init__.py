"""What cities offer each other in a session: noted, told, and asked about."""
