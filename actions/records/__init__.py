"""The record of a session: drafted from what was collected, approved by a human, published; then a note."""
