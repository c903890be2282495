"""Ask the few: a new challenge goes to the likeliest two or three of other cities; the others read the digest."""
