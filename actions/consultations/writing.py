"""Writes a consultation as the file from which it can be read again."""

import csv
import io

from actions.consultations.answers import Answers, Member
from actions.consultations.cells import words_out
from actions.consultations.hours import as_written
from actions.consultations.reading import ABOUT_FIELD, ABOUT_MEMBER


def written(answers: Answers) -> str:
    """A row for each member by name, with commas."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\n")
    of_fields = (f"{kind}:{field}" for field in answers.fields for kind in ABOUT_FIELD)
    rows.writerow([*ABOUT_MEMBER, *of_fields, *answers.questions])
    for member in sorted(answers.members, key=lambda member: member.slug):
        rows.writerow(
            _row(member, answers.fields) + [words_out(member.replies.get(one, "")) for one in answers.questions]
        )
    return text.getvalue()


def _row(member: Member, fields: tuple[str, ...]) -> list[str | int]:
    first_time = "yes" if member.first_time else "no"
    row: list[str | int] = [member.slug, member.country, member.language, member.zone, first_time]
    row.append(as_written(member.hours))
    for said in (member.of(field) for field in fields):
        row += ["" if said.rank is None else said.rank, said.need or "", said.offer or "", said.level or ""]
    return row
