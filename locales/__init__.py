"""The words, one catalogue a language, and what keeps them whole."""
