"""Files made from the store: exports and reports."""
