"""What the cities of a network need and offer, and what of it goes together, in whichever language it was said."""
