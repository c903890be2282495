"""When this machine's clock is set back, letters do not wait until it has caught up."""

from scheduler.tick import Tick
from store.moments import NEVER
from store.outbox import bring_back

# Nobody can say when it will happen, and a simulated clock never goes back.
TICK = Tick("set_back", bring_back, NEVER)
