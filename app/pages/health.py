"""Asked by whatever watches over this server: is it up, and can it read its database?"""

from fastapi import APIRouter, Response
from sqlalchemy import text

from app.web.deps import ProductDep

router = APIRouter()


@router.get("/health", name="health.show")
async def show(product: ProductDep) -> Response:
    await product.database(lambda session: session.execute(text("SELECT 1")).all(), ro=True)
    return Response("ok", media_type="text/plain")
