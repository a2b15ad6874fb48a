from typing import Annotated, Literal

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse, Response

from app.web.deps import ProductDep
from app.web.guard import own_path
from app.web.reader import forget, keep

router = APIRouter()


@router.post("/appearance", name="appearance")
async def choose_appearance(
    product: ProductDep,
    look: Annotated[Literal["light", "dark", "automatic"], Form()],
    from_page: Annotated[str, Form()] = "/",
) -> Response:
    """Light, dark, or what the reader's system says. Kept in this browser."""
    answer = RedirectResponse(own_path(from_page) or "/", 303)
    if look == "automatic":
        forget(answer, product.settings, "look")
    else:
        keep(answer, product.settings, "look", look)
    return answer
