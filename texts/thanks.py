"""What people type when they have nothing to ask: words of thanks, or nothing but emoji."""

import unicodedata

from texts.message import Html
from texts.translator import Translator

_THANKS = frozenset(
    [
        "gracias",
        "obrigado",
        "obrigada",
        "brigado",
        "brigada",
        "valeu",
        "gràcies",
        "merci",
        "thanks",
        "thx",
        "thank",
        "ok",
        "okey",
        "okay",
        "vale",
        "perfecto",
        "perfecta",
        "perfeito",
        "perfeita",
        "perfecte",
        "genial",
        "ótimo",
    ]
)
_BESIDE = frozenset(
    [
        "muchas",
        "muchísimas",
        "mil",
        "muito",
        "muita",
        "moltes",
        "moltíssimes",
        "many",
        "very",
        "you",
        "so",
        "a",
        "de",
        "por",
        "per",
        "tot",
        "todo",
    ]
)
_EMOJI = frozenset({"So", "Sk", "Mn", "Cf"})  # pictures, the tones of their skin, and what joins them


def is_thanks(text: str) -> bool:
    """Whether nobody would want this to be kept."""
    spoken = "".join(letter if letter.isalpha() else " " for letter in text.casefold()).split()
    if not spoken:
        return is_only_emoji(text)
    return not _THANKS.isdisjoint(spoken) and set(spoken) <= _THANKS | _BESIDE


def is_only_emoji(text: str) -> bool:
    """Whether there are pictures and nothing else."""
    kinds = {unicodedata.category(letter) for letter in text if not letter.isspace()}
    return "So" in kinds and kinds <= _EMOJI


def welcome(t: Translator) -> Html:
    """The answer, which takes it for a kindness whatever the picture was."""
    return t.say("🙂 Thank you for the message. All that can be done here is in the menu.")
