"""What the bot does not keep in memory for as long as it runs."""

import subprocess
import sys

NEEDLESS = (
    *(
        "rich",
        "pygments",
        "click",
        "httpx",
        "pydantic",
        "dotenv",
        "alembic",
        "icalendar",
        "rapidfuzz",
        "Stemmer",
        "asyncpg",
    ),
    *("sqlalchemy.ext.asyncio", "sqlalchemy.dialects.sqlite", "sqlalchemy.dialects.postgresql"),
)


def test_starting_imports_nothing_that_the_bot_does_not_use() -> None:
    """In a process of its own: here the tests have imported it all."""
    asked = f"import sys, bot.cli, bot.application; print([name for name in {NEEDLESS} if name in sys.modules])"

    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert said.stdout == "[]\n"


def test_progress_finds_it_all_the_same() -> None:
    asked = "import bot.cli, rich.console; print(rich.console.Console.__name__)"

    assert (
        subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout == "Console\n"
    )
