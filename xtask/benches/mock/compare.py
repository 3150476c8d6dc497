#!/usr/bin/env python3
"""The mock beside Prism on one route of the same document, and under abuse. README.md says how and why.

Usage: compare.py XTASK PRISM [REQUESTS]
"""

import ctypes
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

XTASK, PRISM = (Path(argument).resolve() for argument in sys.argv[1:3])
REQUESTS = int(sys.argv[3]) if len(sys.argv) > 3 else 1_000_000
ROOT = Path(__file__).resolve().parents[3]
PATH = "/me/authentication/operations"
TOKEN = "Authorization: Bearer token"


def start(command, pattern):
    """Starts a server and waits for the line that has its address."""
    program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    for line in program.stdout:
        found = re.search(pattern, re.sub(r"\x1b\[[0-9;]*m", "", line))
        if found:
            # What it prints later must not stop it.
            threading.Thread(target=lambda: [None for _ in program.stdout], daemon=True).start()
            return program, int(found.group(1))
    raise SystemExit(f"{command[0]} ended before it served")


def load(port, seconds, connections=16):
    """Requests a second and the 99th percentile in milliseconds, as wrk measures them."""
    command = ["wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s", "--latency", "-H", TOKEN]
    text = subprocess.run([*command, f"http://127.0.0.1:{port}{PATH}"], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in text:
        raise SystemExit(f"not every answer is a success:\n{text}")
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", text).groups()
    percentile = float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
    return float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1)), percentile


def memory(program, field="VmRSS"):
    """Resident memory in MiB."""
    status = Path(f"/proc/{program.pid}/status").read_text()
    return int(re.search(rf"{field}:\s+(\d+) kB", status).group(1)) / 1024


def ask(port, head, body=b"", seconds=60):
    """Status of the answer to a request, and how long it took."""
    started = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as stream:
        head = f"{head}\r\nHost: x\r\n{TOKEN}\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
        stream.sendall(head.encode())
        try:
            stream.sendall(body)
        except OSError:
            pass  # a body that is refused is not read
        answer = b""
        try:
            while part := stream.recv(1 << 16):
                answer += part
        except OSError:
            pass
    return answer.split(b" ")[1].decode() if answer else "none", time.monotonic() - started


