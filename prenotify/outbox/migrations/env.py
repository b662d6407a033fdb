"""How Alembic reaches the database: through the connection that `upgrade` hands it."""

from alembic import context

from prenotify.outbox.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
