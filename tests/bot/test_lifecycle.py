"""What Telegram shows of the bot before anybody has written to it."""

import pytest

from bot.lifecycle import introduce
from tests.local_telegram import local_telegram

PRIVATE = {
    "es": "menu desafio experiencia solucion buscar sesiones compromisos red ajustes misdatos cancelar ayuda",
    "pt": "menu desafio experiencia solucao buscar sessoes compromissos rede ajustes meusdados cancelar ajuda",
    "ca": "menu repte experiencia solucio cercar sessions compromisos xarxa ajustos lesmevesdades cancellar ajuda",
    "en": "menu challenge experience solution search meetings commitments network settings mydata cancel help",
}
GROUP = {
    "es": "sesiones desafio ayuda",
    "pt": "sessoes desafio ajuda",
    "ca": "sessions repte ajuda",
    "en": "meetings challenge help",
}
CONNECT = {"es": "conectar", "pt": "conectar", "ca": "connectar", "en": "connect"}


@pytest.mark.parametrize(("code", "language"), [*((code, code) for code in PRIVATE), ("", "es"), ("fr", "es")])
async def test_each_language_has_its_own_commands_where_they_are_of_use(code: str, language: str) -> None:
    async with local_telegram() as telegram:
        await introduce(telegram.post)

        async def commands(scope: str) -> str:
            wanted = {"scope": {"type": scope}, "language_code": code}
            found = await telegram.post.call("getMyCommands", wanted)
            if not found:  # as Telegram's apps do
                found = await telegram.post.call("getMyCommands", wanted | {"language_code": ""})
            return " ".join(each["command"] for each in found)

        assert await commands("all_private_chats") == PRIVATE[language]
        assert await commands("all_group_chats") == GROUP[language]
        assert await commands("all_chat_administrators") == f"{GROUP[language]} {CONNECT[language]}"
