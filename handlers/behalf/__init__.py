"""The coordination notes in the name of a city what its people say by telephone, by mail or aloud."""

from handlers.behalf.afterwards import TAKEAWAY, begin_takeaway
from handlers.behalf.asking import begin_answer, note_date, open_dates
from handlers.behalf.listing import follow_link, open_list, open_noted, take_over
from handlers.behalf.people import HELPS, PERSON, begin_helps, begin_person
from handlers.behalf.sharing import (
    begin_challenge,
    begin_experience,
    begin_solution,
    list_own_challenges,
    list_to_answer,
)
from handlers.feature import Feature
from texts.behalf.presses import (
    AnswerNotingBegun,
    BehalfOpened,
    ChallengeNotingBegun,
    DateNoted,
    DatesNotingOpened,
    ExperienceNotingBegun,
    HelpsNotingBegun,
    NotedOpened,
    NotedTakenOver,
    OutcomeNotingListed,
    PersonNotingBegun,
    SolutionNotingBegun,
    SolutionNotingListed,
    TakeawayNotingBegun,
)

FEATURE = Feature(
    presses={
        BehalfOpened: open_list,
        NotedOpened: open_noted,
        NotedTakenOver: take_over,
        ChallengeNotingBegun: begin_challenge,
        ExperienceNotingBegun: begin_experience,
        SolutionNotingListed: list_to_answer,
        SolutionNotingBegun: begin_solution,
        OutcomeNotingListed: list_own_challenges,
        DatesNotingOpened: open_dates,
        DateNoted: note_date,
        AnswerNotingBegun: begin_answer,
        TakeawayNotingBegun: begin_takeaway,
        HelpsNotingBegun: begin_helps,
        PersonNotingBegun: begin_person,
    },
    forms=(TAKEAWAY, PERSON, HELPS),
    links={"noted": follow_link},
)
