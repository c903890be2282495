"""Surveys: four questions at the beginning, half-way and at the end; what came of it, cities at risk."""

from handlers.feature import Feature
from handlers.surveys.answering import FORM, begin_change, follow_link, open_own, open_survey
from handlers.surveys.showing import open_results, open_risks, send
from texts.surveys.presses import (
    OwnSurveyOpened,
    ResultsOpened,
    RisksOpened,
    SurveyChangeBegun,
    SurveyOpened,
    SurveySent,
)

FEATURE = Feature(
    presses={
        SurveyOpened: open_survey,
        SurveyChangeBegun: begin_change,
        OwnSurveyOpened: open_own,
        ResultsOpened: open_results,
        SurveySent: send,
        RisksOpened: open_risks,
    },
    forms=(FORM,),
    links={"survey": follow_link},
)
