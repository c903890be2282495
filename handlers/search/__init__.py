"""Search: in private by words, narrowed and paged; in any chat as `@bot words`; and the links to what is found."""

from handlers.feature import Feature
from handlers.search.asking import FORM, begin, hub_key, open_search, search_by_command, search_typed
from handlers.search.finding import open_page, return_to_results
from handlers.search.inline import offer
from handlers.search.narrowing import drop_narrowings, narrow, open_narrowing, open_narrowings
from handlers.search.opening import open_record, share, show_link
from texts.search.inline import WAY_IN
from texts.search.presses import (
    LinkAsked,
    NarrowingChosen,
    NarrowingOpened,
    NarrowingsDropped,
    NarrowingsOpened,
    RecordOpened,
    SearchBegun,
    SearchPaged,
    SearchReturned,
    SearchShared,
    TextSearched,
)

FEATURE = Feature(
    commands={"search": search_by_command},
    presses={
        SearchBegun: open_search,
        TextSearched: search_typed,
        SearchPaged: open_page,
        SearchReturned: return_to_results,
        RecordOpened: open_record,
        NarrowingsOpened: open_narrowings,
        NarrowingOpened: open_narrowing,
        NarrowingChosen: narrow,
        NarrowingsDropped: drop_narrowings,
        SearchShared: share,
        LinkAsked: show_link,
    },
    forms=(FORM,),
    links={WAY_IN: lambda turn, _number: begin(turn)},
    inline=offer,
    hub=(hub_key,),
)
