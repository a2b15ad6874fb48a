"""What the Customer portal can and cannot do, before anyone pays for it. The same for everybody."""

from fastapi import APIRouter, Depends, Request, Response

from app.pages.claims import CLAIMS, SOURCES
from app.web.deps import signed_in
from app.web.render import page

router = APIRouter()


@router.get("/about-the-portal", name="about.show", dependencies=[Depends(signed_in)])
async def show(request: Request) -> Response:
    """Nothing is asked of anybody: each claim stands there with its source and its date."""
    return page(request, "pages/about.html", claims=CLAIMS, sources=SOURCES)
