"""What pages of a consultation are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from enum import Enum, auto

from store.consulted import Left
from store.frozen import frozen
from store.models import Consultation, ConsultationAnswer, ConsultationMember
from texts.composing.shown import new_city_name
from texts.consultations.presses import SUMMARY
from texts.consultations.questionnaire import Question, QuestionKind


@frozen
class FieldShown:
    """A field as people read it."""

    id: int
    name: str


@frozen
class Asked:
    """A member's answer as it stands. hours: that suit it, on its own clock; has_others: somebody else answers, too."""

    consultation: Consultation
    member: ConsultationMember
    questions: Sequence[Question]
    fields: Sequence[FieldShown]
    answers: Mapping[int, ConsultationAnswer]
    replies: Mapping[str, str]
    challenges: Sequence[Left]
    hours: frozenset[int]
    is_noting: bool
    is_open: bool
    has_others: bool = False

    @property
    def wished(self) -> list[FieldShown]:
        """The fields, its best wish first."""
        ranked = [(answer.rank, field_id) for field_id, answer in self.answers.items() if answer.rank is not None]
        by_id = {one.id: one for one in self.fields}
        return [by_id[field_id] for _, field_id in sorted(ranked)]

    @property
    def pages(self) -> list[str]:
        """In their order: a page for each wished field, and none of challenges where there are none."""
        pages: list[str] = []
        for question in self.questions:
            if question.kind is QuestionKind.FIELD:
                pages += [page_of(one) for one in self.wished]
            elif question.kind is not QuestionKind.CHALLENGES or self.challenges:
                pages.append(question.id)
        return [*pages, SUMMARY]

    @property
    def has_said(self) -> bool:
        """Whether it has said anything."""
        return bool(self.answers or self.replies or self.hours)

    def chosen(self, question: Question) -> list[str]:
        """What it has chosen."""
        return [one for one in self.replies.get(question.id, "").split(";") if one]

    def question_on(self, page: str) -> Question | None:
        """What is asked there; None on the last page."""
        kinds = (QuestionKind.FIELD,) if field_on(page) else tuple(QuestionKind)
        return next((one for one in self.questions if one.kind in kinds and (field_on(page) or one.id == page)), None)


def page_of(one: FieldShown) -> str:
    """The page about a field."""
    return f"f{one.id}"


def field_on(page: str) -> int | None:
    """Which field a page is about."""
    number = page.removeprefix("f")
    return int(number) if page.startswith("f") and number.isdigit() and len(number) < 10 else None


class Stand(Enum):
    """How far a member is."""

    UNOPENED = auto()
    BEGUN = auto()
    ANSWERED = auto()


@frozen
class Standing:
    """A member among the others."""

    member: ConsultationMember
    stand: Stand


@frozen
class Overview:
    """A consultation for who convenes. by_country: members and those that have answered, in the order of codes."""

    consultation: Consultation
    fields: Sequence[str]
    members: Sequence[Standing]
    by_country: Sequence[tuple[str, int, int]]
    is_open: bool
    challenges: int = 0
    others: Mapping[str, int] = field(default_factory=dict)  # countries of the programme that are not asked

    def number(self, *stands: Stand) -> int:
        """How many stand so."""
        return sum(one.stand in stands for one in self.members)


def member_name(member: ConsultationMember) -> str:
    """As "Lima (PE)"."""
    return f"{asked_name(member)} ({member.country})"


def asked_name(member: ConsultationMember) -> str:
    """Without its country; of one that came by a file alone, what its slug says."""
    return member.name or new_city_name(member.slug, member.country, member.zone)


def is_slug(field: str) -> bool:
    """Whether a field is named as files name it: "movilidad-sostenible"."""
    return " " not in field and field == field.lower()


def field_name(field: str) -> str:
    """A field as it was typed; one that is written as a slug is read as words: "Movilidad sostenible"."""
    return field.replace("-", " ").replace("_", " ").capitalize() if is_slug(field) else field


def title_of(consultation: Consultation) -> str:
    """Of one that came by a file alone, its slug."""
    return consultation.title or consultation.slug
