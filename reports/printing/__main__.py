"""The process that prints one PDF: what is given on standard input comes back on standard output."""

import json
import sys


def main() -> None:
    """No fonts but those that come with typst, so that the same is printed everywhere."""
    import typst

    given = json.load(sys.stdin.buffer)
    values = {"values": given["values"]}
    sys.stdout.buffer.write(typst.compile(given["source"].encode(), sys_inputs=values, ignore_system_fonts=True))


if __name__ == "__main__":
    main()
