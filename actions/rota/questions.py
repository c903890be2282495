"""What a presenting city asks the others: up to three questions, to be read before the session begins."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from actions import audit, behalf
from actions.meetings.showing import update_pages
from actions.rota.briefing import update_briefings
from actions.rota.changing import lock_all
from actions.rota.reading import subject_of
from actions.rota.refusals import QuestionsChanged
from actions.rota.standing import standing_of
from actions.rota.swapping import own_meeting
from store import cases as store
from store.behalf import forget_noting, noting_of
from store.models import City, Meeting, Network, NotedKind, Person, Rota

MOST = 3
LIMIT = 280  # characters: one that is longer is two


def do_ask_peers(
    session: Session,
    person: Person,
    rota: Rota,
    network: Network,
    city: City,
    questions: Sequence[str],
    *,
    before: Sequence[str],
    now: datetime,
    noted_by: int | None = None,
) -> Meeting:
    """Keeps them in the place of those that stood there, and shows them; gives the session.

    before: what the person saw; somebody else of the city may have written others meanwhile
    noted_by: who writes them in the city's name
    """
    lock_all(session, rota)
    meeting = own_meeting(standing_of(session, rota, network, now), city)
    present = store.questions_of(session, rota.id, city.id)
    if present != list(before):
        raise QuestionsChanged
    is_noted = noting_of(session, city.id, NotedKind.QUESTIONS, rota.id) is not None
    if present == list(questions) and not (is_noted and noted_by is None):
        return meeting
    store.save_questions(session, rota, city, questions[:MOST], person, now, noted_by)
    if noted_by is None:
        forget_noting(session, NotedKind.QUESTIONS, rota.id, city.id)
    else:
        behalf.keep_noting(session, noted_by, network.id, city.id, NotedKind.QUESTIONS, rota.id, now)
    audit.record(
        session,
        now=now,
        deed="case_questions_written",
        person_id=person.id,
        network_id=network.id,
        subject=subject_of(rota),
        details={"city": city.id, "number": len(questions)},
    )
    update_pages(session, meeting, network, now=now)
    update_briefings(session, standing_of(session, rota, network, now))
    return meeting
