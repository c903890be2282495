"""Six months of Movilidad Sostenible: who is there, what they do, and every letter that they get by itself."""
