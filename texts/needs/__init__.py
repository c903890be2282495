"""The map of needs and offers as it is read: pages, the letter before the first session, and the picture."""
