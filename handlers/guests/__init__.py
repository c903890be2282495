"""Guests come to one session: invited, asked beforehand, and answering."""

from handlers import visiting
from handlers.feature import Feature
from handlers.guests import answering, inviting, questions
from texts.guests.presses import (
    GuestAnswerBegun,
    GuestInvitingBegun,
    GuestLinkShown,
    GuestNotingBegun,
    GuestOpened,
    GuestQuestionBegun,
    GuestQuestionDone,
    GuestQuestionOpened,
    GuestQuestionPutAway,
    GuestQuestionsOpened,
    GuestQuestionVoted,
    GuestQuestionWithdrawn,
    NextGuestInvitingBegun,
    VisitEndAsked,
    VisitEnded,
    VisitOpened,
    VisitProlonged,
    VisitQuestionsOpened,
)

FEATURE = Feature(
    presses={
        GuestInvitingBegun: inviting.begin_inviting,
        NextGuestInvitingBegun: inviting.begin_inviting_to_next,
        GuestOpened: inviting.open_guest,
        GuestLinkShown: inviting.show_guest_link,
        VisitProlonged: inviting.prolong,
        VisitEndAsked: inviting.ask_whether_to_end,
        VisitEnded: inviting.end,
        VisitOpened: visiting.open_visit,
        GuestQuestionsOpened: questions.open_questions,
        GuestQuestionVoted: questions.vote,
        GuestQuestionOpened: questions.open_question,
        GuestQuestionWithdrawn: questions.withdraw,
        GuestQuestionPutAway: questions.put_away,
        GuestQuestionBegun: questions.begin_question,
        GuestNotingBegun: questions.begin_noting,
        GuestQuestionDone: questions.mark,
        VisitQuestionsOpened: answering.open_own_questions,
        GuestAnswerBegun: answering.begin_answer,
    },
    forms=(inviting.FORM, questions.FORM, answering.FORM),
    links={"guest": questions.follow_link},
    hub=(visiting.hub_key,),
)
