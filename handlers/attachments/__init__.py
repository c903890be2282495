"""Attachments: files and links beside challenges, experiences and solutions; and what is told before it is written."""

from handlers.attachments import adding, keeping, speaking
from handlers.feature import Feature
from texts.attachments.presses import (
    AttachingBegun,
    AttachmentOpened,
    AttachmentRemoved,
    AttachmentsOpened,
    AttachmentsWanted,
    CaptionChangeAsked,
    RecordOpened,
    WritingBegun,
)

FEATURE = Feature(
    presses={
        AttachingBegun: adding.begin,
        AttachmentsOpened: keeping.show_all,
        AttachmentsWanted: keeping.send,
        RecordOpened: keeping.show_record,
        AttachmentOpened: keeping.show_one,
        AttachmentRemoved: keeping.remove,
        CaptionChangeAsked: keeping.ask_for_words,
        WritingBegun: speaking.begin,
    },
    forms=(adding.FORM, keeping.CAPTION_FORM, speaking.FORM),
    further=adding.take_further,
)
