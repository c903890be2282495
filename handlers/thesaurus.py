"""The words of the search, for coordinators."""

from actions.access import access_coordinating
from actions.refusals import StepPassed
from actions.search import adding as actions
from handlers import form
from handlers.feature import Feature
from handlers.form import Answers, Form, Step, number_in
from handlers.turn import Turn
from store.models import Draft
from store.search import term_rows
from texts import thesaurus as texts
from texts.languages import LANGUAGE_NAMES
from texts.message import Message
from texts.thesaurus import Added, TermBegun, TermTakenOut, ThesaurusOpened


def show_terms(turn: Turn, press: ThesaurusOpened) -> Message:
    """What was added."""
    network = access_coordinating(turn.session, turn.member, press.network_id)
    language = turn.member.language
    added = [Added(row, actions.others_of(turn.session, row, language)) for row in term_rows(turn.session)]
    return texts.page(turn.translator, network, added, press.page)


def begin(turn: Turn, press: TermBegun) -> Message:
    """Asks for the word."""
    return form.restart(turn, TERM, str(press.network_id))


def take_out(turn: Turn, press: TermTakenOut) -> Message:
    """Out, and back to the list."""
    access_coordinating(turn.session, turn.member, press.network_id)
    row = actions.do_take_out(turn.session, turn.member, press.term_id, turn.now)
    turn.toast = texts.taken_out(turn.translator, row.term)
    return show_terms(turn, ThesaurusOpened(press.network_id))


def _known(turn: Turn, argument: str) -> Answers:
    access_coordinating(turn.session, turn.member, number_in(argument))
    return {}


def _take_term(turn: Turn, _answers: Answers) -> str:
    return actions.checked_term(turn.text(texts.TERM_LIMIT))


def _choose_language(_turn: Turn, _answers: Answers, value: str) -> str:
    if value not in LANGUAGE_NAMES:
        raise StepPassed
    return value


def _take_alike(turn: Turn, _answers: Answers) -> dict[str, object]:
    alike = actions.checked_term(turn.text(texts.TERM_LIMIT))
    return {"text": alike, "concepts": actions.concepts_like(turn.session, alike)}


def _is_ambiguous(answers: Answers) -> bool:
    return bool(answers.get("alike", {}).get("concepts"))


def _ask_concept(turn: Turn, draft: Draft) -> Message:
    alike = draft.answers["alike"]
    names = [actions.names_of(turn.session, concept, turn.member.language) for concept in alike["concepts"]]
    return texts.concept_question(turn.translator, draft.id, alike["text"], names)


def _choose_concept(_turn: Turn, answers: Answers, value: str) -> str:
    concepts: list[str] = answers["alike"]["concepts"]
    if value == texts.NEW:
        return value
    if not 1 <= number_in(value) <= len(concepts):
        raise StepPassed
    return concepts[number_in(value) - 1]


def _add(turn: Turn, answers: Answers) -> Message:
    chosen = answers.get("concept", texts.NEW)
    actions.do_add_term(
        turn.session,
        turn.member,
        answers["term"],
        answers["language"],
        concept=None if chosen == texts.NEW else chosen,
        alike=answers["alike"]["text"],
        now=turn.now,
    )
    turn.toast = texts.added(turn.translator)
    return show_terms(turn, ThesaurusOpened(number_in(answers["argument"])))


TERM = Form(
    "thesaurus-term",
    texts.form_title,
    (
        Step("term", lambda turn, _draft: texts.term_question(turn.translator), take=_take_term),
        Step(
            "language",
            lambda turn, draft: texts.language_question(turn.translator, draft.id, draft.answers["term"]),
            choose=_choose_language,
        ),
        Step(
            "alike", lambda turn, draft: texts.alike_question(turn.translator, draft.answers["term"]), take=_take_alike
        ),
        Step("concept", _ask_concept, choose=_choose_concept, when=_is_ambiguous),
    ),
    _add,
    known=_known,
)

FEATURE = Feature(
    presses={ThesaurusOpened: show_terms, TermBegun: begin, TermTakenOut: take_out},
    forms=(TERM,),
)
