"""Wires the parts together: settings, intake, delivery, the command line."""
