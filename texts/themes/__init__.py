"""What people read about themes."""
