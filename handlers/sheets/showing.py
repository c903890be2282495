"""A record's sheet, what it said before, and the record in its own words."""

from actions.access import access_sheet, access_tended_sheet, access_versions
from actions.sheets.refusals import SheetChanged
from actions.sheets.restoring import do_restore
from actions.sheets.standing import view_of_sheet
from handlers.challenges.showing import show_challenge
from handlers.experiences import show_experience
from handlers.turn import Turn
from store import sheets as store
from store.challenges import ChallengesShown
from store.experiences import ExperiencesShown
from store.models import Challenge
from store.sheets import Grown
from texts.challenges.presses import ChallengeOpened
from texts.experiences.presses import ExperienceOpened
from texts.lists import PAGE, page_within
from texts.message import Message, plain_text
from texts.sheets import pages, versions
from texts.sheets.presses import OriginalOpened, SheetOpened, VersionRestored, VersionsOpened


def show_sheet(turn: Turn, press: SheetOpened) -> Message:
    """Every field, whole."""
    turn.check_private()
    sheet, record = access_sheet(turn.session, turn.member, press.sheet_id)
    view = view_of_sheet(turn.session, sheet, record, turn.member)
    return pages.sheet(turn.translator, view, store.summaries_of(turn.session, sheet.id))


def show_versions(turn: Turn, press: VersionsOpened) -> Message:
    """A page of what was said before."""
    turn.check_private()
    sheet, record = access_versions(turn.session, turn.member, press.sheet_id)
    view = view_of_sheet(turn.session, sheet, record, turn.member)
    page = page_within(press.page, view.versions)
    kept = store.versions_of(turn.session, sheet.id, offset=page * PAGE, limit=PAGE)
    return versions.page(turn.translator, view, kept, number=view.versions, page=page)


def restore(turn: Turn, press: VersionRestored) -> Message:
    """Those words stand again; who pressed a key of an older list sees how it is now."""
    turn.check_private()
    tended = access_tended_sheet(turn.session, turn.member, press.sheet_id)
    try:
        do_restore(turn.session, turn.member, tended, press.version_id, sequence=press.sequence, now=turn.now)
        turn.toast = versions.restored(turn.translator)
    except SheetChanged as refusal:
        turn.toast = plain_text(refusal.sentence(turn.translator))
    return show_versions(turn, VersionsOpened(press.sheet_id, 0))


def show_original(turn: Turn, press: OriginalOpened) -> Message:
    """The record in its own words."""
    turn.check_private()
    _, record = access_sheet(turn.session, turn.member, press.sheet_id)
    return show_record(turn, record, shows_original=True)


def show_record(turn: Turn, record: Grown, *, shows_original: bool = False) -> Message:
    """Its own page."""
    if isinstance(record, Challenge):
        opened = ChallengeOpened(record.id, ChallengesShown.OPEN, 0)
        return show_challenge(turn, opened, shows_original=shows_original)
    return show_experience(turn, ExperienceOpened(record.id, ExperiencesShown.ALL, 0), shows_original=shows_original)
