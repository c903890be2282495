"""The reasons in English, as they stand in documents and on the command line."""

from collections.abc import Iterable

from actions.composition.model import Case, Group, Place, Proposal
from actions.composition.reasons import reasons_here, reasons_out
from texts.composing.reasons import Absence, Bar, Barred, Measure, WhyHere, WhyOut

ABSENT = {
    Absence.LOCKS: "The locks cannot all be kept, so there is no proposal.",
    Absence.SILENT: "It has not answered.",
    Absence.WISHLESS: "It wishes for no field.",
}


def why_placed(case: Case, group: Group) -> dict[str, str]:
    """A sentence or two for each member of a network."""
    return {slug: _here(case, slug, why) for slug, why in reasons_here(case, group).items()}


def _here(case: Case, slug: str, why: WhyHere) -> str:
    parts = [_wish(why)]
    if why.need:
        parts.append(f"its need of {why.need} is met by {_listed(why.met_by) or 'nobody here'}")
    if why.needed_by:
        parts.append(f"its offer of {why.offer} is needed by {_listed(why.needed_by)}")
    if why.only_of is not None:
        parts.append(f"the only one of {case.members[slug].country}")
    if why.first_time:
        parts.append("its first micro-network")
    sentence = "; ".join(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _wish(why: WhyHere) -> str:
    wish = "not among its wishes" if why.rank is None else f"its wish no. {why.rank}"
    return f"placed by hand, {wish}" if why.by_hand else wish


def _listed(measures: tuple[Measure, ...]) -> str:
    return " and ".join(f"{slug} ({number})" for slug, number in measures)


def why_left_out(case: Case, proposal: Proposal) -> dict[str, str]:
    """A sentence for each member without a place, in their order."""
    return {slug: _out(why) for slug, why in reasons_out(case, proposal).items()}


def _out(why: WhyOut) -> str:
    if why.absence is not None:
        return ABSENT[why.absence]
    return "; ".join(f"{one.field}: {barred(one)}" for one in why.barred) + "."


def barred(one: Barred) -> str:
    """Why a field is closed, or closed to a member."""
    wishes = "1 wish" if one.number == 1 else f"{one.number} wishes"
    return {
        Bar.EXCLUDED: "excluded by hand",
        Bar.HOURS: f"shares no hour with its network ({_hours(one.hours)} UTC)",
        Bar.FULL: f"full, {one.placed} of {one.number} that wish for it are placed",
        Bar.UNFOUND: "no place was found for it in the time that was given",
        Bar.FEW: f"{wishes}, and a network needs {one.least}",
        Bar.HOURS_OF_ALL: f"{wishes}, but no hour suits more than {one.suited} of them ({one.hour:02}:00 UTC)",
        Bar.HOURS_OF_ONE: "no hour of its own suits enough others",
        Bar.CLOSED: "not opened, for those who wish for it are placed elsewhere",
    }[one.bar]


def _hours(hours: Iterable[int]) -> str:
    from actions.consultations.hours import as_written

    return as_written(set(hours)) or "none"


def written_place(place: Place) -> str:
    """As it is given on the command line."""
    slug, name = place
    return f"{slug}={name}"
