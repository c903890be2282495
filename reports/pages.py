"""A page of HTML that needs nothing else: its style is in it, it runs no script, and no search engine keeps it."""

from pathlib import Path

from texts.message import Html

PAGE = Html("""\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{body}</body>
</html>
""")


def whole_page(body: Html, *, language: str, title: str, style: Path) -> str:
    """For a browser; `style` is a file of CSS, and `title` stands on its tab."""
    css = Html(style.read_text(encoding="utf-8"))
    return str(PAGE.format(language=language, title=title, style=css, body=body))
