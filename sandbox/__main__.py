"""`python -m sandbox`: the server alone, with a few invented people, for experiments with any bot."""

import argparse
import asyncio
import contextlib
import signal
import sys

from sandbox.clockwork import FreeClock
from sandbox.serving import serve
from sandbox.world import World

TOKEN = "1000000001:sandbox-token-for-experiments-only-0"  # noqa: S105
PEOPLE = (
    (101, "Rosario", "Méndez", "es", "delegate"),
    (102, "Tiago", "Moreira", "pt", "delegate"),
    (103, "Montse", "Ferrer", "ca", "coordinator"),
    (104, "Alex", "Novak", "en", "guest"),
)


def invented_world(token: str, clock: FreeClock, *, is_local: bool) -> World:
    world = World(clock.now, is_local=is_local)
    world.add_bot(token, "sandbox_bot", "Sandbox")
    for user_id, first_name, last_name, language, note in PEOPLE:
        world.add_user(user_id, first_name, last_name, language_code=language, note=note)
    world.add_group("Experiments", [person[0] for person in PEOPLE], [103])
    return world


async def run(port: int, token: str, *, is_local: bool) -> None:
    clock = FreeClock()
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    world = invented_world(token, clock, is_local=is_local)
    async with serve(world, port=port, clockwork=clock) as serving:
        sys.stdout.write(f"Bot API  {serving.url}\nPhones   {serving.page_url}\nToken    {token}\n")
        sys.stdout.flush()
        await stopped.wait()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--local", action="store_true", help="as telegram-bot-api --local: files lie on this disk")
    options = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        try:
            asyncio.run(run(options.port, options.token, is_local=options.local))
        except OSError as error:
            sys.stderr.write(f"Port {options.port} cannot be used: {error.strerror}\n")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
