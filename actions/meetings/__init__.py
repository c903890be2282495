"""Meetings: who comes, what is told of them, and how coordinators change them."""

from actions.meetings.adding import check_addition, check_restorable, do_add, do_restore
from actions.meetings.answering import check_open, do_answer
from actions.meetings.changing import (
    check_new_date,
    do_cancel,
    do_move,
    do_set_link,
    do_set_topic,
)
from actions.meetings.noting import do_note_answer
from actions.meetings.telling import follow_change
from actions.reminders import plan_reminders_for, plan_reminders_for_meeting, replan_for_person

__all__ = [
    "check_addition",
    "check_new_date",
    "check_open",
    "check_restorable",
    "do_add",
    "do_answer",
    "do_cancel",
    "do_move",
    "do_note_answer",
    "do_restore",
    "do_set_link",
    "do_set_topic",
    "follow_change",
    "plan_reminders_for",
    "plan_reminders_for_meeting",
    "replan_for_person",
]
