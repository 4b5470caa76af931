"""Writes execution-cost.json beside this file: plans and quotes found without the closed forms.

Run: python -m venv venv && venv/bin/pip install numpy==2.4.6
     venv/bin/python test/golden/quant/generate-execution-cost.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import json
import pathlib

import numpy as np

# Almgren and Chriss 2000, section 3.4: a million shares over five days.
PAPER = dict(shares=1e6, days=5, intervals=5, volatility=0.95, temporaryImpact=2.5e-6, permanentImpact=2.5e-7, fixedCost=0.0625)
OTHER = dict(shares=30000.0, days=2, intervals=16, volatility=1.3, temporaryImpact=4e-5, permanentImpact=1e-5, fixedCost=0.02)


def plan(p, aversion):
    """Minimises mean + aversion * variance over the holdings between the ends, as a linear system."""
    n, tau = p["intervals"], p["days"] / p["intervals"]
    net = p["temporaryImpact"] - p["permanentImpact"] * tau / 2
    trades = np.eye(n, n + 1) - np.eye(n, n + 1, 1)
    quadratic = net / tau * trades.T @ trades + aversion * p["volatility"] ** 2 * tau * np.diag([0.0] + [1.0] * n)
    inner = quadratic[1:n, 1:n]
    holdings = np.concatenate([[p["shares"]], np.linalg.solve(inner, -quadratic[1:n, 0] * p["shares"]), [0.0]])
    sold = -np.diff(holdings)
    mean = p["permanentImpact"] * p["shares"] ** 2 / 2 + p["fixedCost"] * np.sum(np.abs(sold)) + net / tau * np.sum(sold**2)
    variance = p["volatility"] ** 2 * tau * np.sum(holdings[1:] ** 2)
    return {"terms": p, "riskAversion": aversion, "holdings": holdings.tolist(), "costMean": float(mean), "costVariance": float(variance)}


def quotes(gamma, sigma, k, a, most):
    q = np.arange(-most, most + 1)
    eta = a * (1 + gamma / k) ** -(1 + k / gamma)
    m = np.diag(k * gamma * sigma**2 / 2 * q**2) - eta * (np.eye(len(q), k=1) + np.eye(len(q), k=-1))
    f = np.abs(np.linalg.eigh(m)[1][:, 0])
    base = np.log(1 + gamma / k) / gamma
    bids = base + np.log(f[:-1] / f[1:]) / k
    slope = np.sqrt(sigma**2 * gamma / (2 * k * a) * (1 + gamma / k) ** (1 + k / gamma))
    linear = base + (2 * q[:-1] + 1) / 2 * slope
    return {"riskAversion": gamma, "volatility": sigma, "decay": k, "arrivalRate": a, "inventoryMax": most, "bids": bids.tolist(), "linearBids": linear.tolist()}


if __name__ == "__main__":
    out = {
        "source": "numpy: the quadratic of Almgren and Chriss as a linear system, the matrix of Gueant, Lehalle and Fernandez-Tapia by eigh",
        "versions": {"numpy": np.__version__},
        "tolerance": 1e-9,
        "published": {"terms": PAPER, "riskAversion": 1e-6, "kappa": 0.60707616, "holdings": [541955.554, 289854.219, 147897.488, 62141.802]},
        "plans": [plan(PAPER, 1e-6), plan(PAPER, 2e-6), plan(PAPER, 0.0), plan(OTHER, 1e-5), plan(OTHER, 3e-3)],
        "quotes": [quotes(0.01, 0.3, 0.3, 0.9, 30)] + [quotes(0.1, 2.0, 1.5, 140.0, 6), quotes(0.5, 1.0, 2.0, 20.0, 3)],
    }
    out["quotes"][0]["note"] = "the parameters of the paper's section 6: its figures are drawn from them"
    pathlib.Path(__file__).with_name("execution-cost.json").write_text(json.dumps(out, indent=1) + "\n")
