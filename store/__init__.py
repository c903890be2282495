"""Tables and queries; plain functions that take a Session and never commit."""
