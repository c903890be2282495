"""The map of needs and offers: looked at, as a picture, and asked who knows about something."""

from handlers.feature import Feature
from handlers.needs.knowing import FORM, begin
from handlers.needs.showing import follow_link, open_map, send_picture
from texts.needs.presses import NeedsMapOpened, NeedsPictureAsked, WhoKnowsAsked

FEATURE = Feature(
    presses={NeedsMapOpened: open_map, NeedsPictureAsked: send_picture, WhoKnowsAsked: begin},
    forms=(FORM,),
    links={"needs": follow_link},
)
