"""Coming and going: the sign-in page, the way to Entra and back, and the sign-out."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.access import sessions
from app.access.admission import sign_out
from app.access.flows import own_path
from app.access.refusal import SignInRefused
from app.jobs.start import resume_for
from app.microsoft.errors import RemoteError
from app.pages.texts import SIGN_IN_REFUSED
from app.web.deps import NowDep, ProductDep, VisitorDep
from app.web.product import Product
from app.web.render import page

router = APIRouter()

FLOW_SECONDS = 600


@router.get("/sign-in", name="sign_in.show")
async def show(request: Request, next: str = "/") -> Response:  # noqa: A002
    """Why to sign in, and the link to Microsoft. What was typed before is waiting behind it."""
    onward = own_path(next)
    return page(request, "pages/sign_in.html", next=onward, kept="draft=" in onward)


@router.get("/auth/login", name="sign_in.start")
async def start(request: Request, product: ProductDep, next: str = "/") -> Response:  # noqa: A002
    """Off to Entra, with a cookie that only this browser has."""
    try:
        address, cookie = await product.sign_in.start(own_path(next), prompt="select_account")
    except SignInRefused as refused:
        return _refused(request, refused, 429)
    answer = RedirectResponse(address, 303)
    _set(answer, product, cookie, flow=True)
    return answer


@router.get("/auth/callback", name="sign_in.finish")
async def finish(request: Request, product: ProductDep) -> Response:
    """Back from Entra. Runs that waited for this person go on by themselves."""
    names = {flow: sessions.cookie_name(product.settings, flow=flow) for flow in (True, False)}
    try:
        signed_in = await product.sign_in.finish(
            dict(request.query_params),
            request.cookies.get(names[True], ""),
            previous=request.cookies.get(names[False], ""),
        )
    except SignInRefused as refused:
        return _refused(request, refused, 403)
    now = product.clock.now()
    await product.database(
        lambda session: resume_for(session, product.engine, signed_in.user_id, at=now)
    )
    answer = RedirectResponse(signed_in.next_path, 303)
    _set(answer, product, signed_in.cookie, flow=False)
    _drop(answer, product, flow=True)
    return answer


@router.post("/sign-out", name="sign_in.end")
async def end(request: Request, visitor: VisitorDep, product: ProductDep, now: NowDep) -> Response:
    """End the session here. Leaving Entra too is a link: our forms lead nowhere else."""

    await product.database(lambda session: sign_out(session, visitor, now=now))
    request.state.visitor = None
    answer = page(
        request, "pages/signed_out.html", who=visitor.name, microsoft=await _entra_exit(product)
    )
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    _drop(answer, product, flow=False)
    return answer


async def _entra_exit(product: Product) -> str:
    """Empty when Entra cannot be asked for its address: signing out here never fails for that."""
    try:
        return await product.sign_in.sign_out_url(f"{product.settings.public_url}/sign-in")
    except RemoteError:
        return ""


def _refused(request: Request, refused: SignInRefused, status: int) -> Response:
    return page(
        request,
        "pages/sign_in_refused.html",
        status=status,
        words=SIGN_IN_REFUSED[refused.code],
        detail=refused.detail,
    )


def _set(answer: Response, product: Product, cookie: str, *, flow: bool) -> None:
    answer.set_cookie(
        sessions.cookie_name(product.settings, flow=flow), cookie,
        max_age=FLOW_SECONDS if flow else None,
        path="/", secure=product.settings.secure, httponly=True, samesite="lax",
    )  # fmt: skip


def _drop(answer: Response, product: Product, *, flow: bool) -> None:
    answer.delete_cookie(
        sessions.cookie_name(product.settings, flow=flow),
        path="/", secure=product.settings.secure, httponly=True, samesite="lax",
    )  # fmt: skip
