"""`prenotify serve`: pages and worker as processes of their own, started and ended together."""

import signal
import socket
import subprocess
import sys
from collections.abc import Sequence

from prenotify.domain.problems import BadInput, Problem
from prenotify.settings import Settings

DONE, ENDED_BY_ITSELF = 0, 1
_GRACE_SECONDS = 20


def serve(host: str, port: int) -> int:
    """Run until stopped (0) or until a process ends by itself (1). Raises BadInput."""
    settings = Settings.from_env()  # makes the keys, once, before two processes ask for them
    _try_port(host, port)
    print(f"prenotify is starting. Open {_page(host, port)} in a browser; Ctrl-C stops it.", flush=True)
    print(_mail_mode(settings), flush=True)
    return _run_together([_web(host, port), _worker()])


def _try_port(host: str, port: int) -> None:
    """Say in one sentence what a server would say in twenty lines."""
    try:
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((host, port))
    except OverflowError:
        raise BadInput([Problem("--port", f"{port} is no port; write a number from 1 to 65535")]) from None
    except OSError as error:
        reason = f"{host} port {port} cannot be used: {error.strerror}; choose another with --port"
        raise BadInput([Problem("--port", reason)]) from None


def _web(host: str, port: int) -> list[str]:
    # Loaded once and then forked: half the time and memory of loading it in each process.
    shape = ["--preload", "--workers", "2", "--worker-class", "gthread", "--threads", "2"]
    quiet = ["--no-control-socket", "--log-level", "warning"]
    target = ["prenotify.web:create_app_from_env()", "--bind", f"{host}:{port}"]
    return [sys.executable, "-m", "gunicorn", *target, *shape, *quiet]


def _worker() -> list[str]:
    # Nobody waits for what it does, so it lets the pages start first.
    return ["nice", sys.executable, "-m", "prenotify.worker"]


def _page(host: str, port: int) -> str:
    here = host in ("127.0.0.1", "0.0.0.0")  # noqa: S104
    return f"http://{'localhost' if here else host}:{port}"


def _mail_mode(settings: Settings) -> str:
    if settings.live:
        return "PRENOTIFY_LIVE is set, but this version does not send mail yet: nothing leaves."
    return "Rehearsal: nothing is sent to anybody."


def _run_together(commands: Sequence[Sequence[str]]) -> int:
    processes = [subprocess.Popen(command) for command in commands]  # noqa: S603
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(DONE))
    try:
        while all(process.poll() is None for process in processes):
            signal.sigtimedwait([signal.SIGCHLD], 1)
    except KeyboardInterrupt:
        return DONE
    finally:
        _end(processes)
    return ENDED_BY_ITSELF


def _end(processes: Sequence["subprocess.Popen[bytes]"]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
