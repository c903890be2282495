"""What people type for a command."""

import pytest

from texts.commands import COMMANDS, command_named

TYPED = {
    "desafio": "challenge",
    "desafios": "challenges",
    "reptes": "challenges",
    "Desafíos": "challenges",
    "challenges": "challenges",
    "experiencies": "experiences",
    "experiências": "experiences",
    "sesion": "meetings",
    "sessão": "meetings",
    "soluciones": "solution",
    "solucoes": "solution",
    "xarxes": "network",
    "avisos": "announce",
    "start": "start",
}


@pytest.mark.parametrize(("alias", "name"), TYPED.items())
def test_singular_plural_and_accents_lead_to_the_same(alias: str, name: str) -> None:
    assert command_named(alias) == name


def test_each_alias_is_of_one_command() -> None:
    named = [alias for command in COMMANDS for alias in {*command.aliases.values(), *command.also}]

    assert sorted(named) == sorted(set(named))
