"""What leaves its network, in words."""
