"""`microrredes compose`: proposals of networks from a consultation. Writes nothing, unless one is confirmed."""

import argparse
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from actions.composition import (
    Case,
    Difference,
    Group,
    Place,
    Points,
    Proposal,
    Rules,
    Status,
    difference,
    document_of,
    groups_in,
    obstacles,
    points_of,
    propose,
)
from actions.composition.documents import DocumentWrong
from actions.consultations import Answers
from actions.programme.fields import near
from bot.commands.consultation import stored_answers
from bot.commands.convening import confirm, undo
from bot.terminal import Stop, meanwhile, out, remark

SMALLEST = 2
CRITERIA = {
    "wishes": "wishes",
    "placed": "members placed",
    "first_time": "first-timers",
    "matched": "need met by offers",
    "countries": "countries",
    "levels": "levels apart",
}


def compose(arguments: argparse.Namespace) -> int:
    """Shows the best proposal; status 1 where there is none."""
    earlier = None if arguments.compare is None else _earlier(arguments.compare)
    answers = stored_answers(arguments.slug)
    if arguments.undo:
        return undo(arguments)
    case = Case(answers, _rules(arguments, answers))
    meanwhile(f"looking for the best networks of {len(answers.members)} members, {case.rules.seconds:g} s at most…")
    proposal = propose(case)
    if arguments.confirm and proposal.groups:
        return confirm(arguments, case, proposal)
    if earlier is None:
        _show(case, proposal, as_json=arguments.json)
    elif proposal.groups:
        _show_difference(difference(answers, earlier, proposal.groups), as_json=arguments.json)
    return 0 if proposal.groups else _refuse(arguments.slug, case)


def _rules(arguments: argparse.Namespace, answers: Answers) -> Rules:
    _check_sizes(arguments)
    own = Rules()
    return Rules(
        least=arguments.min,
        most=arguments.max,
        per_member=arguments.per_member,
        locks=_places(arguments.lock, "--lock", answers),
        exclusions=_places(arguments.exclude, "--exclude", answers),
        hours_shared=not arguments.any_hour,
        seconds=own.seconds if arguments.seconds is None else arguments.seconds,
        gap=own.gap if arguments.seconds is None else 0.0,
    )


def _check_sizes(arguments: argparse.Namespace) -> None:
    if arguments.min < SMALLEST:
        raise Stop(f"--min: {arguments.min} is no network: {SMALLEST} members at least")
    if arguments.max < arguments.min:
        raise Stop(f"--max: {arguments.max} is less than --min {arguments.min}")
    if arguments.per_member < 1:
        raise Stop(f"--per-member: {arguments.per_member} would place nobody: 1 at least")
    if arguments.seconds is not None and not 0 < arguments.seconds <= 86400:
        raise Stop("--seconds: more than 0, and a day at most")


def _places(given: Iterable[str], option: str, answers: Answers) -> frozenset[Place]:
    members = {member.slug.casefold(): member.slug for member in answers.members}
    fields = {name.casefold(): name for name in answers.fields}
    places = set()
    for text in given:
        city, equals, field = (part.strip() for part in text.partition("="))
        if not equals:
            raise Stop(f'{option}: "{text}" is no CITY=FIELD')
        places.add(
            (_known(city, members, f"{option}: unknown city"), _known(field, fields, f"{option}: unknown field"))
        )
    return frozenset(places)


def _known(name: str, known: dict[str, str], unknown: str) -> str:
    if name.casefold() not in known:
        raise Stop(f'{unknown} "{name}"{near(name, known.values())}')
    return known[name.casefold()]


def _earlier(path: Path) -> tuple[Group, ...]:
    try:
        return groups_in(json.loads(path.read_text("utf-8-sig")))
    except OSError as failure:
        raise Stop(f"{path}: cannot be read: {failure.strerror}") from None
    except (ValueError, RecursionError):
        raise Stop(f"{path}: is no JSON in UTF-8") from None
    except DocumentWrong as wrong:
        raise Stop(f"{path}: {wrong}") from None


def _refuse(slug: str, case: Case) -> int:
    for line in obstacles(case):
        remark(line)
    raise Stop(f"{slug}: no grouping exists under these rules" + (" and locks" if case.rules.locks else ""))


def _show(case: Case, proposal: Proposal, *, as_json: bool) -> None:
    document = document_of(case, proposal)
    if as_json:
        out(json.dumps(document, ensure_ascii=False, indent=2))
        return
    if not proposal.groups:
        return  # what stands in the way is told in its place
    for network in document["networks"]:
        _show_members(f"{network['field']} ({len(network['members'])})", network["members"])
    if document["left_out"]:
        _show_members(f"left out ({len(document['left_out'])})", document["left_out"])
    out(_verdict(proposal))
    out(_sum(points_of(case.answers, proposal.groups)))


def _show_members(title: str, members: list[dict[str, Any]]) -> None:
    out(title)
    width = max(len(one["member"]) for one in members)
    for one in members:
        out(f"  {one['member']:{width}}  {one['why']}")
    out("")


def _verdict(proposal: Proposal) -> str:
    if proposal.status is Status.OPTIMAL:
        return f"{proposal.objective} points; optimal: there is no better proposal"
    objective, bound = proposal.objective or 0, proposal.bound or 0
    return (
        f"{objective} points; gap: no proposal has more than {bound}, {(bound - objective) / objective:.1%} more; "
        "look longer with --seconds"
    )


def _sum(points: Points) -> str:
    return "  " + ", ".join(f"{CRITERIA[name]} {number}" for name, number in asdict(points).items())


def _show_difference(found: Difference, *, as_json: bool) -> None:
    if as_json:
        out(json.dumps(_document(found), ensure_ascii=False, indent=2))
        return
    for title, names in (("opened", found.opened), ("closed", found.closed)):
        if names:
            out(f"{title}: {', '.join(names)}")
    for one in found.moved:
        out(f"moved: {one.member}, from {', '.join(one.before)} to {', '.join(one.after)}")
    for one in found.gained:
        out(f"gained: {one.member}, in {', '.join(one.after)}")
    for one in found.lost:
        out(f"lost: {one.member}, was in {', '.join(one.before)}")
    if not (found.moved or found.gained or found.lost):
        out("everybody is where they were")
    for name, (before, after) in found.criteria().items():
        out(f"  {CRITERIA.get(name, name):18} {before:6} -> {after:6}  {after - before:+}")


def _document(found: Difference) -> dict[str, Any]:
    return {
        "opened": found.opened,
        "closed": found.closed,
        "moved": [{"member": one.member, "before": one.before, "after": one.after} for one in found.moved],
        "gained": [{"member": one.member, "after": one.after} for one in found.gained],
        "lost": [{"member": one.member, "before": one.before} for one in found.lost],
        "criteria": {name: {"before": before, "after": after} for name, (before, after) in found.criteria().items()},
    }
