"""Where the words about cities stand as data."""

from pathlib import Path

FOLDER = Path(__file__).parents[2] / "thesaurus"
