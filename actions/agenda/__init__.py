"""The agenda of a session: proposed from the cards of methods, changed by those who prepare it, published."""
