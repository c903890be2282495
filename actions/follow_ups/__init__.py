"""Three and six months after a network ended each of its cities is asked once what it applied."""
