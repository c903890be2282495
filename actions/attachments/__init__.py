"""What is attached to records: taken, listed, sent, and missed when Telegram has it no more."""
