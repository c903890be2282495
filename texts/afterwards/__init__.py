"""What is said after a session."""
