"""Proposals of networks at the desk: asked for, kept, changed by hand, compared."""
