"""What coordinators read of the hours and days off of cities, and set there."""
