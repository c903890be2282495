"""A network's digest before it goes out, for coordinators."""

from dataclasses import replace

from actions import previews as actions
from actions.access import access_coordinating
from actions.network_settings import do_set
from actions.refusals import NotFound
from actions.registration import checked_line
from handlers import form
from handlers.feature import Feature
from handlers.form import Answers, Form, Step
from handlers.turn import Turn
from store.models import Draft
from texts import previews as texts
from texts.languages import Language
from texts.lists import page_within
from texts.message import Message
from texts.network_settings.presses import Setting
from texts.previews.presses import (
    DropsOpened,
    InGroupChosen,
    LineBegun,
    LineOpened,
    LineTakenBack,
    NetworkDayChosen,
    NetworkDaysOpened,
    NewsDropped,
    PreviewAccepted,
    PreviewOpened,
)
from texts.previews.shown import Preview, items_of


def open_preview(turn: Turn, press: PreviewOpened) -> Message:
    """What is to go out."""
    return _page(turn, actions.access_preview(turn.session, turn.member, press.network_id, turn.now))


def accept(turn: Turn, press: PreviewAccepted) -> Message:
    """It is fine: its keys go away."""
    preview = actions.access_issue(turn.session, turn.member, press.network_id, press.issue, turn.now)
    return texts.accepted(turn.translator, preview)


def list_drops(turn: Turn, press: DropsOpened) -> Message:
    """What can be left out."""
    return _drops(
        turn, actions.access_issue(turn.session, turn.member, press.network_id, press.issue, turn.now), press.page
    )


def drop(turn: Turn, press: NewsDropped) -> Message:
    """Out, or in again."""
    preview = actions.do_drop(
        turn.session,
        turn.member,
        press.network_id,
        press.issue,
        press.part,
        press.about_id,
        is_away=press.is_away,
        now=turn.now,
        pressed=_pressed(turn),
    )
    return _drops(turn, preview, press.page)


def open_line(turn: Turn, press: LineOpened) -> Message:
    """The coordination's own line; while there is none, the question for it in the writer's language."""
    preview = actions.access_issue(turn.session, turn.member, press.network_id, press.issue, turn.now)
    if preview.line is None:
        return begin_line(turn, LineBegun(press.network_id, press.issue, Language(turn.translator.language)))
    return _shown(preview, texts.line_page(turn.translator, preview, preview.line))


def begin_line(turn: Turn, press: LineBegun) -> Message:
    """Asks for the words."""
    return form.restart(turn, LINE, f"{press.network_id}-{press.issue}-{press.language}")


def take_line_back(turn: Turn, press: LineTakenBack) -> Message:
    """It does not go out."""
    return _page(
        turn,
        actions.do_take_line_back(
            turn.session, turn.member, press.network_id, press.issue, now=turn.now, pressed=_pressed(turn)
        ),
    )


def choose_in_group(turn: Turn, press: InGroupChosen) -> Message:
    """Whether the group has a digest."""
    return _page(
        turn,
        actions.do_choose_in_group(
            turn.session, turn.member, press.network_id, is_wanted=press.is_wanted, now=turn.now
        ),
    )


def show_days(turn: Turn, press: NetworkDaysOpened) -> Message:
    """On which day the network has its digest."""
    return texts.days(turn.translator, access_coordinating(turn.session, turn.member, press.network_id))


def choose_day(turn: Turn, press: NetworkDayChosen) -> Message:
    """On that day, from the next one on."""
    network = do_set(turn.session, turn.member, press.network_id, Setting.WEEKDAY, str(press.weekday), now=turn.now)
    return texts.days(turn.translator, network)


def _page(turn: Turn, preview: Preview) -> Message:
    return _shown(preview, texts.page(turn.translator, preview))


def _drops(turn: Turn, preview: Preview, page: int) -> Message:
    number = len(items_of(turn.translator, preview))
    return _shown(preview, texts.drops(turn.translator, preview, page_within(page, number, texts.A_PAGE)))


def _shown(preview: Preview, message: Message) -> Message:
    return replace(message, subject=actions.subject_of(preview))


def _pressed(turn: Turn) -> tuple[int, int]:
    """The copy that the answer to the press edits itself."""
    return turn.place.id, turn.incoming.message_id


def _about(argument: str) -> tuple[int, int, Language]:
    """Network, issue and language."""
    parts = argument.split("-")
    if len(parts) != 3 or not (parts[0].isdecimal() and parts[1].isdecimal()) or parts[2] not in list(Language):
        raise NotFound
    return int(parts[0]), int(parts[1]), Language(parts[2])


def _known(turn: Turn, argument: str) -> Answers:
    network_id, issue, _ = _about(argument)
    actions.access_issue(turn.session, turn.member, network_id, issue, turn.now)
    return {}


def _ask_line(turn: Turn, draft: Draft) -> Message:
    return texts.line_question(turn.translator, *_about(draft.answers["argument"]))


def _take_line(turn: Turn, _answers: Answers) -> str:
    return checked_line(turn.text(texts.LINE_LIMIT))


def _keep(turn: Turn, answers: Answers) -> Message:
    network_id, issue, language = _about(answers["argument"])
    return _page(
        turn,
        actions.do_write_line(turn.session, turn.member, network_id, issue, language, answers["text"], now=turn.now),
    )


def _left(turn: Turn, answers: Answers) -> Message:
    return _page(turn, actions.access_preview(turn.session, turn.member, _about(answers["argument"])[0], turn.now))


LINE = Form(
    "digest-line", texts.form_title, (Step("text", _ask_line, take=_take_line),), _keep, known=_known, cancelled=_left
)

FEATURE = Feature(
    presses={
        PreviewOpened: open_preview,
        PreviewAccepted: accept,
        DropsOpened: list_drops,
        NewsDropped: drop,
        LineOpened: open_line,
        LineBegun: begin_line,
        LineTakenBack: take_line_back,
        InGroupChosen: choose_in_group,
        NetworkDaysOpened: show_days,
        NetworkDayChosen: choose_day,
    },
    forms=(LINE,),
)
