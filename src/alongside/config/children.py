"""Processes that live and end with the one that started them."""

import ctypes
import os
import signal
import subprocess
import time

from alongside.config.command import Stop, say

PR_SET_PDEATHSIG = 1
END_WITHIN = 15  # seconds

try:
    _libc: ctypes.CDLL | None = ctypes.CDLL(None)
    _libc.prctl  # type: ignore[union-attr]  # noqa: B018
except (OSError, AttributeError):
    _libc = None  # not Linux: after a kill -9 its children have to be ended by hand


class Child:
    """One process: started, watched, asked to end, and ended by the kernel if we are killed."""

    def __init__(self, name: str, words: list[str], *, again_after: float | None = None) -> None:
        self.name = name
        self.words = words
        self.again_after = again_after
        self._process: subprocess.Popen[bytes] | None = None
        self._ended_at = 0.0

    def start(self) -> None:
        parent = os.getpid()

        def end_with_parent() -> None:
            if _libc is not None:
                _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
                if os.getppid() != parent:  # it died before it could be asked for
                    os._exit(1)

        # A session of its own: Ctrl-C reaches us alone, and we end the children in order.
        self._process = subprocess.Popen(
            self.words, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=end_with_parent
        )

    def check(self) -> None:
        """Notice that it ended by itself: start it again where it may be, else stop everything."""
        if self._process is None or self._process.poll() is None:
            return
        if self.again_after is None:
            raise Stop(f"{self.name} ended by itself (exit code {self._process.returncode}).")
        now = time.monotonic()
        if not self._ended_at:
            say(f"{self.name} ended by itself (exit code {self._process.returncode}); it is started again.")
            self._ended_at = now
        elif now - self._ended_at > self.again_after:
            self._ended_at = 0.0
            self.start()

    def ask_to_end(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def wait_for_end(self) -> None:
        if self._process is None:
            return
        try:
            self._process.wait(END_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
