"""Updates come in: by polling or by webhook. Telegram keeps each of them until its unit of work is committed."""

from bot.intake.lanes import ALLOWED_UPDATES, lane_of
from bot.intake.polling import Polling
from bot.intake.webhook import Webhook

__all__ = ["ALLOWED_UPDATES", "Polling", "Webhook", "lane_of"]
