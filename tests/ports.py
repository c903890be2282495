"""Ports of this machine that stay free until a test opens them."""

import socket
from collections.abc import Iterator

# Below those that systems give to connections that go out (Linux from 32,768, others from 49,152): one of these may go
# to any connection of any process between the moment at which it is found free and the moment at which it is opened.
FIRST, EACH = 20_000, 500


def free_ports(worker: int) -> Iterator[int]:
    """Of one process of the run, each once."""
    for port in range(FIRST + worker * EACH, FIRST + (worker + 1) * EACH):
        if _is_free(port):
            yield port


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True
