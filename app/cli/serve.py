"""Serving the wizard: refuse what would be unsafe, bring the database up to date, listen."""

from app.access.keys import KeysUnreadable, KeysUnsafe
from app.cli import server
from app.cli.configured import check_client, read_settings
from app.cli.migrate import prepare
from app.cli.refusal import Refused, refusals
from app.main import create_app
from app.store.lock import AlreadyInUse


def serve(host: str, port: int, *, leashed: bool) -> None:
    if leashed:
        server.leash()
    with refusals():
        settings = read_settings()
        check_client(settings)
        listening = server.listen(host, port)
        prepare(settings)
        try:
            app = create_app(settings)
            app.state.product.database.claim()
        except (AlreadyInUse, KeysUnreadable, KeysUnsafe) as error:
            raise Refused(str(error)) from None
    server.run(app, listening, trusted_proxies=settings.trusted_proxies)
