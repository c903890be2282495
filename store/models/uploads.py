"""Files of ours that Telegram has, or is getting at this moment."""

from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from store.models.columns import Row
from store.models.partial import index_of_some


class Upload(Row):
    """One file, as one bot knows it. An id is good for one bot, and for one way of showing the file.

    fingerprint: of the content, its name and its kind
    file_id: Telegram's, once the file has been uploaded
    claimed_until: until then somebody is uploading it, and everybody else waits
    """

    __tablename__ = "upload"
    # Claims under way, which a clock set back would leave far ahead: few at any time.
    __table_args__ = (index_of_some("ix_upload_claimed_until", "claimed_until", where="claimed_until IS NOT NULL"),)

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    file_id: Mapped[str | None] = mapped_column(String(256))
    claimed_until: Mapped[datetime | None]
    uploaded_at: Mapped[datetime] = mapped_column(index=True)
