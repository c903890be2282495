"""Cities meet in pairs between sessions, and the needs of a network are told before it first meets"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

TASKS = ("record", "note", "catch_up", "ledger")


def upgrade() -> None:
    _allow_tasks(*TASKS, "needs")
    op.add_column("network", sa.Column("pairs_on_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("network", sa.Column("exchange_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_network_exchange_at"), "network", ["exchange_at"])
    op.execute("UPDATE network SET exchange_at = digest_due_at WHERE closed_at IS NULL")
    op.create_table(
        "pair_wish",
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("wants", sa.Boolean(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("noted_by", sa.Integer(), nullable=True),
        sa.Column("rests", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_pair_wish_network_id")),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_pair_wish_city_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_pair_wish_person_id")),
        sa.ForeignKeyConstraint(["noted_by"], ["person.id"], name=op.f("fk_pair_wish_noted_by")),
        sa.PrimaryKeyConstraint("network_id", "city_id", name=op.f("pk_pair_wish")),
    )
    op.create_index(op.f("ix_pair_wish_person_id"), "pair_wish", ["person_id"])
    op.create_table(
        "pair_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leaves_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_pair_round_network_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_pair_round_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair_round")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_pair_round_meeting_id")),
    )
    op.create_index(op.f("ix_pair_round_network_id"), "pair_round", ["network_id"])
    op.create_table(
        "pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_pair_network_id")),
        sa.ForeignKeyConstraint(["round_id"], ["pair_round.id"], name=op.f("fk_pair_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair")),
    )
    for column in ("network_id", "round_id"):
        op.create_index(op.f(f"ix_pair_{column}"), "pair", [column])
    op.create_table(
        "pair_city",
        sa.Column("pair_id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("cannot_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ask_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "met",
            sa.Enum("yes", "not_yet", "no", name="met", native_enum=False, create_constraint=True, length=16),
            nullable=True,
        ),
        sa.Column("words", sa.String(300), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("may_share", sa.Boolean(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("noted_by", sa.Integer(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["pair_id"], ["pair.id"], name=op.f("fk_pair_city_pair_id")),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_pair_city_city_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_pair_city_person_id")),
        sa.ForeignKeyConstraint(["noted_by"], ["person.id"], name=op.f("fk_pair_city_noted_by")),
        sa.PrimaryKeyConstraint("pair_id", "city_id", name=op.f("pk_pair_city")),
    )
    for column in ("city_id", "person_id"):
        op.create_index(op.f(f"ix_pair_city_{column}"), "pair_city", [column])


def downgrade() -> None:
    op.execute("DELETE FROM held WHERE kind IN ('needs_map', 'pairs_planned', 'pair', 'pair_news', 'pair_check')")
    for table in ("pair_city", "pair", "pair_round", "pair_wish"):
        op.drop_table(table)
    op.drop_index(op.f("ix_network_exchange_at"), "network")
    for column in ("exchange_at", "pairs_on_at"):
        op.drop_column("network", column)
    op.execute("DELETE FROM task WHERE kind = 'needs'")
    _allow_tasks(*TASKS)


def _allow_tasks(*kinds: str) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("task") as batch:
        batch.drop_constraint(op.f("ck_task_taskkind"), type_="check")
        batch.create_check_constraint(op.f("ck_task_taskkind"), f"kind IN ({listed})")
