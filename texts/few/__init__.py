"""Ask the few: what those read who are likeliest to know, and whoever asks."""
