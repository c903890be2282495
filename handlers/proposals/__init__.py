"""What leaves its network: who reads a record, what the coordination approves, and what others read."""

from handlers.feature import Feature
from handlers.proposals.choosing import agree, ask_whether_to_narrow, narrow, preview, propose, show_readers
from handlers.proposals.deciding import FORM, approve, begin_return, show_queue
from handlers.proposals.outside import list_elsewhere, send_files
from texts.proposals.presses import (
    AnswerAgreed,
    ElsewhereListed,
    FilesWanted,
    Narrowed,
    NarrowingAsked,
    ProposalApproved,
    ProposalBegun,
    Proposed,
    QueueOpened,
    ReadersOpened,
    ReturnBegun,
)

FEATURE = Feature(
    presses={
        ReadersOpened: show_readers,
        ProposalBegun: preview,
        Proposed: propose,
        NarrowingAsked: ask_whether_to_narrow,
        Narrowed: narrow,
        AnswerAgreed: agree,
        QueueOpened: show_queue,
        ProposalApproved: approve,
        ReturnBegun: begin_return,
        ElsewhereListed: list_elsewhere,
        FilesWanted: send_files,
    },
    forms=(FORM,),
)
