"""The words of certificates."""
