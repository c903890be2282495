"""Everything that people read about what cities learn from each other."""
