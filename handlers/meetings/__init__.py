"""Meetings: the list, the invitations, and what coordinators do with them."""

from handlers.feature import Feature
from handlers.meetings.adding import ADD, begin_adding, begin_restoring, confirm_restoring
from handlers.meetings.coordinating import (
    LINK,
    MOVE,
    TOPIC,
    begin_cancel,
    begin_link,
    begin_move,
    begin_topic,
    confirm_cancel,
)
from handlers.meetings.noting import begin_noting, note_answer, open_noting
from handlers.meetings.past import open_past
from handlers.meetings.replying import show_buttons
from handlers.meetings.showing import (
    answer_invitation,
    follow_link,
    hub_key,
    open_answers,
    open_details,
    open_meeting,
    open_more,
    open_network_meetings,
    show_in_group,
    show_meetings,
    turn_page,
)
from texts.meetings.presses import (
    AdditionBegun,
    AnswerNoted,
    AnswersOpened,
    CancelBegun,
    CancelConfirmed,
    DetailsOpened,
    InvitationAnswered,
    LinkBegun,
    MeetingOpened,
    MeetingsOpened,
    MoreOpened,
    MoveBegun,
    NetworkMeetingsOpened,
    NotingBegun,
    NotingOpened,
    PastMeetingsOpened,
    RestorationBegun,
    RestorationConfirmed,
    TopicBegun,
)

SUBJECTS = (
    "meeting",
    "page",
    "eve",
    "hour",
    "moved",
    "watch",
    "past",
)  # of what tells of a session and may have its buttons

FEATURE = Feature(
    commands={"meetings": show_meetings},
    group_commands={"meetings": show_in_group},
    presses={
        InvitationAnswered: answer_invitation,
        DetailsOpened: open_details,
        MeetingOpened: open_meeting,
        MoreOpened: open_more,
        MeetingsOpened: turn_page,
        PastMeetingsOpened: open_past,
        NetworkMeetingsOpened: open_network_meetings,
        AnswersOpened: open_answers,
        NotingBegun: begin_noting,
        NotingOpened: open_noting,
        AnswerNoted: note_answer,
        MoveBegun: begin_move,
        CancelBegun: begin_cancel,
        CancelConfirmed: confirm_cancel,
        LinkBegun: begin_link,
        TopicBegun: begin_topic,
        AdditionBegun: begin_adding,
        RestorationBegun: begin_restoring,
        RestorationConfirmed: confirm_restoring,
    },
    forms=(MOVE, ADD, LINK, TOPIC),
    replies=dict.fromkeys(SUBJECTS, show_buttons),
    links={"meeting": follow_link, "meetings": follow_link},
    hub=(hub_key,),
)
