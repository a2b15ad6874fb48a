from app.pages import add_environment, environments, health, overview, runs, sign_in, sign_out

ROUTERS = (
    health.router,
    sign_in.router,
    sign_out.router,
    add_environment.router,
    environments.router,
    overview.router,
    runs.router,
)
