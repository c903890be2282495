"""What people would build instead, small and as their documentation shows it."""
