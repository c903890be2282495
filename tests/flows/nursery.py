"""Starts `microrredes ...` by forking: what each would need seconds to import is imported once.

`python -m tests.flows.nursery FD` serves one test process on the socket FD, until that is closed. Each request comes
with three ends of pipes: for standard output, for standard error, and for the exit status.
"""

import gc
import json
import os
import signal
import socket
import sys
from contextlib import suppress
from typing import Any, NoReturn

import uvloop

# All that they need, though it is named nowhere here.
import bot.application
import bot.commands.account
import bot.commands.failures
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
        request, pipes, _, _ = socket.recv_fds(asking, LARGEST, 3)
        if not request:
            return
        if os.fork() == 0:
            watch(asking, json.loads(request), *pipes)
        for pipe in pipes:
            os.close(pipe)


def watch(asking: socket.socket, asked: dict[str, Any], out: int, err: int, telling: int) -> NoReturn:
    """Starts one, and tells its exit status as a shell would see it."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    number = os.fork()
    if number == 0:
        asking.close()
        os.close(telling)
        live(asked, out, err)
    os.close(out)
    os.close(err)
    asking.sendall(f"{number}\n".encode())
    _, status = os.waitpid(number, 0)
    with suppress(BrokenPipeError):
        os.write(telling, str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def live(asked: dict[str, Any], out: int, err: int) -> NoReturn:
    """Its whole life, to the last steps of its interpreter."""
    os.chdir(asked["folder"])
    os.environ.update(asked["environment"])
    for end, number in ((out, 1), (err, 2)):
        os.dup2(end, number)
        os.close(end)
    sys.exit(main(asked["arguments"]))


if __name__ == "__main__":
    gc.freeze()  # else each would go through all of this, and copy it, at its first collection and at its end
    with socket.socket(fileno=int(sys.argv[1])) as given:
        serve(given)
