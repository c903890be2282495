"""Work that goes wrong, for tests: `python -m tests.reports.broken` does what it is given."""

import os
import signal
import sys
import time

if __name__ == "__main__":
    given = sys.stdin.read()
    if given == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if given.startswith("hangs"):
        with open(given.removeprefix("hangs "), "w", encoding="utf-8") as file:
            file.write(str(os.getpid()))
        time.sleep(600)
    sys.stdout.write(" ".join(sorted(name for name in os.environ if name.startswith("MICRORREDES_"))) or "nothing")
