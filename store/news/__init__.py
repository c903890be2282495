"""What is new in networks: asked of the store once for all readers of a network, then told apart in memory."""

from store.news.chronicle import Chronicle
from store.news.finding import chronicles
from store.news.told import Adopted, Asked, News, Place, Record, Recorded, Said, asked_of

__all__ = ["Adopted", "Asked", "Chronicle", "News", "Place", "Record", "Recorded", "Said", "asked_of", "chronicles"]
