"""Coming in: the welcome with its notice, the few questions, and the refusals of invitations."""
