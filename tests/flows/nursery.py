"""Starts bots by forking: what each would need seconds to import is imported once.

`python -m tests.flows.nursery FD` serves one test process on the socket FD, until that is closed. Each request comes
with the ends of two pipes: for the bot's log, and for its exit status.
"""

import json
import os
import signal
import socket
import sys
from contextlib import suppress
from typing import NoReturn

import uvloop

# All that a bot needs, though it is named nowhere here.
import bot.application
import bot.commands.account
import bot.commands.opening
import bot.commands.running
import store.schema
from bot.cli import main

__all__ = ["bot", "store", "uvloop"]
LARGEST = 65536


def serve(asking: socket.socket) -> None:
    """Answers each request with the number of a process."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them here
    while True:
        request, pipes, _, _ = socket.recv_fds(asking, LARGEST, 2)
        if not request:
            return
        child = os.fork()
        if child == 0:
            asking.close()
            live(json.loads(request), *pipes)
        for pipe in pipes:
            os.close(pipe)
        asking.sendall(f"{child}\n".encode())


def live(asked: dict[str, object], log: int, telling: int) -> None:
    """A bot's whole life; it does not return."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.chdir(str(asked["folder"]))
    os.environ.update(asked["environment"])  # type: ignore[call-overload]
    os.dup2(log, 2)
    leave = os._exit

    def tell_and_leave(status: int) -> NoReturn:
        """The bot itself leaves so when it is told to stop and something hangs."""
        with suppress(BrokenPipeError):
            os.write(telling, str(status).encode())
        leave(status)

    os._exit = tell_and_leave
    ended = 70  # a traceback
    try:
        ended = main(["run"])
    except SystemExit as left:
        ended = left.code if isinstance(left.code, int) else 1
    finally:
        sys.stderr.flush()
        os._exit(ended)


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as given:
        serve(given)
