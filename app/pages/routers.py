from app.pages import environments, health, overview, sign_in

ROUTERS = (health.router, sign_in.router, environments.router, overview.router)
