"""The words about groups and channels that are connected to a network."""
