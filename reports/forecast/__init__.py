"""What a network is going to send: messages in their order, and how much that is for each of its people."""

from reports.forecast.figures import Figures, figures_of
from reports.forecast.messages import Forecast, Foreseen, HeldBack, Recipient, Session, Unsent

__all__ = ["Figures", "Forecast", "Foreseen", "HeldBack", "Recipient", "Session", "Unsent", "figures_of"]
