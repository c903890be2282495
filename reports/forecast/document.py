"""A forecast as one JSON document. Its keys stay: `format` grows when one changes its meaning."""

from datetime import datetime
from typing import Any

from reports.forecast.figures import Figures, figures_of
from reports.forecast.messages import Forecast, Foreseen, Recipient

FORMAT = 1


def document_of(forecast: Forecast) -> dict[str, Any]:
    """All of it. Moments are ISO 8601 in UTC, `local` ones on the recipient's clock; names, and no ids of Telegram."""
    return {
        "format": FORMAT,
        "network": {"slug": forecast.slug, "name": forecast.name, "zone": forecast.zone},
        "made_at": _moment(forecast.made_at),
        "from": _moment(forecast.since),
        "to": _moment(forecast.until),
        "sessions": [{"number": one.number, "starts_at": _moment(one.starts_at)} for one in forecast.sessions],
        "messages": [_message(one) for one in forecast.messages],
        "held": [
            {
                "at": _moment(one.at),
                "to": _recipient(one.to),
                "kind": one.kind.value,
                "reason": one.reason.value,
                "state": one.state.value,
            }
            for one in forecast.held
        ],
        "not_arriving": [
            {"at": _moment(one.at), "to": _recipient(one.to), "kind": one.kind, "state": one.state.value}
            for one in forecast.unsent
        ],
        "summary": _summary(forecast, figures_of(forecast)),
    }


def _message(one: Foreseen) -> dict[str, Any]:
    return {
        "at": _moment(one.at),
        "local": one.local.isoformat(timespec="seconds"),
        "to": _recipient(one.to),
        "kind": one.kind,
        "network": one.networks[0] if len(one.networks) == 1 else None,
        "networks": list(one.networks),
        "line": one.line,
    }


def _recipient(to: Recipient) -> dict[str, Any]:
    return {
        "type": "person" if to.is_person else "group",
        "name": to.name,
        "city": to.city or None,
        "role": to.role,
        "zone": to.zone,
        "language": to.language,
    }


def _summary(forecast: Forecast, figures: Figures) -> dict[str, Any]:
    fullest = figures.fullest
    return {
        "messages": len(forecast.messages),
        "people": len(forecast.people),
        "groups": len(forecast.recipients) - len(forecast.people),
        "weeks": len(figures.weeks),
        "changes": forecast.changes,
        "by_kind": dict(figures.kinds),
        "per_person_and_week": {
            "average": round(figures.average, 2),
            "most": None
            if fullest is None
            else {"to": _recipient(fullest.to), "week": fullest.monday.isoformat(), "messages": fullest.messages},
        },
        "weeks_away_from_sessions": {
            "with_one_message": figures.budget[1],
            "with_more": [[_message(one) for one in own] for own in figures.fuller],
        },
        "quiet_hours": {
            "about_a_session_of_the_day": len(figures.about_today),
            "others": [_message(one) for one in figures.in_quiet_hours],
        },
        "held_for_a_digest": figures.told_later,
        "dropped": figures.dropped,
    }


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
