"""Leaving. A form of ours may lead nowhere but here, so leaving Entra, too, is a link."""

from fastapi import APIRouter, Request, Response

from app.access.admission import sign_out
from app.microsoft.errors import RemoteError
from app.web.cookies import Cookie
from app.web.deps import NowDep, ProductDep, VisitorDep
from app.web.product import Product
from app.web.render import page

router = APIRouter()


@router.post("/sign-out", name="sign_out.leave")
async def leave(
    request: Request, visitor: VisitorDep, product: ProductDep, now: NowDep
) -> Response:
    await product.database(lambda session: sign_out(session, visitor, now=now))
    request.state.visitor = None
    answer = page(
        request, "pages/signed_out.html", who=visitor.name, microsoft=await _entra_exit(product)
    )
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    Cookie(product.settings).drop(answer)
    return answer


async def _entra_exit(product: Product) -> str:
    """Empty when Entra cannot be asked for its address: leaving here never fails for that."""
    try:
        return await product.sign_in.sign_out_url(f"{product.settings.public_url}/sign-in")
    except RemoteError:
        return ""
