"""What each kind of task does."""

from collections.abc import Mapping

from scheduler.tasks import Work
from store.models import TaskKind

WORKS: Mapping[TaskKind, Work] = {}
