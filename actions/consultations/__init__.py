"""What the members of the programme wish for, need and offer: read from a file, kept, counted."""

from actions.consultations.answers import Answers, Member, Said
from actions.consultations.importing import Imported, answers_of, do_import
from actions.consultations.reading import FileWrong, answers_in, read_answers
from actions.consultations.results import Results, results_of
from actions.consultations.writing import written

__all__ = [
    "Answers",
    "FileWrong",
    "Imported",
    "Member",
    "Results",
    "Said",
    "answers_in",
    "answers_of",
    "do_import",
    "read_answers",
    "results_of",
    "written",
]
