"""The record of a session: as it is prepared, told, read and printed; and the note for superiors."""
