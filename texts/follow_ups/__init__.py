"""The words of what cities are asked months after their network ended."""
