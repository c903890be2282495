"""Rules and writes, one file per feature; knows nothing of Telegram."""
