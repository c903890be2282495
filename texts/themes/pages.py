"""The themes of a record are corrected."""

from collections.abc import Sequence

from store.challenges import ChallengesShown
from store.experiences import ExperiencesShown
from texts.challenges.presses import ChallengeOpened
from texts.experiences.presses import ExperienceOpened
from texts.lists import arrows, in_rows, pages_for
from texts.message import Button, Html, Message, paragraphs
from texts.presses import Press
from texts.themes.presses import ThemedKind, ThemeFieldsListed, ThemeSet, ThemesOpened
from texts.themes.shown import ShownTheme, line
from texts.translator import Translator

MOST = 5  # of a record
FIELDS_A_PAGE = 10

Field = tuple[str, str]  # id and name


def page(
    t: Translator,
    kind: ThemedKind,
    about_id: int,
    title: str,
    chosen: Sequence[ShownTheme],
    field: Field,
    offered: Sequence[ShownTheme],
) -> Message:
    """Those that it has, and those of a field: each key puts one on or takes it off."""
    keys = [*chosen, *(theme for theme in offered if not theme.is_on)]
    return Message(
        paragraphs(
            t.say("🏷 <b>What is “{title}” about?</b>", title=title),
            line(t, chosen) or t.say("No theme yet."),
            t.say("The keys put a theme on or take it off. Below those of: <b>{field}</b>.", field=field[1]),
        ),
        (
            *(
                (
                    Button(
                        t.label("✓ {name}", name=theme.name) if theme.is_on else theme.name,
                        ThemeSet(kind, about_id, theme.id, not theme.is_on),
                    ),
                )
                for theme in keys
            ),
            (Button(t.label("🗂 See other fields"), ThemeFieldsListed(kind, about_id, 0)),),
            (Button(t.label("👌 Done"), _record(kind, about_id)),),
        ),
    )


def fields(t: Translator, kind: ThemedKind, about_id: int, listed: Sequence[Field], page: int) -> Message:
    """The list of themes, field by field."""
    pages = pages_for(len(listed), FIELDS_A_PAGE)
    here = listed[page * FIELDS_A_PAGE : (page + 1) * FIELDS_A_PAGE]
    turning = arrows(t, page, pages, lambda other: ThemeFieldsListed(kind, about_id, other))
    keys = [Button(name, ThemesOpened(kind, about_id, field)) for field, name in here]
    return Message(
        t.say("🗂 <b>The themes of which field?</b>"),
        (
            *in_rows(keys),
            *((turning,) if turning else ()),
            (Button(t.label("◀️ Back"), ThemesOpened(kind, about_id, "")),),
        ),
    )


def correct_key(t: Translator, kind: ThemedKind, about_id: int) -> Button:
    """For whoever may."""
    return Button(t.label("🏷 Correct the themes"), ThemesOpened(kind, about_id, ""))


def already_full(t: Translator) -> Html:
    """A record about everything is about nothing."""
    return t.say("Up to {n} themes: another one has to come off first.", n=t.number(MOST))


def _record(kind: ThemedKind, about_id: int) -> Press:
    if kind is ThemedKind.CHALLENGE:
        return ChallengeOpened(about_id, ChallengesShown.OPEN, 0)
    return ExperienceOpened(about_id, ExperiencesShown.ALL, 0)
