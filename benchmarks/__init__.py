"""Each figure of the documents is one command here."""
