"""Questions one by one. The steps stand in code; what was answered lies in a draft row and survives everything."""

from handlers.form.aside import replied_to, take_given, take_reply, that_take_words
from handlers.form.asking import back, go_on, put_again, renew
from handlers.form.beginning import restart, start
from handlers.form.ending import end_of, end_of_open, unended
from handlers.form.leaving import cancel, discard, ended
from handlers.form.rest import question_of
from handlers.form.shape import RETURN_TO, Anew, Answers, Form, GoTo, Over, Step, With, number_in, previewed, typed
from handlers.form.taking import choose, skip, take

__all__ = [
    "RETURN_TO",
    "Anew",
    "Answers",
    "Form",
    "GoTo",
    "Over",
    "Step",
    "With",
    "back",
    "cancel",
    "choose",
    "discard",
    "end_of",
    "end_of_open",
    "ended",
    "go_on",
    "number_in",
    "previewed",
    "put_again",
    "question_of",
    "renew",
    "replied_to",
    "restart",
    "skip",
    "start",
    "take",
    "take_given",
    "take_reply",
    "that_take_words",
    "typed",
    "unended",
]
