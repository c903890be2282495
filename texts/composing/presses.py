"""The keys of proposals of networks."""

from enum import StrEnum

from store.frozen import frozen
from texts.message import Button
from texts.presses import Press, press
from texts.translator import Translator


class Fix(StrEnum):
    """What is decided of a member and a field, for when it is computed next."""

    FIXED = "f"
    KEPT_OUT = "k"
    NEITHER = "n"


@press("zyb")
@frozen
class CompositionsOpened(Press):
    """The proposals from one."""

    consultation_id: int


@press("zyc")
@frozen
class RulesOpened(Press):
    """What a new proposal is to keep to, as it is set so far. base_id: whose decisions by hand hold on, or 0."""

    consultation_id: int
    base_id: int = 0
    least: int = 6
    most: int = 8
    per_member: int = 1
    hours_shared: bool = True


@press("zyd")
@frozen
class ComputationWanted(Press):
    """It is to be looked for."""

    consultation_id: int
    base_id: int
    least: int
    most: int
    per_member: int
    hours_shared: bool


@press("zye")
@frozen
class CompositionOpened(Press):
    """One proposal."""

    composition_id: int


@press("zyf")
@frozen
class ProposedOpened(Press):
    """One of its networks."""

    composition_id: int
    field_id: int


@press("zyg")
@frozen
class LeftOutOpened(Press):
    """Whom it leaves out."""

    composition_id: int
    page: int = 0


@press("zyh")
@frozen
class MemberOpened(Press):
    """A member in a network, or left out: field 0."""

    composition_id: int
    member_id: int
    field_id: int


@press("zyi")
@frozen
class MemberFixed(Press):
    """Fixed in a field, kept out of it, or neither. from_id: the page to go back to."""

    composition_id: int
    member_id: int
    field_id: int
    from_id: int
    fix: Fix


@press("zyj")
@frozen
class TargetsOpened(Press):
    """Where could it be moved."""

    composition_id: int
    member_id: int
    field_id: int


@press("zyk")
@frozen
class TargetOpened(Press):
    """There: alone, or in the place of another one."""

    composition_id: int
    member_id: int
    field_id: int
    to_id: int


@press("zyl")
@frozen
class MemberMoved(Press):
    """Done. other_id: with whom it changes places, or 0."""

    composition_id: int
    member_id: int
    field_id: int
    to_id: int
    other_id: int
    sequence: int


@press("zym")
@frozen
class ComparingBegun(Press):
    """With which other one."""

    composition_id: int


@press("zyn")
@frozen
class CompositionsCompared(Press):
    """From the first to the second."""

    first_id: int
    second_id: int


def compositions_key(t: Translator, consultation_id: int) -> Button:
    """To the proposals from a consultation."""
    return Button(t.label("🧩 Compose networks"), CompositionsOpened(consultation_id))
