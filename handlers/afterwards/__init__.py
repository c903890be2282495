"""After a session: who was there, what people take with them, how they found it, and its recording."""

from handlers.afterwards.answering import (
    OPINION,
    TAKEAWAY,
    ask_commitment,
    begin_opinion,
    begin_takeaway,
    open_own,
    open_rest,
    tell_presence,
)
from handlers.afterwards.running import (
    RECORDING,
    begin_recording,
    note_presence,
    open_roll,
    open_seat,
    open_summary,
)
from handlers.afterwards.showing import open_takeaways
from handlers.feature import Feature
from texts.afterwards.presses import (
    AfterwardsOpened,
    CommitmentAsked,
    OpinionBegun,
    PresenceNoted,
    PresenceTold,
    RecordingBegun,
    RollOpened,
    SeatOpened,
    SummaryOpened,
    TakeawayBegun,
    TakeawaysOpened,
    WentOn,
)

FEATURE = Feature(
    presses={
        PresenceTold: tell_presence,
        AfterwardsOpened: open_own,
        WentOn: open_rest,
        TakeawayBegun: begin_takeaway,
        TakeawaysOpened: open_takeaways,
        CommitmentAsked: ask_commitment,
        OpinionBegun: begin_opinion,
        RollOpened: open_roll,
        SeatOpened: open_seat,
        PresenceNoted: note_presence,
        SummaryOpened: open_summary,
        RecordingBegun: begin_recording,
    },
    forms=(TAKEAWAY, OPINION, RECORDING),
)
