"""Adoptions: a city tries what another one has shared, and says later how it went."""
