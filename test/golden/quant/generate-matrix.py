"""Writes matrix.json beside this file: linear algebra of numpy and statsmodels.

Run: python -m venv venv && venv/bin/pip install numpy==2.4.6 statsmodels==0.15.0
     venv/bin/python test/golden/quant/generate-matrix.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import json
import pathlib

import numpy as np
import statsmodels
import statsmodels.api as sm


def hilbert(n):
    return np.array([[1 / (i + j + 1) for j in range(n)] for i in range(n)])


def definite(random, n):
    a = random.standard_normal((n, n))
    return np.round(a @ a.T + 0.1 * np.eye(n), 6)


def signed(vectors):
    """Of the two signs the one whose largest element is positive."""
    return np.array([v * np.sign(v[np.argmax(np.abs(v))]) for v in vectors.T]).T


def positive(name, a):
    b = np.arange(1.0, len(a) + 1)
    values, vectors = np.linalg.eigh(a)
    return {
        "name": name,
        "a": a.tolist(),
        "cholesky": np.linalg.cholesky(a).tolist(),
        "logDeterminant": float(np.linalg.slogdet(a)[1]),
        "b": b.tolist(),
        "solution": np.linalg.solve(a, b).tolist(),
        "inverse": np.linalg.inv(a).tolist(),
        "eigenvalues": values.tolist(),
        "eigenvectors": signed(vectors).tolist(),
        "condition": float(np.linalg.cond(a)),
    }


def regression(name, x, y):
    fit = sm.OLS(y, x).fit(method="qr")
    return {
        "name": name,
        "x": x.tolist(),
        "y": y.tolist(),
        "coefficients": fit.params.tolist(),
        "residualSum": float(fit.ssr),
        "covariance": fit.cov_params().tolist(),
    }


def main():
    random = np.random.default_rng(20240611)
    general = np.round(random.standard_normal((5, 5)), 6)
    symmetric = np.round(random.standard_normal((8, 8)), 6)
    symmetric = np.round((symmetric + symmetric.T) / 2, 6)
    series = np.round(random.standard_normal((4, 30)) * [[1], [10], [0.01], [3]] + 100, 6)
    x = np.round(np.column_stack([np.ones(20), random.standard_normal((20, 3))]), 6)
    y = np.round(x @ [1, 2, -3, 0.5] + 0.3 * random.standard_normal(20), 6)
    trend = np.arange(15.0)
    quadratic = np.column_stack([np.ones(15), trend, trend * trend])
    longley = sm.datasets.longley.load().data
    longley_x = sm.add_constant(longley.drop(columns="TOTEMP")).to_numpy()
    values, vectors = np.linalg.eigh(symmetric)
    golden = {
        "source": "numpy linalg, statsmodels OLS; NIST StRD Longley for `certified`",
        "versions": {"numpy": np.__version__, "statsmodels": statsmodels.__version__},
        "tolerance": 1e-9,
        "positive": [
            positive("random 3", definite(random, 3)),
            positive("random 6", definite(random, 6)),
            positive("random 12", definite(random, 12)),
            positive("Hilbert 4", hilbert(4)),
            positive("Hilbert 8", hilbert(8)),
        ],
        "general": {
            "a": general.tolist(),
            "solution": np.linalg.solve(general, np.arange(1.0, 6)).tolist(),
            "inverse": np.linalg.inv(general).tolist(),
        },
        "symmetric": {
            "a": symmetric.tolist(),
            "eigenvalues": values.tolist(),
            "eigenvectors": signed(vectors).tolist(),
        },
        "series": {"values": series.tolist(), "covariance": np.cov(series).tolist()},
        "regressions": [
            regression("random", x, y),
            regression("quadratic", quadratic, np.round(np.sin(trend), 6)),
        ],
        "longley": {
            "x": longley_x.tolist(),
            "y": longley.TOTEMP.tolist(),
            "certified": [
                -3482258.63459582, 15.0618722713733, -0.358191792925910e-1, -2.02022980381683,
                -1.03322686717359, -0.511041056535807e-1, 1829.15146461355,
            ],
            "certifiedErrors": [
                890420.383607373, 84.9149257747669, 0.334910077722432e-1, 0.488399681651699,
                0.214274163161675, 0.226073200069370, 455.478499142212,
            ],
            "certifiedDeviation": 304.854073561965,
        },
    }
    path = pathlib.Path(__file__).with_name("matrix.json")
    path.write_text(json.dumps(golden, indent=1) + "\n")


main()
