"""What `make run` starts: it answers soon, and nothing of it outlives it. In real time."""

import http.client
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tools.run import is_free

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def port() -> int:
    return next(n for n in range(30000, 40000, 2) if is_free(n) and is_free(n + 1))


@pytest.fixture
def started(port, tmp_path):
    process = subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, "tools/run.py", "--port", str(port), "--var", str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    yield process
    process.kill()
    process.communicate()


def printed(process: subprocess.Popen[str]) -> str:
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        if "Ctrl-C" in line:
            break
    return "".join(lines)


def wait_until_free(port: int) -> None:
    for _ in range(200):
        if is_free(port) and is_free(port + 1):
            return
        threading.Event().wait(0.1)
    pytest.fail("something still listens")


def status(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_outlives_the_command_however_it_ends(started, port, how, tmp_path):
    told = printed(started)
    assert f"http://127.0.0.1:{port}/\n" in told, told
    assert told.count("http://") == 1
    assert status(port, "/health") == 200
    started.send_signal(how)
    started.wait(timeout=20)
    wait_until_free(port)
    logs = "".join(path.read_text() for path in (tmp_path / "log").iterdir())
    assert "Traceback" not in logs


def test_when_the_wizard_dies_the_command_says_so_and_takes_the_rest_along(started, port, tmp_path):
    printed(started)
    [holder] = (tmp_path / "practice" / "wizard").glob("*.lock")
    subprocess.run(["/bin/kill", "-9", holder.read_text()], check=True)  # noqa: S603 - our own child
    told, _ = started.communicate(timeout=20)
    assert started.returncode == 1
    assert "The wizard ended." in told
    wait_until_free(port)
