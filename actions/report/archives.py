"""The report of an edition before the bot: what is kept of it, and that the rest was not measured."""

from datetime import date

from actions.report.gathering import FIGURES
from store.models import Archive
from texts.report.choices import Slug
from texts.report.shown import Archived, Count, Figure, Report, Sessions, Unmeasured, Why
from texts.translator import DEFAULT_LANGUAGE


def report_of_archive(archive: Archive, made_on: date) -> Report:
    """No chat data is kept of it."""
    known = {Slug.CITIES: Count(archive.cities_count)}
    sections = [
        (section, [Figure(slug, known.get(slug, Unmeasured(Why.ARCHIVE))) for slug in slugs])
        for section, slugs in FIGURES.items()
    ]
    return Report(
        name=archive.name,
        language=DEFAULT_LANGUAGE,
        made_on=made_on,
        first=None,
        last=None,
        is_final=True,
        sections=sections,
        tables=(),
        sessions=Sessions((), ()),
        bars=(),
        archived=Archived(archive.years, tuple(archive.fields), archive.summary),
    )
