"""The commands' names in every language. Aliases work everywhere; each language's menu shows its own."""

import unicodedata

from store.frozen import frozen
from texts.translator import Translator


@frozen
class Command:
    """`name` is what the code calls it; `aliases` is what people type, by language; `also`: what they may type too."""

    name: str
    aliases: dict[str, str]
    also: tuple[str, ...] = ()


COMMANDS = (
    Command("menu", {"es": "menu", "pt": "menu", "ca": "menu", "en": "menu"}),
    Command("challenge", {"es": "desafio", "pt": "desafio", "ca": "repte", "en": "challenge"}),
    Command("experience", {"es": "experiencia", "pt": "experiencia", "ca": "experiencia", "en": "experience"}),
    Command("challenges", {"es": "desafios", "pt": "desafios", "ca": "reptes", "en": "challenges"}),
    Command("experiences", {"es": "experiencias", "pt": "experiencias", "ca": "experiencies", "en": "experiences"}),
    Command(
        "solution",
        {"es": "solucion", "pt": "solucao", "ca": "solucio", "en": "solution"},
        also=("soluciones", "solucoes", "solucions", "solutions"),
    ),
    Command(
        "search",
        {"es": "buscar", "pt": "buscar", "ca": "cercar", "en": "search"},
        also=("busca", "busqueda", "procurar", "pesquisar", "cerca", "find"),
    ),
    Command(
        "meetings",
        {"es": "sesiones", "pt": "sessoes", "ca": "sessions", "en": "meetings"},
        also=("sesion", "sessao", "sessio", "session", "meeting"),
    ),
    Command(
        "commitments",
        {"es": "compromisos", "pt": "compromissos", "ca": "compromisos", "en": "commitments"},
        also=("compromiso", "compromisso", "compromis", "commitment"),
    ),
    Command(
        "network",
        {"es": "red", "pt": "rede", "ca": "xarxa", "en": "network"},
        also=("redes", "xarxes", "networks"),
    ),
    Command(
        "settings",
        {"es": "ajustes", "pt": "ajustes", "ca": "ajustos", "en": "settings"},
        also=("ajuste", "ajust", "setting"),
    ),
    Command("mydata", {"es": "misdatos", "pt": "meusdados", "ca": "lesmevesdades", "en": "mydata"}),
    Command("coordinate", {"es": "coordinar", "pt": "coordenar", "ca": "coordinar", "en": "coordinate"}),
    Command(
        "announce",
        {"es": "anuncio", "pt": "aviso", "ca": "anunci", "en": "announce"},
        also=("anuncios", "avisos", "anuncis", "announcement", "announcements"),
    ),
    Command("connect", {"es": "conectar", "pt": "conectar", "ca": "connectar", "en": "connect"}),
    Command("cancel", {"es": "cancelar", "pt": "cancelar", "ca": "cancellar", "en": "cancel"}),
    Command("help", {"es": "ayuda", "pt": "ajuda", "ca": "ajuda", "en": "help"}),
)

_BY_ALIAS = {alias: command.name for command in COMMANDS for alias in (*command.aliases.values(), *command.also)} | {
    "start": "start"
}
_BY_NAME = {command.name: command for command in COMMANDS}

PRIVATE_MENU = (
    "menu", "challenge", "experience", "solution", "search", "meetings", "commitments", "network", "settings", "mydata",
    "cancel", "help",
)  # fmt: skip
COORDINATOR_MENU = (*PRIVATE_MENU[:8], "coordinate", "announce", *PRIVATE_MENU[8:])
GUEST_MENU = ("menu", "settings", "mydata", "cancel")  # of somebody to whom one session is open
GROUP_MENU = ("meetings", "challenge", "help")
GROUP_ADMINISTRATOR_MENU = (*GROUP_MENU, "connect")


def command_named(alias: str) -> str | None:
    """The canonical name behind what somebody typed, in any language, with accents or without."""
    letters = unicodedata.normalize("NFKD", alias.lower())
    return _BY_ALIAS.get("".join(one for one in letters if not unicodedata.combining(one)))


def slash(t: Translator, name: str) -> str:
    """How a command is written in the reader's language, as "/desafio"."""
    return f"/{_BY_NAME[name].aliases[t.language]}"


def menu(t: Translator, names: tuple[str, ...]) -> list[dict[str, str]]:
    """Bot API BotCommand objects for a menu in one language."""
    described = descriptions(t)
    return [{"command": _BY_NAME[name].aliases[t.language], "description": described[name]} for name in names]


def descriptions(t: Translator) -> dict[str, str]:
    """What each command does, in a few words."""
    return {
        "menu": t.plain("Everything in one place"),
        "challenge": t.plain("Share a challenge"),
        "experience": t.plain("Share an experience"),
        "solution": t.plain("Answer a challenge"),
        "search": t.plain("Search everything shared"),
        "meetings": t.plain("Sessions and who comes"),
        "commitments": t.plain("What the cities have taken on"),
        "network": t.plain("My network: cities and people"),
        "settings": t.plain("Language, hours and weekly digest"),
        "mydata": t.plain("My data: see, export, erase"),
        "coordinate": t.plain("The coordinators' desk"),
        "announce": t.plain("Announce something"),
        "connect": t.plain("Connect this group to a network"),
        "cancel": t.plain("Leave what was begun"),
        "help": t.plain("How this works"),
    }
