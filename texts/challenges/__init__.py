"""What people read about challenges: the questions, the card, the lists, the whole."""
