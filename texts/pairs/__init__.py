"""Pairs of cities as they are read: the page of a network, the letters, and the question whether they met."""
