"""In which languages an announcement is read, and what is filled in, in words."""

from collections.abc import Mapping
from dataclasses import field

from store.frozen import frozen
from texts.announcements.placeholders import Gap, gap_name, instead
from texts.message import Html
from texts.translator import Translator


@frozen
class Spoken:
    """In what it is written, how many read each translation of it, which of these are older than the text; and how many
    read in which language that it is not in.
    """

    written: str = "es"
    translated: Mapping[str, int] = field(default_factory=dict)
    old: frozenset[str] = frozenset()
    missing: Mapping[str, int] = field(default_factory=dict)


@frozen
class Unfilled:
    """For how many people there is no city, for how many networks no session, for how many groups no name."""

    cities: int = 0
    sessions: int = 0
    groups: int = 0


def language_name(t: Translator, language: str) -> str:
    """A language in the reader's, as within a sentence."""
    return str(t.locale.languages.get(language, language))


def told_spoken(t: Translator, spoken: Spoken) -> list[Html]:
    """Who reads it in which language."""
    told = [
        t.count(
            "🌐 {n} person reads it in {language}.",
            "🌐 {n} people read it in {language}.",
            number,
            language=language_name(t, language),
        )
        for language, number in spoken.translated.items()
    ]
    told += [
        t.say("⚠️ The text in {language} is older than the last change.", language=language_name(t, language))
        for language in spoken.translated
        if language in spoken.old
    ]
    others = sum(spoken.missing.values())
    if others:
        written = language_name(t, spoken.written)
        told.append(
            t.count(
                "🌐 {n} person of another language reads it in {language}.",
                "🌐 {n} people of other languages read it in {language}.",
                others,
                language=written,
            )
        )
    return told


def told_unfilled(t: Translator, unfilled: Unfilled) -> list[Html]:
    """What stands where nothing is known, before it is sent."""
    told = []
    if unfilled.cities:
        told.append(
            t.count(
                "⚠️ {n} person takes part for no city: {gap} reads “{words}” there.",
                "⚠️ {n} people take part for no city: {gap} reads “{words}” there.",
                unfilled.cities,
                gap=gap_name(t, Gap.CITY),
                words=instead(t, Gap.CITY),
            )
        )
    if unfilled.sessions:
        told.append(
            t.count(
                "⚠️ {n} micro-network has no session to come: {gap} reads “{words}” there.",
                "⚠️ {n} micro-networks have no session to come: {gap} reads “{words}” there.",
                unfilled.sessions,
                gap=gap_name(t, Gap.SESSION),
                words=instead(t, Gap.SESSION),
            )
        )
    if unfilled.groups:
        told.append(
            t.count(
                "⚠️ In {n} group {gap} reads “{words}”.",
                "⚠️ In {n} groups {gap} reads “{words}”.",
                unfilled.groups,
                gap=gap_name(t, Gap.NAME),
                words=instead(t, Gap.NAME),
            )
        )
    return told
