"""After a session: who was there, what people take with them, how they found it, and its recording."""
