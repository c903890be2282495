"""Everything that people read about the rota of cases."""
