"""How different two colours look in grey and to people with colour-vision deficiency.

CIE 1976 L*a*b* under D65 from sRGB; complete deficiencies are simulated in linear RGB after Machado, Oliveira and
Fernandes (2009), "A physiologically-based model for simulation of color vision deficiency", IEEE Transactions on
Visualization and Computer Graphics 15(6), severity 1.0. This takes twenty lines of arithmetic. The package made for
it warns at every fresh import, and the large packages of colour science bring far more than is needed.
"""

from __future__ import annotations

import numpy as np

DEFICIENCIES = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}

_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def lightness(colour: tuple[float, float, float]) -> float:
    """L* of a colour given as red, green, blue from 0 to 1: what is left of it in grey, from 0 to 100.

    Examples
    --------
    >>> round(lightness((1, 1, 1))), round(lightness((0, 0, 0))), round(lightness((1, 0, 0)), 1)
    (100, 0, 53.2)
    """
    return float(_lab(_linear(colour))[0])


def distance(one: tuple[float, float, float], two: tuple[float, float, float], deficiency: str | None = None) -> float:
    """Distance of two colours in L*a*b* (about 2.3 is just noticeable), as people with a deficiency see them."""
    matrix = np.eye(3) if deficiency is None else np.array(DEFICIENCIES[deficiency])
    first, second = (_lab(np.clip(matrix @ _linear(colour), 0, 1)) for colour in (one, two))
    return float(np.linalg.norm(first - second))


def _linear(colour: tuple[float, float, float]) -> np.ndarray:
    value = np.array(colour[:3], float)
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def _lab(linear: np.ndarray) -> np.ndarray:
    ratio = (_TO_XYZ @ linear) / (_TO_XYZ @ np.ones(3))
    root = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])
