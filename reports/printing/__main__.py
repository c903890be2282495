"""The process that prints a PDF or draws a picture: what is given on standard input comes back on standard output."""

import json
import os
import resource
import signal
import sys
from contextlib import suppress

SECONDS = 90  # more than whoever waits gives it, less than a lease
PIXELS = 72  # for each inch of a picture, so that a point is one
MEMORY = 1 << 30  # several times what a long record takes
MOST = {
    resource.RLIMIT_CPU: SECONDS,
    resource.RLIMIT_AS: MEMORY,
    resource.RLIMIT_CORE: 0,  # which would hold what people wrote
}


def limit() -> None:
    """Ends by itself: after `kill -9` of the bot there is nobody else to end it."""
    signal.alarm(SECONDS)
    for kind, most in MOST.items():
        with suppress(ValueError, OSError):  # a narrower one holds already, or the system knows none
            resource.setrlimit(kind, (most, most))
    os.environ["RAYON_NUM_THREADS"] = "1"  # each thread reserves memory, whether it uses it or not


def main() -> None:
    """No fonts but those that come with typst, so that the same is printed everywhere."""
    limit()
    import typst

    given = json.load(sys.stdin.buffer)
    values, form = {"values": given["values"]}, given.get("format", "pdf")
    sys.stdout.buffer.write(
        typst.compile(given["source"].encode(), sys_inputs=values, ignore_system_fonts=True, format=form, ppi=PIXELS)
    )


if __name__ == "__main__":
    main()
