"""Commitments: one small thing that a city does after a session, until the next one."""
