"""The rota of cases: every city presents one, in a session of its own turn."""
