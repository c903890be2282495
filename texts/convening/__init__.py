"""Networks that are made from a proposal, and the letters that call their cities."""
