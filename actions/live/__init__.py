"""A session while it is held: started, led step by step, written in, and ended."""
