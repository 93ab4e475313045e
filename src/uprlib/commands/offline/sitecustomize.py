"""Python imports this at its start where ``upr review`` puts this folder on its path: the network is refused.

Kernels talk to their client over loopback, which stays open; everything else is an error, also a look-up of a name.
"""

import ipaddress
import socket


class NetworkRefused(OSError):
    """Something wanted the network while a reviewer checks that nothing does."""


def _is_near(host: object) -> bool:
    if host in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host).split("%")[0]).is_loopback
    except ValueError:
        return False


def _refuse(host: object) -> None:
    if not _is_near(host):
        raise NetworkRefused(f"the network is refused in a review: {host}")


def _guarded(name: str):
    original = getattr(socket.socket, name)

    def call(self, *given):
        if self.family in (socket.AF_INET, socket.AF_INET6):
            _refuse(given[-1][0])
        return original(self, *given)

    return call


for _name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, _name, _guarded(_name))

_look_up = socket.getaddrinfo


def _near_only(host, *given, **named):
    _refuse(host.decode() if isinstance(host, bytes) else host)
    return _look_up(host, *given, **named)


socket.getaddrinfo = _near_only
