"""An IMAP server on loopback that knows as much as reading a mailbox needs (RFC 3501)."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

PASSWORD = "a secret / with signs"


@dataclass
class Post:
    """The one mailbox there is: messages by UID, and what was done."""

    messages: dict[int, bytes]
    seen: set[int] = field(default_factory=set)
    said: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    """Words of commands that are answered with NO."""
    port: int = 0

    def answer(self, command: str, rest: str) -> Iterator[bytes]:
        if command == "CAPABILITY":
            yield b"* CAPABILITY IMAP4rev1\r\n"
        elif command == "SELECT":
            yield f"* {len(self.messages)} EXISTS\r\n".encode()
        elif command == "UID":
            yield from self._by_uid(*rest.split(" ", 1))

    def _by_uid(self, command: str, rest: str) -> Iterator[bytes]:
        if command == "SEARCH":
            unseen = " ".join(str(uid) for uid in self.messages if uid not in self.seen)
            yield f"* SEARCH {unseen}".rstrip().encode() + b"\r\n"
        elif command == "FETCH":
            uid = int(rest.split()[0])
            longest = int(re.search(r"<0\.(\d+)>", rest)[1])  # type: ignore[index]
            content = self.messages[uid][:longest]
            yield f"* 1 FETCH (UID {uid} BODY[]<0> {{{len(content)}}}\r\n".encode() + content + b")\r\n"
        elif command == "STORE":
            self.seen.add(int(rest.split()[0]))


class _Talk(socketserver.StreamRequestHandler):
    post: Post

    def handle(self) -> None:
        self.wfile.write(b"* OK ready\r\n")
        for line in self.rfile:
            tag, command, *rest = line.decode().rstrip("\r\n").split(" ", 2)
            self.post.said.append(command)
            if command == "LOGIN" and PASSWORD not in rest[0]:
                self.wfile.write(f"{tag} NO wrong password {rest[0]}\r\n".encode())
                continue
            if self.post.refused & {command, *" ".join(rest).split()}:
                self.wfile.write(f"{tag} NO not now, {PASSWORD}\r\n".encode())
                continue
            for answer in self.post.answer(command, rest[0] if rest else ""):
                self.wfile.write(answer)
            self.wfile.write(f"{tag} OK done\r\n".encode())
            if command == "LOGOUT":
                return


@contextmanager
def imap_server(*messages: bytes) -> Iterator[Post]:
    post = Post(dict(enumerate(messages, start=1)))
    talk = type("Talk", (_Talk,), {"post": post})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), talk) as server:
        post.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield post
        finally:
            server.shutdown()
            thread.join()
