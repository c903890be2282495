"""Networks are made from a proposal: planned, reviewed, made in one unit, undone until the first letter is sent."""
