"""The smallest mail server there can be: takes everything, keeps nothing. `python -m bench._sink`."""

import socket
import sys


def serve(extensions: list[str]) -> None:
    """Print the port, then serve one connection after the other until killed."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        print(server.getsockname()[1], flush=True)
        while True:
            connection, _ = server.accept()
            with connection:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                _talk(connection, extensions)


def _talk(connection: socket.socket, extensions: list[str]) -> None:
    connection.sendall(b"220 sink\r\n")
    hello = "".join(f"250-{extension}\r\n" for extension in ["sink", *extensions])
    buffer = b""
    while more := connection.recv(1 << 16):
        buffer += more
        while b"\r\n" in buffer:
            line, _, buffer = buffer.partition(b"\r\n")
            verb = line[:4].upper()
            if verb == b"DATA":
                connection.sendall(b"354 go on\r\n")
                while not (buffer.endswith(b"\r\n.\r\n") or b"\r\n.\r\n" in buffer):
                    buffer += connection.recv(1 << 18)
                buffer = buffer.partition(b"\r\n.\r\n")[2]
            replies = {b"EHLO": f"{hello}250 HELP\r\n".encode(), b"QUIT": b"221 bye\r\n"}
            connection.sendall(replies.get(verb, b"250 ok\r\n"))
            if verb == b"QUIT":
                return


if __name__ == "__main__":
    serve(sys.argv[1:])
