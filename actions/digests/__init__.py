"""The digest: when it is due, what is new in it, and up to when each reader has been told."""

from actions.digests.planning import next_digest, plan_for_member, plan_network, replan_for_network, replan_for_person
from actions.digests.sending import do_send_network_digests, do_send_person_digests
from actions.digests.told import SETTLED
from actions.digests.wishes import do_choose_digest, do_choose_rhythm, do_end_pause, do_pause

__all__ = [
    "SETTLED",
    "do_choose_digest",
    "do_choose_rhythm",
    "do_end_pause",
    "do_pause",
    "do_send_network_digests",
    "do_send_person_digests",
    "next_digest",
    "plan_for_member",
    "plan_network",
    "replan_for_network",
    "replan_for_person",
]
