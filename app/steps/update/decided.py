"""The routes on which a merge is looked through and decided."""

from app.steps.update import bulk, decide, exchange, guarded, records, review, undo_all

ROUTERS = (
    review.router,
    guarded.router,
    records.router,
    decide.router,
    bulk.router,
    undo_all.router,
    exchange.router,
)
