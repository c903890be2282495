"""Updates come in: by polling or by webhook. Telegram keeps each of them until its unit of work is committed.

The webhook is imported from its own module: most installations poll, and start without a web framework.
"""

from bot.intake.lanes import ALLOWED_UPDATES, Handle, Raw, lane_of
from bot.intake.polling import Polling
from bot.intake.sole import SolePolling

__all__ = ["ALLOWED_UPDATES", "Handle", "Polling", "Raw", "SolePolling", "lane_of"]
