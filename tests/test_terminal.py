"""The command on a terminal, in a pipe that ends early, and under Ctrl-C."""

import contextlib
import fcntl
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import time

import pytest

HOLM = "Det haster, siger Karen Holm til Fjordposten."


def on_a_terminal(stream, *arguments, **variables):
    """Run the command with standard output or standard error on a terminal; what that shows."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("4H", 24, 80, 0, 0))
    started = subprocess.Popen(
        [sys.executable, "-m", "quoteattr", *map(str, arguments)],
        env={**{name: value for name, value in os.environ.items() if name != "NO_COLOR"}, **variables},
        **{"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, stream: theirs},
    )
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # which is how the end of a terminal shows
        while part := os.read(ours, 4096):
            shown += part
    os.close(ours)
    assert started.wait(60) == 0
    return shown.decode()


def test_a_terminal_gets_colour_unless_it_says_no(tmp_path):
    article = tmp_path / "holm.txt"
    article.write_text(HOLM, encoding="utf-8")
    assert "\x1b[" in on_a_terminal("stdout", "show", article)
    assert "\x1b[" not in on_a_terminal("stdout", "show", article, NO_COLOR="1")


def test_long_work_shows_a_bar_on_a_terminal_alone(tmp_path):
    for number in range(20):
        (tmp_path / f"{number:02d}.txt").write_text(f"{HOLM}\n\n" * 250, encoding="utf-8")
    assert "%|" in on_a_terminal("stderr", "extract", tmp_path, "--batch-size", "1")
    command = [sys.executable, "-m", "quoteattr", "extract", str(tmp_path / "00.txt")]
    assert subprocess.run(command, capture_output=True, check=True, timeout=120).stderr == b""


def test_whoever_reads_may_stop(tmp_path):
    for number in range(40):
        (tmp_path / f"{number:02d}.txt").write_text(f"{HOLM}\n\n" * 40, encoding="utf-8")
    command = f"{sys.executable} -m quoteattr extract {tmp_path} --batch-size 1 | head -c 10; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, timeout=120)
    assert done.stdout == b'{"schema_v0\n'
    assert done.stderr == b""


@pytest.mark.parametrize("processes", [1, 2])
def test_ctrl_c_is_quiet(tmp_path, processes):
    for number in range(200):
        (tmp_path / f"{number:03d}.txt").write_text(f"{HOLM}\n\n" * 40, encoding="utf-8")
    command = [sys.executable, "-m", "quoteattr", "extract", str(tmp_path), "--processes", str(processes)]
    started = subprocess.Popen(
        [*command, "--batch-size", "2"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    started.stdout.read(10)
    os.killpg(started.pid, signal.SIGINT)
    pressed = time.monotonic()
    _, err = started.communicate(timeout=60)
    assert (started.returncode, err) == (130, b"")
    assert time.monotonic() - pressed < 20
