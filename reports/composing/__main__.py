"""The process that looks for a proposal: a case on standard input, what comes of it on standard output."""

import sys

from reports.printing.__main__ import limit


def main() -> None:
    """One thread of the solver, so that the same answers give the same proposal."""
    limit()
    from actions.composition.passing import solved

    sys.stdout.buffer.write(solved(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
