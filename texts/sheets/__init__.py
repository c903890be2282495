"""What people read about sheets: what is asked, how a record stands, what it was before, summaries."""
