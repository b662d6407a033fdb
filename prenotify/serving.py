"""`prenotify serve`: pages and worker as processes of their own, started and ended together."""

import signal
import socket
import subprocess
import sys
from collections.abc import Sequence

from prenotify.domain.problems import BadInput, Problem
from prenotify.settings import Settings

DONE, ENDED_BY_ITSELF = 0, 1
_MARGIN_SECONDS = 10


def serve(host: str, port: int) -> int:
    """Run until stopped (0) or until a process ends by itself (1). Raises BadInput."""
    settings = Settings.from_env()  # makes the keys, once, before two processes ask for them
    _try_port(host, port)
    print(f"prenotify is starting. Open {_page(host, port)} in a browser; Ctrl-C stops it.", flush=True)
    print(_mail_mode(settings), flush=True)
    # The letter in hand is finished first: what a mail server may take to answer its last line.
    return _run_together([_web(host, port), _worker()], settings.smtp_seconds + _MARGIN_SECONDS)


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


def shape() -> list[str]:
    """What gunicorn is told about its processes: two of them, each for two requests at a time."""
    # Loaded once and then forked: half the time and memory of loading it in each process.
    workers = ["--preload", "--workers", "2", "--worker-class", "gthread", "--threads", "2"]
    # A browser that only holds a line open must not hold up the end for gunicorn's own thirty seconds.
    return [*workers, "--graceful-timeout", "10", "--no-control-socket", "--log-level", "warning"]


def _web(host: str, port: int) -> list[str]:
    target = ["prenotify.site:app()", "--bind", f"{host}:{port}"]
    return [sys.executable, "-m", "gunicorn", *target, *shape()]


def _worker() -> list[str]:
    # Nobody waits for what it does, so it lets the pages start first.
    return ["nice", sys.executable, "-m", "prenotify.cli", "worker"]


def _page(host: str, port: int) -> str:
    here = host in ("127.0.0.1", "0.0.0.0")  # noqa: S104
    return f"http://{'localhost' if here else host}:{port}"


def _mail_mode(settings: Settings) -> str:
    if settings.live:
        return f"Live: letters that travellers confirm leave by mail, from {settings.mail_from}."
    return f"Rehearsal: no mail leaves; letters are written to {settings.data_dir / 'mail'}."


def _run_together(commands: Sequence[Sequence[str]], grace: float) -> int:
    """Until stopped or until one ends by itself; then each has *grace* seconds to end."""
    processes: list[subprocess.Popen[bytes]] = []
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(DONE))
    try:
        # One after the other, so that those begun are ended where the next cannot be.
        processes.extend(subprocess.Popen(command) for command in commands)  # noqa: S603
        while all(process.poll() is None for process in processes):
            signal.sigtimedwait([signal.SIGCHLD], 1)
    except KeyboardInterrupt:
        return DONE
    finally:
        _end(processes, grace)
    return ENDED_BY_ITSELF


def _end(processes: Sequence["subprocess.Popen[bytes]"], grace: float) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=grace)
        except subprocess.TimeoutExpired:
            process.kill()