def large_bodies(port):
    """Three bodies of 14 MB at once, and the slowest answer to other requests meanwhile."""
    body = b'{"toRecipients":[' + b",".join([b"[]"] * (14_000_000 // 3)) + b"]}"
    head = f"POST {PATH} HTTP/1.1\r\nContent-Type: application/json"
    statuses, slowest = [], 0.0
    senders = [threading.Thread(target=lambda: statuses.append(ask(port, head, body)[0])) for _ in range(3)]
    for sender in senders:
        sender.start()
    while any(sender.is_alive() for sender in senders):
        slowest = max(slowest, ask(port, f"GET {PATH} HTTP/1.1")[1])
    return statuses, slowest


def idle_connections(command, pattern):
    """More idle connections than the process may have files: whether it answers afterwards."""
    program, port = start(["sh", "-c", 'ulimit -n 64; exec "$@"', "sh", *command], pattern)
    idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(300)]
    time.sleep(3)
    answers = [ask(port, f"GET {PATH} HTTP/1.1")[0]]
    for stream in idle:
        stream.close()
    answers.append(ask(port, f"GET {PATH} HTTP/1.1")[0])
    is_alive = program.poll() is None
    program.terminate()
    return answers, is_alive


def in_flight(command, pattern):
    """The answer to a request that waits when the process is told to end, and how the process ends."""
    program, port = start([*command, "--latency", "1500"], pattern)
    answers = []
    asking = threading.Thread(target=lambda: answers.append(ask(port, f"GET {PATH} HTTP/1.1")[0]))
    asking.start()
    time.sleep(0.5)
    program.send_signal(signal.SIGTERM)
    asking.join()
    return answers[0], program.wait(timeout=30)


def dead_listener(command, pattern):
    """How the process ends when its listening socket dies, which another process does to it with a copy of its descriptor."""
    program, port = start(command, pattern)
    inode = next(
        fields[9]
        for fields in map(str.split, Path("/proc/net/tcp").read_text().splitlines()[1:])
        if fields[1].endswith(f":{port:04X}") and fields[3] == "0A"
    )
    folder = Path(f"/proc/{program.pid}/fd")
    descriptor = next(int(found.name) for found in folder.iterdir() if os.readlink(found) == f"socket:[{inode}]")
    pidfd_getfd = 438  # the same number on all architectures
    copy = ctypes.CDLL(None, use_errno=True).syscall(pidfd_getfd, os.pidfd_open(program.pid), descriptor, 0)
    if copy < 0:
        program.terminate()
        return f"unknown: {os.strerror(ctypes.get_errno())}"
    with socket.socket(fileno=copy) as listener:
        listener.shutdown(socket.SHUT_RDWR)
    return program.wait(timeout=30)


def main():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))
    document = Path(tempfile.mkdtemp()) / "openapi.json"
    pages = ["--docs", str(ROOT / "docs")]
    subprocess.run([XTASK, "export", *pages, "--format", "openapi", "-o", document], check=True, capture_output=True)
    mock_command = [str(XTASK), "mock", *pages, "--log", "off", "--timeout", "2"]
    mock_line, prism_line = r"^http://127\.0\.0\.1:(\d+)", r"Prism is listening on http://127\.0\.0\.1:(\d+)"
    mock, mock_port = start(mock_command, mock_line)
    prism_command = [str(PRISM), "mock", "--port", "0", "--host", "127.0.0.1", "--errors", str(document)]
    # Prism takes no port 0.
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        prism_command[3] = str(free.getsockname()[1])
    prism, prism_port = start(prism_command, prism_line)
    failures = []

    def check(holds, text):
        print(("" if holds else "FAILS: ") + text, flush=True)
        failures.extend([] if holds else [text])

    # In turns, so that what else the machine does falls on both.
    rounds = {"mock": [], "prism": []}
    for _ in range(3):
        rounds["mock"].append(load(mock_port, 5))
        rounds["prism"].append(load(prism_port, 5))
    rate = {name: sorted(rate for rate, _ in found)[1] for name, found in rounds.items()}
    slow = {name: sorted(slow for _, slow in found)[1] for name, found in rounds.items()}
    ratio = rate["mock"] / rate["prism"]
    check(ratio >= 3, f"throughput: {rate['mock']:.0f} a second, Prism {rate['prism']:.0f}: {ratio:.1f} times")
    check(slow["mock"] < slow["prism"], f"99th percentile: {slow['mock']:.1f} ms, Prism {slow['prism']:.1f} ms")
    prism.terminate()

    before, sent = memory(mock), 0
    while sent < REQUESTS:
        sent += int(load(mock_port, 10)[0] * 10)
    after = memory(mock)
    check(after < before * 1.1 + 4, f"memory: {before:.1f} MiB before {sent:,} requests, {after:.1f} MiB after")
    statuses, slowest = large_bodies(mock_port)
    peak = memory(mock, "VmHWM")
    check(slowest <= 0.3, f"three bodies of 14 MB: answered {' '.join(statuses)}; others waited {slowest * 1000:.0f} ms at most")
    check(peak <= 300, f"three bodies of 14 MB: at most {peak:.0f} MiB")
    mock.terminate()
    mock.wait()
    # Nothing is refused for its length alone: the bodies are read.
    read, port = start([*mock_command, "--json-limit", str(20 << 20)], mock_line)
    statuses, slowest = large_bodies(port)
    peak = memory(read, "VmHWM")
    check(slowest <= 0.3, f"the same with --json-limit of 20 MiB: answered {' '.join(statuses)}; others waited {slowest * 1000:.0f} ms at most")
    check(peak <= 300, f"the same with --json-limit of 20 MiB: at most {peak:.0f} MiB")
    read.terminate()
    answers, is_alive = idle_connections(mock_command, mock_line)
    check(is_alive and answers == ["200", "200"], f"300 idle connections, 64 files: {' and '.join(answers)} behind them")
    answer, status = in_flight(mock_command, mock_line)
    check((answer, status) == ("200", 0), f"SIGTERM while a request waits: answered {answer}, and ended with {status}")
    status = dead_listener(mock_command, mock_line)
    check(status == 2, f"a listener that dies: ended with {status}")
    sys.exit(1 if failures else 0)


main()
