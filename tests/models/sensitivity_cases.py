"""Test functions with known indices. Each: draws of the inputs, outcome, first order, total."""

import itertools

import numpy as np

A, B = 7.0, 0.1
ISHIGAMI_VARIANCE = A**2 / 8 + B * np.pi**4 / 5 + B**2 * np.pi**8 / 18 + 0.5
G = np.array([0, 1, 4.5, 9, 99, 99, 99, 99])


def ishigami(x):
    """Ishigami and Homma (1990), with a fourth input that does nothing; x is 0 to 1."""
    z = np.pi * (2 * x - 1)
    return np.sin(z[:, 0]) + A * np.sin(z[:, 1]) ** 2 + B * z[:, 2] ** 4 * np.sin(z[:, 0])


def ishigami_indices():
    """Sobol and Levitan (1999): V1, V2 and V13 over V."""
    one = (1 + B * np.pi**4 / 5) ** 2 / 2
    two, both = A**2 / 8, B**2 * np.pi**8 * (1 / 18 - 1 / 50)
    first = np.array([one, two, 0, 0]) / ISHIGAMI_VARIANCE
    total = np.array([one + both, two, both, 0]) / ISHIGAMI_VARIANCE
    return first, total


def g_function(x):
    """Saltelli and Sobol (1995)."""
    return np.prod((np.abs(4 * x - 2) + G) / (1 + G), axis=1)


def product_indices(relative):
    """First and total of a product of independent factors, from variance over squared mean."""
    whole = np.prod(1 + relative) - 1
    return relative / whole, relative / (1 + relative) * (1 + whole) / whole


def g_indices():
    return product_indices(1 / 3 / (1 + G) ** 2)


def morris(x):
    """Morris (1991), section 4: inputs 0 to 9 matter; the rest of the coefficients are N(0, 1)."""
    rng = np.random.default_rng(1991)
    w = 2 * (x - 0.5)
    for i in (2, 4, 6):
        w[:, i] = 2 * (1.1 * x[:, i] / (x[:, i] + 0.1) - 0.5)
    first = np.concatenate([np.full(10, 20.0), rng.normal(size=10)])
    y = rng.normal() + w @ first
    for i, j in itertools.combinations(range(20), 2):
        y = y + (-15.0 if j < 6 else rng.normal()) * w[:, i] * w[:, j]
    for i, j, k in itertools.combinations(range(5), 3):
        y = y - 10.0 * w[:, i] * w[:, j] * w[:, k]
    return y + 5.0 * w[:, 0] * w[:, 1] * w[:, 2] * w[:, 3]
