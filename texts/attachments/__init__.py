"""Words about attachments."""
