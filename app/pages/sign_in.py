"""Coming in: the sign-in page, and the way to Entra and back."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.access.flows import own_path
from app.access.refusal import SignInRefused
from app.jobs.start import resume_for
from app.pages.texts import SIGN_IN_REFUSED
from app.web.cookies import Cookie
from app.web.deps import ProductDep
from app.web.render import page

router = APIRouter()


@router.get("/sign-in", name="sign_in.show")
async def show(request: Request, next: str = "/") -> Response:  # noqa: A002
    """Why to sign in, and the link to Microsoft. What was typed before is waiting behind it."""
    onward = own_path(next)
    return page(request, "pages/sign_in.html", next=onward, kept="draft=" in onward)


@router.get("/auth/login", name="sign_in.start")
async def start(request: Request, product: ProductDep, next: str = "/") -> Response:  # noqa: A002
    """Off to Entra, with a cookie that only this browser has.

    Whoever is signed in already takes along what Microsoft demands of them.
    """
    client = request.client.host if request.client else ""
    visitor, hints = request.state.visitor, {"prompt": "select_account"}
    if visitor and (claims := await product.sign_in.demanded_of(visitor.user_id)):
        hints |= {"claims_challenge": claims, "login_hint": visitor.login}
    try:
        address, cookie = await product.sign_in.start(own_path(next), client=client, **hints)
    except SignInRefused as refused:
        return _refused(request, refused, 429)
    answer = RedirectResponse(address, 303)
    Cookie(product.settings, flow=True).write(answer, cookie)
    return answer


@router.get("/auth/callback", name="sign_in.finish")
async def finish(request: Request, product: ProductDep) -> Response:
    """Back from Entra. Runs that waited for this person go on by themselves."""
    session_cookie, flow_cookie = Cookie(product.settings), Cookie(product.settings, flow=True)
    try:
        signed_in = await product.sign_in.finish(
            dict(request.query_params),
            flow_cookie.read(request),
            previous=session_cookie.read(request),
        )
    except SignInRefused as refused:
        return _refused(request, refused, 403)
    now = product.clock.now()
    await product.database(
        lambda session: resume_for(session, product.engine, signed_in.user_id, at=now)
    )
    answer = RedirectResponse(signed_in.next_path, 303)
    session_cookie.write(answer, signed_in.cookie)
    flow_cookie.drop(answer)
    return answer


def _refused(request: Request, refused: SignInRefused, status: int) -> Response:
    return page(
        request,
        "pages/sign_in_refused.html",
        status=status,
        words=SIGN_IN_REFUSED[refused.code],
        detail=refused.detail,
    )
