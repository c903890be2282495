"""Surveys: planned after sessions, asked within everybody's budget, counted without names."""
