"""The four languages, each by its own name."""

from enum import StrEnum


class Language(StrEnum):
    """What a person may be spoken to in."""

    SPANISH = "es"
    PORTUGUESE = "pt"
    CATALAN = "ca"
    ENGLISH = "en"


LANGUAGE_NAMES = {
    Language.SPANISH: "Español",
    Language.PORTUGUESE: "Português",
    Language.CATALAN: "Català",
    Language.ENGLISH: "English",
}
