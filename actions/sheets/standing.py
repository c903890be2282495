"""How a record stands with its sheet, before a reader."""

from sqlalchemy.orm import Session

from actions import behalf
from actions.access import is_of_city, may_contribute, sees_versions, tends
from store import sheets as store
from store.database import row_by_id
from store.memberships import members_of, membership_of
from store.models import Network, Person, Sheet
from store.sheets import Grown
from texts.sheets.fields import CONTACT, NONE, is_open_to_questions
from texts.sheets.shown import SheetView


def view_of(session: Session, record: Grown, reader: Person, *, shows_original: bool = False) -> SheetView | None:
    """None: it has no sheet."""
    sheet = store.sheet_of(session, record)
    return None if sheet is None else view_of_sheet(session, sheet, record, reader, shows_original=shows_original)


def view_of_sheet(
    session: Session, sheet: Sheet, record: Grown, reader: Person, *, shows_original: bool = False
) -> SheetView:
    """What the reader sees of it, and may do."""
    membership = membership_of(session, reader.id, record.network_id)
    network = row_by_id(session, Network, record.network_id)
    is_open = membership is not None and network is not None and may_contribute(membership, network)
    is_foreign = reader.language != record.language
    may_see_versions, is_tending = sees_versions(session, reader, record), tends(session, reader, record)
    values = {name: value.value for name, value in store.values_of(session, sheet.id).items()}
    is_open_to_others = is_open and not is_tending and is_open_to_questions(values.get(CONTACT, NONE))
    return SheetView(
        sheet,
        record,
        values,
        summary=store.summary_of(session, sheet.id, reader.language) if is_foreign else None,
        shows_original=shows_original,
        may_tend=is_open and is_tending,
        may_see_versions=may_see_versions,
        may_sum_up=is_open and is_foreign,
        may_ask=is_open_to_others and any(one.telegram_id is not None for one in asked_of(session, record)),
        versions=store.versions_counted(session, sheet.id) if may_see_versions else 0,
    )


def asked_of(session: Session, record: Grown) -> list[Person]:
    """Who wrote it; when they are gone, the people of its city; of what was noted, those who hear of it."""
    behind = behalf.behind(session, record, record.network_id)
    if behind or record.noted_by is not None:
        return behind
    return [person for member, person in members_of(session, record.network_id) if is_of_city(member, record.city_id)]
