"""A forecast as one page of HTML that needs nothing else: who gets what in which week, to be looked at on a phone."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

from reports.forecast.figures import Figures, figures_of
from reports.forecast.messages import CARD, OTHER, Forecast, Foreseen, Recipient, monday_of
from reports.pages import whole_page
from store.models import Kind, Role
from texts import dates
from texts import forecast as texts
from texts.coordinating.people import role_name
from texts.message import Html
from texts.translator import Translator, translator_for

STYLE = Path(__file__).parent / "page.css"
MANY = 4  # messages in a week from which on its square is darkest

BODY = Html("""\
<h1>{title}</h1>
<p>{span}</p>
<p class="aside">{remark}</p>
<ul>{sums}</ul>
{rest}
""")
REST = Html("""\
<h2>{by_kind}</h2>
<ul class="kinds">{kinds}</ul>
<h2>{for_each}</h2>
<div class="wide"><table><thead><tr><td></td>{months}</tr></thead>
<tbody>{people}</tbody></table></div>
<h2>{calendar}</h2>
{weeks}""")
ITEM = Html("<li>{}</li>")
KIND = Html("<li><b>{}</b> {}</li>")
HEAD = Html('<th scope="col" class="{}"><span>{}</span></th>')
PERSON = Html('<tr><th scope="row">{}<small>{}</small></th>{}</tr>')
SQUARE = Html('<td class="n{}" title="{}">{}</td>')
WEEK = Html("<details><summary><b>{}</b> <span>· {}</span>{}</summary>{}</details>")
SESSION = Html('<div class="session">{}</div>')
DAY = Html("<h3>{}</h3><ul class=day>{}</ul>")
LINE = Html('<li><time datetime="{}">{} {}</time> <b>{}</b> <i>{}</i><br>{}</li>')


def page_of(forecast: Forecast) -> str:
    """In the language of most cities of the network, on the network's clock; each message on its reader's, too."""
    t = translator_for(forecast.language, zone=forecast.zone)
    figures = figures_of(forecast)
    title = texts.title(t, forecast.name)
    body = BODY.format(
        title=title,
        span=texts.span(
            t,
            dates.day(t, forecast.day(forecast.since), year=True),
            dates.day(t, forecast.day(forecast.until), year=True),
            dates.day(t, forecast.day(forecast.made_at), year=True),
        ),
        remark=texts.remark(t),
        sums=_joined(ITEM.format(line) for line in _sums(t, forecast, figures)),
        rest=_rest(t, forecast, figures) if forecast.messages else texts.nothing(t),
    )
    return whole_page(body, language=t.language, title=title, style=STYLE)


def _sums(t: Translator, forecast: Forecast, figures: Figures) -> list[Html]:
    most = figures.fullest
    sums = [
        texts.totals(t, len(forecast.messages), len(forecast.people), len(figures.weeks)),
        texts.average(t, figures.average),
        *([texts.fullest(t, _named(t, most.to), most.messages, dates.day_and_month(t, most.monday))] if most else []),
        texts.budget(t, len(figures.fuller)),
        texts.quiet(t, len(figures.in_quiet_hours)),
    ]
    return [*sums, texts.held(t, figures.told_later, figures.dropped)] if forecast.held else sums


def _rest(t: Translator, forecast: Forecast, figures: Figures) -> Html:
    kinds: Counter[str] = Counter()
    for kind, number in figures.kinds:
        kinds[_kind(t, kind)] += number
    sessions = {monday_of(forecast.day(one.starts_at)) for one in forecast.sessions}
    return REST.format(
        by_kind=texts.by_kind(t),
        kinds=_joined(KIND.format(t.number(number), kind) for kind, number in kinds.most_common()),
        for_each=texts.for_each(t),
        months=_joined(HEAD.format("met" if week in sessions else "", f"{week:%d/%m}") for week in figures.weeks),
        people=_joined(_person(t, one, figures) for one in forecast.people),
        calendar=texts.calendar(t),
        weeks=_weeks(t, forecast),
    )


def _person(t: Translator, one: Recipient, figures: Figures) -> Html:
    squares = _joined(_square(t, one, week, figures) for week in figures.weeks)
    return PERSON.format(one.name, _place(t, one), squares)


def _place(t: Translator, one: Recipient) -> str:
    """The city, or what somebody does in the network; of a group nothing."""
    return one.city or (role_name(t, Role(one.role)) if one.is_person else "")


def _named(t: Translator, one: Recipient) -> str:
    return ", ".join(filter(None, (one.name, _place(t, one))))


def _square(t: Translator, one: Recipient, week: date, figures: Figures) -> Html:
    number = figures.by_week[one.chat_id, week]
    return SQUARE.format(min(number, MANY), texts.week_of(t, dates.day_and_month(t, week)), number or "")


def _weeks(t: Translator, forecast: Forecast) -> Html:
    sessions: dict[date, list[Html]] = defaultdict(list)
    for one in forecast.sessions:
        told = texts.session(t, one.number, dates.moment(t, one.starts_at))
        sessions[monday_of(forecast.day(one.starts_at))].append(SESSION.format(told))
    weeks = groupby(forecast.messages, lambda one: monday_of(forecast.day(one.at)))
    by_week = {week: list(messages) for week, messages in weeks}
    return _joined(
        _week(t, forecast, week, by_week.get(week, []), sessions[week]) for week in sorted({*by_week, *sessions})
    )


def _week(t: Translator, forecast: Forecast, week: date, messages: Sequence[Foreseen], sessions: list[Html]) -> Html:
    days = groupby(messages, lambda one: forecast.day(one.at))
    return WEEK.format(
        texts.week_of(t, dates.day_and_month(t, week)),
        texts.messages(t, len(messages)),
        _joined(sessions),
        _joined(DAY.format(dates.day(t, day), _joined(_line(t, forecast, one) for one in own)) for day, own in days),
    )


def _line(t: Translator, forecast: Forecast, one: Foreseen) -> Html:
    place = dates.zone_city(t, ZoneInfo(one.to.zone))
    at, local = one.at.isoformat(timespec="minutes"), f"{one.local:%H:%M}"
    other = ", ".join(forecast.elsewhere(one))
    kind = " · ".join(filter(None, (_kind(t, one.kind), other)))
    return LINE.format(at, local, place, _named(t, one.to), kind, one.line)


def _kind(t: Translator, kind: str) -> str:
    if kind == CARD:
        return str(texts.groups(t))
    return str(texts.others(t)) if kind == OTHER else texts.kind(t, Kind(kind))


def _joined(parts: Iterable[Html]) -> Html:
    return Html().join(parts)
