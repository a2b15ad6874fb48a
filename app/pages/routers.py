from app.pages import (
    add_environment,
    answers,
    environments,
    health,
    links,
    moved,
    overview,
    requests,
    runs,
    sign_in,
    sign_out,
    statements,
)

ROUTERS = (
    health.router,
    sign_in.router,
    sign_out.router,
    add_environment.router,
    environments.router,
    overview.router,
    runs.router,
    statements.router,
    links.router,
    answers.router,
    requests.router,
    moved.router,
)
