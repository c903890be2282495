"""What people read about solutions."""
