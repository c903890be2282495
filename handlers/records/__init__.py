"""The record of a session: read by everybody, prepared and published by those who prepare sessions."""

from handlers.feature import Feature
from handlers.records.preparing import (
    FORM,
    ask_publication,
    begin_section,
    collect,
    leave_out,
    open_desk,
    open_section,
    publish,
    send_draft_file,
)
from handlers.records.reading import follow_link, open_whole, send_file
from texts.records.presses import (
    DraftFileAsked,
    PublicationAsked,
    RecordDeskOpened,
    RecordFileAsked,
    RecordOpened,
    RecordPublished,
    SectionBegun,
    SectionCollected,
    SectionLeftOut,
    SectionOpened,
)

FEATURE = Feature(
    presses={
        RecordOpened: open_whole,
        RecordFileAsked: send_file,
        RecordDeskOpened: open_desk,
        DraftFileAsked: send_draft_file,
        SectionOpened: open_section,
        SectionBegun: begin_section,
        SectionLeftOut: leave_out,
        SectionCollected: collect,
        PublicationAsked: ask_publication,
        RecordPublished: publish,
    },
    forms=(FORM,),
    links={"record": follow_link},
)
