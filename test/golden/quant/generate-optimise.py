"""Writes optimise.json beside this file: minima, roots and second derivatives of scipy.

Run: python -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0
     venv/bin/python test/golden/quant/generate-optimise.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import json
import math
import pathlib

import numpy as np
import scipy
import statsmodels
from scipy import optimize
from statsmodels.tools.numdiff import approx_hess3


def sphere(x):
    return sum(v * v for v in x)


def rosenbrock(x):
    return sum(
        100 * (x[i + 1] - x[i] * x[i]) * (x[i + 1] - x[i] * x[i]) + (1 - x[i]) * (1 - x[i])
        for i in range(len(x) - 1)
    )


def booth(x):
    a, b = x[0] + 2 * x[1] - 7, 2 * x[0] + x[1] - 5
    return a * a + b * b


def beale(x):
    a, b = x
    p, q, r = 1.5 - a + a * b, 2.25 - a + a * b * b, 2.625 - a + a * b * b * b
    return p * p + q * q + r * r


FUNCTIONS = {"sphere": sphere, "rosenbrock": rosenbrock, "booth": booth, "beale": beale}

SIMPLEX = [
    ("rosenbrock", [-1.2, 1], 1e-8),
    ("rosenbrock", [1.3, 0.7, 0.8, 1.9, 1.2], 1e-6),
    ("booth", [0, 0], 1e-8),
    ("beale", [1, 1], 1e-8),
    ("sphere", [3, -4, 5], 1e-6),
]

BOUNDED = [
    ("rosenbrock", [-1.2, 1], [-5, -5], [5, 5]),
    ("rosenbrock", [-1.2, 1], [-5, -5], [0.5, 5]),
    ("rosenbrock", [-1.2, 1], [-5, 1.5], [5, 5]),
    ("rosenbrock", [0] * 10, [-2] * 10, [0.8] * 10),
    ("booth", [0, 0], [-10, -10], [10, 2]),
    ("beale", [1, 1], [-4.5, -4.5], [4.5, 4.5]),
    ("beale", [1, -1], [-4.5, -4.5], [2, 4.5]),
    ("sphere", [3, -4, 5], [1, -9, -9], [9, -2, 9]),
]


def cosine(x):
    return math.cos(x) - x


def cubic(x):
    return x * x * x - 2 * x - 5


def exponential(x):
    return math.exp(x) - 2 - 1e-3 * x


def well(x):
    return (x - 2) * (x + 3) * (x + 3) + math.exp(0.1 * x)


LINES = {"cosine": cosine, "cubic": cubic, "exponential": exponential, "well": well}


def simplex(name, start, tolerance):
    found = optimize.minimize(
        FUNCTIONS[name], start, method="Nelder-Mead",
        options={"xatol": tolerance, "fatol": tolerance, "maxiter": 10000, "maxfev": 100000},
    )
    return {
        "function": name, "start": start, "tolerance": tolerance,
        "x": found.x.tolist(), "value": float(found.fun),
        # scipy counts the making of the first simplex as one.
        "iterations": int(found.nit) - 1,
    }


def bounded(name, start, lower, upper):
    found = optimize.minimize(
        FUNCTIONS[name], start, method="L-BFGS-B", jac="3-point",
        bounds=list(zip(lower, upper)), options={"ftol": 1e-15, "gtol": 1e-9, "maxiter": 5000},
    )
    return {
        "function": name, "start": start, "lower": lower, "upper": upper,
        "x": found.x.tolist(), "value": float(found.fun),
    }


def main():
    golden = {
        "source": "scipy.optimize, statsmodels numdiff",
        "versions": {"scipy": scipy.__version__, "statsmodels": statsmodels.__version__},
        "tolerance": 1e-9,
        "simplex": [simplex(*case) for case in SIMPLEX],
        "bounded": [bounded(*case) for case in BOUNDED],
        "roots": [
            {"function": name, "low": low, "high": high,
             "x": optimize.brentq(LINES[name], low, high, xtol=1e-13, rtol=1e-15)}
            for name, low, high in [
                ("cosine", 0, 1), ("cubic", 0, 10), ("exponential", -5, 50), ("cubic", -100, 100),
            ]
        ],
        "lines": [
            {"function": name, "low": low, "high": high,
             "x": float(optimize.fminbound(LINES[name], low, high, xtol=1e-9))}
            for name, low, high in [("well", -2, 5), ("cubic", 0, 9), ("cosine", -1, 2)]
        ],
        "hessians": [
            {"function": name, "x": x,
             "hessian": approx_hess3(np.array(x, float), FUNCTIONS[name]).tolist()}
            for name, x in [("rosenbrock", [1.1, 0.9, 1.2]), ("beale", [3, 0.5]), ("booth", [0, 7])]
        ],
    }
    path = pathlib.Path(__file__).with_name("optimise.json")
    path.write_text(json.dumps(golden, indent=1) + "\n")


main()
