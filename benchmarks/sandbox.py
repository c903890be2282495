"""The sandbox, from the command to the line that says that it is open:

    python -m benchmarks.sandbox [--starts 5]

By then everybody of the cast is there, the programme is loaded, and the page is served.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.processes import processor_seconds, python_process


async def seconds_to_open(folder: Path) -> tuple[float, float]:
    """By the clock, and of processors."""
    began = time.perf_counter()
    sandbox = python_process(folder, "bot", "sandbox", "--port", "0", "--no-browser", stdout=asyncio.subprocess.PIPE)
    async with sandbox as process:
        assert process.stdout is not None
        line = await process.stdout.readline()
        seconds = time.perf_counter() - began
        assert line.startswith(b"The sandbox is open: http://127.0.0.1:"), line
        return seconds, processor_seconds(process)


def main() -> None:
    parser = argparse.ArgumentParser(description="how soon the sandbox is open", prog="python -m benchmarks.sandbox")
    parser.add_argument("--starts", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="microrredes-benchmark-") as name:
        starts = [asyncio.run(seconds_to_open(Path(name))) for _ in range(given.starts)]
    seconds, of_processors = zip(*starts, strict=True)
    told = ", ".join(f"{each:.1f}" for each in seconds)
    print(f"open after {statistics.median(seconds):.1f} s (median of {given.starts}: {told})")
    print(f"of which on processors {statistics.median(of_processors):.1f} s")


if __name__ == "__main__":
    main()
