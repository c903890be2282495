"""What people read about what is stored of them."""
