"""How many examples a property is tried with: some each time, many with `--hypothesis-profile thorough`."""

from hypothesis import settings


def examples(usual: int, *, thorough: int) -> int:
    """One of the two numbers, by the profile of this run."""
    return thorough if settings.get_current_profile_name() == "thorough" else usual
