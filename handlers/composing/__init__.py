"""Proposals of networks at the desk."""

from handlers.composing.changing import fix_member, move_member, open_member, show_target, show_targets
from handlers.composing.comparing import begin_comparing, compare
from handlers.composing.showing import (
    compute,
    open_composition,
    open_compositions,
    open_left_out,
    open_proposed,
    open_rules,
)
from handlers.feature import Feature
from texts.composing.presses import (
    ComparingBegun,
    CompositionOpened,
    CompositionsCompared,
    CompositionsOpened,
    ComputationWanted,
    LeftOutOpened,
    MemberFixed,
    MemberMoved,
    MemberOpened,
    ProposedOpened,
    RulesOpened,
    TargetOpened,
    TargetsOpened,
)

FEATURE = Feature(
    presses={
        CompositionsOpened: open_compositions,
        RulesOpened: open_rules,
        ComputationWanted: compute,
        CompositionOpened: open_composition,
        ProposedOpened: open_proposed,
        LeftOutOpened: open_left_out,
        MemberOpened: open_member,
        MemberFixed: fix_member,
        TargetsOpened: show_targets,
        TargetOpened: show_target,
        MemberMoved: move_member,
        ComparingBegun: begin_comparing,
        CompositionsCompared: compare,
    }
)
