"""What a route asks for that does not depend on who is asking."""

from datetime import datetime
from typing import Annotated, cast

from fastapi import Depends, Request

from app.clock import Clock
from app.store.database import Database
from app.web.product import Product


def the_product(request: Request) -> Product:
    return cast(Product, request.app.state.product)


ProductDep = Annotated[Product, Depends(the_product)]


def the_clock(product: ProductDep) -> Clock:
    return product.clock


ClockDep = Annotated[Clock, Depends(the_clock)]


def the_present(clock: ClockDep) -> datetime:
    return clock.now()


def the_database(product: ProductDep) -> Database:
    return product.database


NowDep = Annotated[datetime, Depends(the_present)]
DbDep = Annotated[Database, Depends(the_database)]
