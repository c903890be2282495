"""What coordinators set of a network, and its break."""
