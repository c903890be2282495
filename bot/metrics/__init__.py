"""Figures for Prometheus, and whether all is well. Imported only where MICRORREDES_METRICS_LISTEN is set."""

from bot.metrics.meters import Meters
from bot.metrics.page import Watched, serve_figures

__all__ = ["Meters", "Watched", "serve_figures"]
