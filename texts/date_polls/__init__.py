"""What people read of polls about dates."""
