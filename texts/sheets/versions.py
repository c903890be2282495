"""What a record said before: the newest first, and one press away."""

from collections.abc import Sequence

from store.models import SheetVersion
from store.sheets import Kept
from texts.challenges import questions as of_challenges
from texts.challenges.presses import ChallengePart
from texts.dates import day_of
from texts.experiences import words as of_experiences
from texts.experiences.presses import ExperiencePart
from texts.lists import PAGE, arrows, pages_for
from texts.message import Button, Html, Message, excerpt, lines, paragraphs, quoted
from texts.sheets.fields import RecordKind, field_named
from texts.sheets.presses import VersionRestored, VersionsOpened
from texts.sheets.shown import SheetView, back_to_record, language_name
from texts.sheets.values import on_one_line, words_of
from texts.translator import Translator

EXCERPT = 500  # five of them fit in a message
_SUMMARY = "summary-"


def field_of_summary(language: str) -> str:
    """As a version of a summary is named beside those of fields."""
    return f"{_SUMMARY}{language}"


def language_of_summary(field: str) -> str | None:
    """Of the summary that a version is of; None: it is of something else."""
    return field.removeprefix(_SUMMARY) if field.startswith(_SUMMARY) else None


def page(t: Translator, view: SheetView, kept: Sequence[Kept], *, number: int, page: int) -> Message:
    """A page of them; behind the numbers, for whose record it is, each one's return."""
    pages = pages_for(number)
    sheet = view.sheet
    restoring = tuple(
        Button(f"↩️ {place}", VersionRestored(sheet.id, one.version.id, sheet.sequence))
        for place, one in enumerate(kept, 1)
    )
    rows = (
        restoring if view.may_tend else (),
        arrows(t, page, pages, lambda other: VersionsOpened(sheet.id, other)),
        (Button(t.label("◀️ Back"), back_to_record(view)),),
    )
    return Message(
        paragraphs(
            t.say("🕘 <b>What was said before</b> · {title}", title=view.record.title),
            *(_version(t, view, place, one) for place, one in enumerate(kept, 1)),
            None if kept else t.say("Nothing has been changed yet."),
            t.say("The number puts those words back; what stands now is kept here.")
            if kept and view.may_tend
            else None,
            t.say("Page {page} of {pages}", page=page + 1, pages=pages) if number > PAGE else None,
        ),
        tuple(row for row in rows if row),
    )


def restored(t: Translator) -> str:
    """The toast."""
    return t.plain("Those words stand again.")


def _version(t: Translator, view: SheetView, place: int, one: Kept) -> Html:
    return lines(
        t.say(
            "<b>{number}.</b> {field} · changed on {day} by {name}",
            number=place,
            field=_label(t, view.kind, one.version.field),
            day=day_of(t, one.version.changed_at),
            name=one.by.name,
        ),
        quoted(excerpt(on_one_line(_words(t, view.kind, one.version)), EXCERPT)),
    )


def _label(t: Translator, kind: RecordKind, name: str) -> str:
    language = language_of_summary(name)
    if language is not None:
        return t.plain("Summary in {language}", language=language_name(t, language))
    field = field_named(kind, name)
    return _parts(t, kind).get(name, name) if field is None else field.label(t)


def _parts(t: Translator, kind: RecordKind) -> dict[str, str]:
    if kind is RecordKind.CHALLENGE:
        return {part.value: label for part, label in zip(ChallengePart, of_challenges.part_labels(t), strict=True)}
    return {part.value: label for part, label in zip(ExperiencePart, of_experiences.part_labels(t), strict=True)}


def _words(t: Translator, kind: RecordKind, version: SheetVersion) -> str:
    field = field_named(kind, version.field)
    return str(version.value.get("text") or "—") if field is None else words_of(t, field, version.value)
