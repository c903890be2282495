"""Everything that people read about what cities offer each other."""
