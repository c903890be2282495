"""The words of the coordinators' desk."""
