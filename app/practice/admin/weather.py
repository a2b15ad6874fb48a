"""What any admin API may answer to a change, whatever was asked for."""

from app.practice.admin.asking import Refused
from app.practice.plot import Answers, Plot


def check_weather(plot: Plot) -> None:
    if plot.answers is Answers.BUSY:
        raise not_startable()
    if plot.answers is Answers.CROWDED:
        message = "The tenant needs at least 1 GB of database capacity."
        raise Refused(500, "InsufficientCapacity_StorageDriven", message)


def not_startable() -> Refused:
    message = "There is an active lifecycle operation on the environment. Try again when it ends."
    return Refused(409, "OperationNotStartable", message)
