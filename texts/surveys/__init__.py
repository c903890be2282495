"""The words of surveys."""
