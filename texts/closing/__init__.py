"""What is said when a network ends."""
