"""What people read about how challenges end."""
