"""What keeps the price of counting lines down replaces a part of slipcover, which may change."""

from typing import Any

import pytest
from slipcover import Slipcover

from tests.counting import functions_once

MODULE = """
def passed():
    return 1
"""


@pytest.mark.skipif(not hasattr(Slipcover, "deinstrument_seen"), reason="from Python 3.12 on nothing is taken out")
def test_function_that_only_a_table_holds_is_counted_no_longer_once_it_was_passed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Slipcover, "find_functions", staticmethod(functions_once))
    take_out = getattr(Slipcover.deinstrument_seen, "__wrapped__", Slipcover.deinstrument_seen)
    counting = Slipcover()
    names: dict[str, Any] = {}
    exec(counting.instrument(compile(MODULE, "passed.py", "exec")), names)  # noqa: S102 - made by ourselves
    table = {"key": names.pop("passed")}
    counted = table["key"].__code__

    assert table["key"]() == 1
    take_out(counting)

    assert table["key"].__code__ is not counted
    assert table["key"]() == 1
    assert 3 in counting.get_coverage()["files"]["passed.py"]["executed_lines"]
