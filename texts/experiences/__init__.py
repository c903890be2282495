"""What people read about experiences."""
