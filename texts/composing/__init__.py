"""Proposals of networks, as the coordination reads them."""
