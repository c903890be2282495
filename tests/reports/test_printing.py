"""What is printed: typed words are set as text, whatever they look like, and the same is always the same file."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reports.printing import Order, document
from reports.printing import __main__ as printer
from reports.printing.pictures import without_pictures
from scheduler.worker import SECONDS, WorkFailed, do_work
from store.tasks import LEASE

BROKEN = "tests.reports.broken"
HOSTILE = (
    '# $ @ \\ " ] [ { } <b> _a_ *b* `c` // /* #panic() #read("/etc/passwd") $x^2$ @ref = h',
    "🧑🏽‍🚒 🙂",
    "\u202eabc \u05e9\u05dc\u05d5\u05dd \u2067x \u0627\u0644\u0633\u0644\u0627\u0645",
    "sinpausa" * 60,
    "\\u{1F600} \x07 \u200b",
    "",
)


def values(*words: str, **other: Any) -> dict[str, Any]:
    parts = [
        {
            "title": one,
            "paragraphs": [one],
            "items": [{"lead": one, "text": one, "mark": one}],
            "link": "",
        }
        for one in words
    ]
    about = {"title": "Acta", "language": "es", "about": list(words), "footer": "Microrred", "mark": "", "parts": parts}
    return about | other


async def printed(order: Order) -> bytes:
    return await do_work(order)


async def test_typed_words_are_never_code_and_the_same_is_the_same_file() -> None:
    order = document("record", values(*HOSTILE, title=HOSTILE[0], mark=HOSTILE[0]))

    first, second = await asyncio.gather(printed(order), printed(order))

    assert first.startswith(b"%PDF-")
    assert first == second


async def test_title_and_language_are_told_to_who_listens() -> None:
    content = await printed(document("record", values("uno", title="Acta de la sesión", language="pt")))

    assert b"/Lang(pt)" in content
    assert "Acta de la sesión".encode("utf-16-be").hex().upper().encode() in content
    assert b"/StructTreeRoot" in content
    assert b"CreationDate" not in content


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("✅ Resuelto 🚲", "Resuelto"),
        ("Un \U0001f9d1\U0001f3fd\u200d\U0001f692, dos 🇪🇸🇧🇷 países", "Un, dos países"),
        ("⚠️ x → y ✓ 1️⃣ #", "⚠ x → y ✓ 1 #"),
        ("👩\u200d❤️\u200d👨", ""),
        ("\u05e9\u05dc\u05d5\u05dd \u0627\u0644\u0633 ñ", "\u05e9\u05dc\u05d5\u05dd \u0627\u0644\u0633 ñ"),
    ],
)
def test_pictures_are_left_out_and_letters_are_not(typed: str, printed: str) -> None:
    assert without_pictures(typed) == printed
    assert json.loads(json.loads(document("note", {"facts": [{"lead": typed}]}).given)["values"]) == {
        "facts": [{"lead": printed}]
    }


def test_order_is_known_by_all_that_it_is_made_of() -> None:
    one, same, other = (document("record", values(words)) for words in ("a", "a", "b"))

    assert one.digest == same.digest
    assert len({one.digest, other.digest, document("note", values("a")).digest}) == 3


async def test_work_that_is_killed_hangs_or_breaks_is_ended_and_quotes_nobody(tmp_path: Path) -> None:
    panicking = b'{"source": "#panic(sys.inputs.values)", "values": "secreto"}'
    hanging = f"hangs {tmp_path / 'pid'}".encode()

    assert await failure(Order("reports.printing", panicking)) == "ended with 1 and 0 bytes"
    assert await failure(Order(BROKEN, b"killed")) == "ended with -9 and 0 bytes"
    assert await failure(Order(BROKEN, hanging), seconds=1) == "took longer than 1 s"
    assert not is_running(tmp_path / "pid")


@pytest.mark.parametrize(
    ("source", "ends_with"),
    [
        ("#for i in range(1000000) { for j in range(10000) { let k = i * j } }", signal.SIGALRM),
        ('#let all = "x" * 3000000000', signal.SIGABRT),
    ],
    ids=["hangs", "takes all memory"],
)
def test_printer_ends_by_itself_when_nobody_is_there_to_end_it(source: str, ends_with: signal.Signals) -> None:
    hasty = "from reports.printing import __main__ as printer; printer.SECONDS = 2; printer.main()"
    given = json.dumps({"source": source, "values": "{}"}).encode()

    ended = subprocess.run([sys.executable, "-c", hasty], input=given, capture_output=True, timeout=20, check=False)

    assert (ended.returncode, ended.stdout) == (-ends_with, b"")


def test_printer_may_take_longer_than_who_waits_for_it_and_less_than_a_lease() -> None:
    assert SECONDS < printer.SECONDS < LEASE.total_seconds()


async def test_work_that_is_broken_off_leaves_no_process_behind(tmp_path: Path) -> None:
    number = tmp_path / "pid"
    working = asyncio.create_task(do_work(Order(BROKEN, f"hangs {number}".encode())))
    async with asyncio.timeout(10):
        await until_written(number)
    assert is_running(number)

    working.cancel()
    await asyncio.wait([working], timeout=5)

    assert working.cancelled()
    assert not is_running(number)


async def test_process_is_not_given_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MICRORREDES_TOKEN", "1:secret")

    assert await do_work(Order(BROKEN, b"")) == b"nothing"


async def failure(order: Order, seconds: float = 60) -> str:
    with pytest.raises(WorkFailed) as raised:
        await do_work(order, seconds)
    return str(raised.value)


async def until_written(number: Path) -> None:
    while not number.is_file() or not number.read_text():  # noqa: ASYNC110, ASYNC240 - another process writes it
        await asyncio.sleep(0.01)


def is_running(number: Path) -> bool:
    """The process that has written its number there."""
    try:
        os.kill(int(number.read_text()), 0)
    except ProcessLookupError:
        return False
    return True
