"""Forms about what has ended meanwhile: nothing can come of them any more, so they are not offered."""

from collections.abc import Mapping, Sequence

from actions.refusals import Ended, NetworkClosed, Refused
from handlers.form.shape import Answers, Form
from handlers.turn import Turn
from store.database import row_by_id
from store.models import Draft, Network

NETWORK = "network"  # among the answers of what is shared in one


def end_of(turn: Turn, form: Form, draft: Draft) -> Ended | None:
    """Why nothing can come of a draft any more; None: it can be gone on with, as far as that is known."""
    try:
        _check(turn, form, draft.answers)
    except Ended as why:
        return why
    except Refused:  # which is said where it is answered, or finished
        return None
    return None


def end_of_open(turn: Turn, form: Form, draft: Draft) -> Ended | None:
    """The same of a form in the middle of its questions: most people have no network that has ended."""
    may_have = form.closes or any(network.closed_at is not None for _, network in turn.networks)
    return end_of(turn, form, draft) if may_have else None


def unended(turn: Turn, forms: Mapping[str, Form], begun: Sequence[Draft]) -> list[Draft]:
    """Those that can be gone on with, of forms that there are."""
    return [one for one in begun if one.form in forms and end_of(turn, forms[one.form], one) is None]


def _check(turn: Turn, form: Form, answers: Answers) -> None:
    number = answers.get(NETWORK)
    network = row_by_id(turn.session, Network, number) if form.is_draft and isinstance(number, int) else None
    if network is not None and network.closed_at is not None:
        raise NetworkClosed
    if not form.comes_first:
        form.known(turn, answers.get("argument", ""))
