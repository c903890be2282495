"""A city goes on with another person: the place is passed on, and who comes later catches up."""
