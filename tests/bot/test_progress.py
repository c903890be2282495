"""Whoever waits at a terminal longer than a second reads how far it is."""

import io
import sys

import pytest

from bot import progress
from bot.progress import Progress
from bot.terminal import meanwhile


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def told(monkeypatch: pytest.MonkeyPatch, screen: io.StringIO, patience: float) -> str:
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "PATIENCE", patience)
    with Progress("export") as line:
        for number in (100, 200):
            line.tell("letters", number)
    return screen.getvalue()


def test_work_that_lasts_is_told_of_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "export: letters 200" in told(monkeypatch, Terminal(), 0.0)
    assert told(monkeypatch, Terminal(), 60.0) == ""
    assert told(monkeypatch, io.StringIO(), 0.0) == ""


def test_only_who_sits_at_a_terminal_is_told_what_is_being_done(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal, file = Terminal(), io.StringIO()
    for screen in (terminal, file):
        monkeypatch.setattr(sys, "stderr", screen)
        meanwhile("Wait…")

    assert (terminal.getvalue(), file.getvalue()) == ("Wait…\n", "")
