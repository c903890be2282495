"""What people read when they look for something."""
