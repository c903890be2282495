"""A session while it is held: led in private, followed in the groups, written in by the people of the cities."""

from handlers.feature import Feature
from handlers.live.leading import (
    add_time,
    ask_case_city,
    begin_end,
    begin_start,
    choose_case_city,
    choose_stage,
    end,
    pause,
    resume,
    start,
)
from handlers.live.rooms import draw_again, mark_presence, open_presence, open_rooms, publish
from handlers.live.taking_part import FORM, begin_note, hub_key, open_handed, open_live, take_back_note
from texts.live.presses import (
    CaseCityAsked,
    CaseCityChosen,
    EndBegun,
    HandedOpened,
    LiveEnded,
    LiveOpened,
    LivePaused,
    LiveResumed,
    LiveStarted,
    NoteBegun,
    NoteTakenBack,
    PresenceMarked,
    PresenceOpened,
    RoomsDrawn,
    RoomsOpened,
    RoomsPublished,
    StageChosen,
    StartBegun,
    TimeAdded,
)

FEATURE = Feature(
    presses={
        LiveOpened: open_live,
        StartBegun: begin_start,
        LiveStarted: start,
        StageChosen: choose_stage,
        LivePaused: pause,
        LiveResumed: resume,
        TimeAdded: add_time,
        EndBegun: begin_end,
        LiveEnded: end,
        CaseCityAsked: ask_case_city,
        CaseCityChosen: choose_case_city,
        PresenceOpened: open_presence,
        PresenceMarked: mark_presence,
        RoomsOpened: open_rooms,
        RoomsDrawn: draw_again,
        RoomsPublished: publish,
        NoteBegun: begin_note,
        NoteTakenBack: take_back_note,
        HandedOpened: open_handed,
    },
    forms=(FORM,),
    hub=(hub_key,),
)
