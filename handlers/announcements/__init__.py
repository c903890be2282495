"""Announcements: which networks, what, the preview, sending now or later, and what can be done afterwards."""

from handlers.announcements import (
    audience,
    before,
    beginning,
    correction,
    further,
    going,
    history,
    options,
    posting,
    reading,
    repeating,
    scheduling,
    templates,
)
from handlers.feature import Feature

FEATURE = Feature(
    commands={"announce": beginning.show_announcements},
    presses={
        **beginning.PRESSES,
        **before.PRESSES,
        **scheduling.PRESSES,
        **history.PRESSES,
        **going.PRESSES,
        **further.PRESSES,
        **audience.PRESSES,
        **options.PRESSES,
        **posting.PRESSES,
        **repeating.PRESSES,
        **templates.PRESSES,
        **reading.PRESSES,
    },
    forms=(
        beginning.ANNOUNCEMENT,
        before.REWRITE,
        scheduling.SCHEDULE,
        scheduling.BY_CLOCK,
        repeating.REPEAT,
        correction.CORRECTION,
        options.TRANSLATION,
    ),
    hub=(beginning.hub_key,),
    further=further.take_further,
)
