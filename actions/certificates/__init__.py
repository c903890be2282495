"""Certificates: made once when a network ends, printed for who holds them."""
