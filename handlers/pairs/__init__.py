"""Pairs of cities: who wants to meet, who meets whom, what they write to each other, and whether they met."""

from handlers.feature import Feature
from handlers.pairs.desk import ask_whether_to_switch_off, note_wishes, pair_by_hand, part, switch
from handlers.pairs.showing import follow_link, follow_pair_link, open_pair, open_pairs, wish
from handlers.pairs.telling import FORM as LEARNED_FORM
from handlers.pairs.telling import agree, ask_whether_to_refuse, refuse, tell
from handlers.pairs.writing import FORM as WRITING_FORM
from handlers.pairs.writing import begin_writing, take_answer, take_reply
from texts.pairs.presses import (
    DateAgreed,
    HandPairBegun,
    MeetingTold,
    MonthRefused,
    PairOpened,
    PairsOpened,
    PairsSwitched,
    PairUndone,
    PairWished,
    RefusalAsked,
    SwitchingOffAsked,
    WishesNoted,
    WritingBegun,
)

FEATURE = Feature(
    presses={
        PairsOpened: open_pairs,
        PairWished: wish,
        PairOpened: open_pair,
        DateAgreed: agree,
        RefusalAsked: ask_whether_to_refuse,
        MonthRefused: refuse,
        MeetingTold: tell,
        WritingBegun: begin_writing,
        PairsSwitched: switch,
        SwitchingOffAsked: ask_whether_to_switch_off,
        WishesNoted: note_wishes,
        PairUndone: part,
        HandPairBegun: pair_by_hand,
    },
    forms=(LEARNED_FORM, WRITING_FORM),
    replies={"paired": take_reply, "pairword": take_answer},
    links={"pairs": follow_link, "pair": follow_pair_link},
)
