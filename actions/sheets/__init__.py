"""Sheets: records grow in short visits, keep what they were before, and are told in other languages by people."""
