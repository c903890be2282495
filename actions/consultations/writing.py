"""Writes a consultation as the file from which it can be read again."""

from actions.consultations.answers import Answers, Member
from actions.consultations.hours import as_written
from actions.consultations.reading import ABOUT_FIELD, ABOUT_MEMBER
from texts import spreadsheets


def written(answers: Answers) -> str:
    """A row for each member by name, with commas."""
    of_fields = (f"{kind}:{field}" for field in answers.fields for kind in ABOUT_FIELD)
    head = [*ABOUT_MEMBER, *of_fields, *answers.questions]
    members = sorted(answers.members, key=lambda member: member.slug)
    rows = ([*_row(one, answers.fields), *_replies(one, answers)] for one in members)
    return spreadsheets.written([head, *rows])


def _replies(member: Member, answers: Answers) -> list[str]:
    return [spreadsheets.cell(member.replies.get(one, "")) for one in answers.questions]


def _row(member: Member, fields: tuple[str, ...]) -> list[str | int]:
    first_time = "yes" if member.first_time else "no"
    row: list[str | int] = [member.slug, member.country, member.language, member.zone, first_time]
    row.append(as_written(member.hours))
    for said in (member.of(field) for field in fields):
        row += ["" if said.rank is None else said.rank, said.need or "", said.offer or "", said.level or ""]
    return row
