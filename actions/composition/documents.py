"""A proposal as a JSON document, and back."""

from typing import Any

from actions.composition.explaining import why_left_out, why_placed
from actions.composition.model import Case, Group, Proposal
from actions.refusals import Refused


class DocumentWrong(Refused):
    """A file that holds no proposal."""


def document_of(case: Case, proposal: Proposal) -> dict[str, Any]:
    """Its keys stand in docs/composition.md."""
    return {
        "networks": [{"field": group.field, "members": _listed(why_placed(case, group))} for group in proposal.groups],
        "left_out": _listed(why_left_out(case, proposal)),
        "status": proposal.status.value,
        "objective": proposal.objective,
        "bound": proposal.bound,
    }


def _listed(reasons: dict[str, str]) -> list[dict[str, str]]:
    return [{"member": slug, "why": why} for slug, why in reasons.items()]


def groups_in(document: Any) -> tuple[Group, ...]:
    """The networks of a document; the reasons are not read."""
    try:
        return tuple(
            Group(str(network["field"]), tuple(str(member["member"]) for member in network["members"]))
            for network in document["networks"]
        )
    except (KeyError, TypeError):
        raise DocumentWrong("is no proposal: write one with `microrredes compose SLUG --json`") from None
