"""What a network is about, and its welcome: at the desk, and as those who come in read it."""
