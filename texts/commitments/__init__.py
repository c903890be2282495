"""Everything that people read about the commitments of cities."""
