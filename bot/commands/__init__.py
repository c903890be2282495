"""The commands of `microrredes`, each a function of its arguments that gives an exit status."""
