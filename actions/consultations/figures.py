"""The figures in words, for who convenes."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy.orm import Session

from actions.consultations.importing import answers_in_store
from actions.consultations.naming import field_namer
from actions.consultations.results import results_of
from store import consulted
from store.models import Consultation
from texts.consultations.figures import chosen_line
from texts.consultations.questionnaire import Question, QuestionKind, questions_of
from texts.message import Html, excerpt
from texts.translator import Translator

TITLE = 90
COUNTED = (QuestionKind.CHOOSE, QuestionKind.SCALE, QuestionKind.CHALLENGES)


def figures_of(session: Session, consultation: Consultation) -> list[tuple[str, dict[str, int]]]:
    """Of each field, by demand."""
    results = results_of(answers_in_store(session, consultation))
    name = field_namer(session, [one.field for one in results.fields])
    return [
        (name(one.field), {"wishes": one.wishes, "first": one.first, "need": one.need, "offer": one.offer})
        for one in results.fields
    ]


def further_figures(session: Session, t: Translator, consultation: Consultation) -> list[Html]:
    """Of the questions about no field: how often each option was chosen."""
    replies = consulted.replies_in(session, consultation.id).values()
    lines = []
    for question in questions_of(consultation.questionnaire):
        counts = Counter(one for said in replies for one in said.get(question.id, "").split(";") if one)
        if question.kind in COUNTED and counts:
            named = _named(session, t, consultation, question)
            lines.append(chosen_line(t, question.title(t, "…"), [(name, counts[one]) for one, name in named]))
    return lines


def _named(
    session: Session, t: Translator, consultation: Consultation, question: Question
) -> Sequence[tuple[str, str]]:
    match question.kind:
        case QuestionKind.CHALLENGES:
            challenges = consulted.challenges_of(session, consultation.id)
            return [(str(one.id), f"{excerpt(one.title, TITLE)}:") for one in challenges]
        case QuestionKind.SCALE:
            return [(str(value), f"{value}:") for value in range(1, question.most + 1)]
        case _:
            return [(one, f"{name}:") for one, name in question.said(t).options.items()]
