"""A broadcast under Telegram's limits, while people go on pressing: ours and what would be built instead, side by side:

    python -m benchmarks.broadcast [--people 10000] [--peers 3000] [--only CASE]... [--at-once 1]

Every case has a Telegram of its own: 30 messages in any second, one a second and chat, 50 ms an answer; after a 429
everybody waits. `ideal` is what 30 a second would take for a call to each chat, also to those that have blocked the
bot, and for the answers to the presses, which share the allowance. Wait: from the moment a press can be fetched until
the screen changes, server's 50 ms not counted. Cases follow one another; side by side (`--at-once`) they are told apart
less well on two cores, and take less long.
"""

import argparse
import asyncio
import json
import os
import platform
import sys

from benchmarks.broadcast_case import PER_SECOND, Figures
from benchmarks.main_job import percentile

OURS = {
    "sqlite": "ours, SQLite",
    "postgres": "ours, PostgreSQL",
    "sqlite trouble": "ours, SQLite, 3 % blocked, 1 % 5xx",
    "postgres replicas": "ours, PostgreSQL, 3 replicas",
}
PEERS = {"limiter": "PTB with AIORateLimiter(5)", "loop": "PTB, a loop that waits after 429"}
MOST_TIMES_IDEAL = 1.04
LONGEST_WAIT = 0.150  # seconds, p95


async def run_case(case: str, people: int) -> Figures:
    command = (sys.executable, "-m", "benchmarks.broadcast_case", case, "--people", str(people))
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    output, _ = await process.communicate()
    figures = Figures(**json.loads(output.splitlines()[-1]))
    sys.stderr.write(f"{case}: {figures.seconds:.0f} s\n")
    return figures


async def run_all(given: argparse.Namespace) -> list[Figures]:
    cases = given.only or [*OURS, *PEERS]
    sizes = {case: given.people if case in OURS else given.peers for case in cases}
    room = asyncio.Semaphore(given.at_once)

    async def run_in_turn(case: str, people: int) -> Figures:
        async with room:
            return await run_case(case, people)

    return list(await asyncio.gather(*(run_in_turn(case, people) for case, people in sizes.items())))


def missed(figures: Figures) -> list[str]:
    """The goals that one of ours did not reach."""
    checks = {
        "time": figures.seconds <= MOST_TIMES_IDEAL * figures.ideal,
        "429": figures.floods == 0,
        "wait": percentile(figures.waits, 0.95) <= LONGEST_WAIT,
        "twice": figures.twice == 0,
    }
    return [name for name, reached in checks.items() if not reached]


def table(results: list[Figures]) -> str:
    """In Markdown."""
    lines = [
        f"{os.cpu_count()} cores, Python {platform.python_version()}; {PER_SECOND} a second allowed; goals: "
        f"{MOST_TIMES_IDEAL} x ideal, no 429, p95 of the wait {LONGEST_WAIT * 1000:.0f} ms",
        "",
        "| sender | people | time / ideal | 429 | not delivered | twice | wait p50 / p95 / max | CPU | missed |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for one in results:
        waits = [1000 * wait for wait in one.waits] or [0.0]
        shown = " / ".join(f"{value:.0f}" for value in (percentile(waits, 0.5), percentile(waits, 0.95), max(waits)))
        name = {**OURS, **PEERS}[one.case]
        goals = ", ".join(missed(one)) or "-" if one.case in OURS else ""
        lines.append(
            f"| {name} | {one.people} | {one.seconds:.1f} s / {one.seconds / one.ideal:.3f} | {one.floods} "
            f"| {one.people - one.delivered} | {one.twice} | {shown} ms | {one.processor:.0f} s | {goals} |"
        )
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.broadcast", description="a broadcast, side by side")
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--peers", type=int, default=3_000, help="readers of what would be built instead")
    parser.add_argument("--at-once", type=int, default=1, help="cases side by side")
    parser.add_argument("--only", choices=[*OURS, *PEERS], action="append")
    results = asyncio.run(run_all(parser.parse_args()))
    print(table(results))
    return int(any(missed(one) for one in results if one.case in OURS))


if __name__ == "__main__":
    sys.exit(main())
