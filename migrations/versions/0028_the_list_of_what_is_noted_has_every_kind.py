"""What is noted for a city stands in its list, commitments and offers, too"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

KINDS = (
    "challenge",
    "outcome",
    "experience",
    "solution",
    "answer",
    "dates",
    "questions",
    "swap",
    "takeaway",
    "helps",
)
FURTHER = ("commitment", "offer")


def upgrade() -> None:
    _allow(*KINDS, *FURTHER)
    for kind, since in (("commitment", "coalesce(thing.changed_at, thing.taken_at)"), ("offer", "thing.offered_at")):
        op.execute(
            sa.text(
                "INSERT INTO noting (network_id, city_id, kind, about_id, person_id, noted_at) "  # noqa: S608 - our own
                f"SELECT meeting.network_id, thing.city_id, '{kind}', thing.id, thing.noted_by, {since} "
                f"FROM {kind} AS thing JOIN meeting ON meeting.id = thing.meeting_id "
                "WHERE thing.noted_by IS NOT NULL AND thing.withdrawn_at IS NULL"
            )
        )


def downgrade() -> None:
    op.execute("DELETE FROM noting WHERE kind IN ('commitment', 'offer')")
    _allow(*KINDS)


def _allow(*kinds: str) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("noting") as batch:
        batch.drop_constraint(op.f("ck_noting_notedkind"), type_="check")
        batch.create_check_constraint(op.f("ck_noting_notedkind"), f"kind IN ({listed})")
