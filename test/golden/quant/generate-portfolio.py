"""Writes portfolio.json beside this file: covariances and weights of reference implementations.

Run: python -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1 pandas==3.1.1 \
         scikit-learn==1.9.1 cvxpy==1.9.3 clarabel==0.11.1 PyPortfolioOpt==1.6.0
     venv/bin/python test/golden/quant/generate-portfolio.py golden.json
golden.json holds Lopez de Prado's example as `hrp_input`.
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import json
import pathlib
import sys
import warnings

import clarabel
import cvxpy as cp
import numpy as np
import pandas as pd
import scipy
import sklearn
from pypfopt import BlackLittermanModel, HRPOpt
from pypfopt.risk_models import CovarianceShrinkage
from scipy.cluster.hierarchy import linkage
from scipy.optimize import root
from sklearn.covariance import OAS, LedoitWolf

SOLVER = {"solver": cp.CLARABEL, "tol_gap_abs": 1e-14, "tol_gap_rel": 1e-14, "tol_feas": 1e-14}


def correlation_of(covariance):
    deviations = np.sqrt(np.diag(covariance))
    return covariance / np.outer(deviations, deviations)


def shrunk(x):
    frame = pd.DataFrame(x)
    wolf, oracle = LedoitWolf().fit(x), OAS().fit(x)
    constant = CovarianceShrinkage(frame, returns_data=True)
    constant.S = np.cov(x, rowvar=False, ddof=0)
    covariance, share = constant._ledoit_wolf_constant_correlation()
    return {
        "ledoitWolf": {"shrinkage": wolf.shrinkage_, "covariance": wolf.covariance_.tolist()},
        "oracle": {"shrinkage": oracle.shrinkage_, "covariance": oracle.covariance_.tolist()},
        "constantCorrelation": {"shrinkage": float(share), "covariance": covariance.tolist()},
        "exponential": {
            str(half): frame.ewm(halflife=half).cov().iloc[-x.shape[1]:].to_numpy().tolist()
            for half in (5, 20)
        },
    }


def quadratic(objective, size, lower, upper, total):
    w = cp.Variable(size)
    bounds = [w >= lower] if np.isfinite(lower) else []
    bounds += [w <= upper] if np.isfinite(upper) else []
    bounds += total(w)
    cp.Problem(cp.Minimize(objective(w)), bounds).solve(**SOLVER)
    return w.value.tolist()


def one(w):
    return [cp.sum(w) == 1]


def parity(covariance, budgets):
    budgets = np.array(budgets) / np.sum(budgets)
    start = np.log(np.sqrt(budgets / np.diag(covariance)))
    # In logarithms, for the equations have other roots with weights below 0.
    found = root(lambda u: np.exp(u) * (covariance @ np.exp(u)) - budgets, start, tol=1e-15)
    x = np.exp(found.x)
    assert np.max(np.abs(x * (covariance @ x) - budgets)) < 1e-13, found
    return (x / x.sum()).tolist()


def hierarchical(covariance):
    """The listings of Lopez de Prado 2016 in today's pandas and scipy, written anew."""
    distance = np.sqrt((1 - np.clip(correlation_of(covariance), -1, 1)) / 2)
    np.fill_diagonal(distance, 0)
    with warnings.catch_warnings():
        # scipy doubts that rows of distances are meant as points; the paper does mean them so.
        warnings.simplefilter("ignore")
        tree = linkage(distance, "single")
    size = len(covariance)

    def leaves(node):
        if node < size:
            return [node]
        left, right = (int(v) for v in tree[node - size, :2])
        return leaves(left) + leaves(right)

    def variance(items):
        part = covariance[np.ix_(items, items)]
        weights = 1 / np.diag(part)
        weights /= weights.sum()
        return weights @ part @ weights

    order = leaves(2 * size - 2)
    weights = np.ones(size)
    lists = [order]
    while lists:
        lists = [half for l in lists if len(l) > 1 for half in (l[: len(l) // 2], l[len(l) // 2 :])]
        for k in range(0, len(lists), 2):
            share = 1 - variance(lists[k]) / (variance(lists[k]) + variance(lists[k + 1]))
            weights[lists[k]] *= share
            weights[lists[k + 1]] *= 1 - share
    return {"order": order, "weights": weights.tolist()}


def hierarchical_pairs(covariance):
    weights = HRPOpt(cov_matrix=pd.DataFrame(covariance)).optimize("single")
    return {"weights": [weights[i] for i in range(len(covariance))]}


def portfolios(name, covariance, means):
    size = len(covariance)
    deviations = np.sqrt(np.diag(covariance))
    diverse = quadratic(
        lambda w: cp.quad_form(w, correlation_of(covariance)), size, 0, np.inf, one
    )
    diverse = np.array(diverse) / deviations
    free = np.linalg.solve(covariance, np.ones(size))
    budgets = list(range(1, size + 1))
    # Means over variances are scaled so that the interior point solver keeps its digits.
    scale = 1 / np.mean(np.diag(covariance))

    def utility(aversion):
        return lambda w: scale * (
            aversion / 2 * cp.quad_form(w, covariance) - means @ w
        )

    return {
        "name": name,
        "covariance": covariance.tolist(),
        "means": means.tolist(),
        "minimumVariance": quadratic(
            lambda w: scale * cp.quad_form(w, covariance), size, 0, 1, one
        ),
        "minimumVarianceCapped": quadratic(
            lambda w: scale * cp.quad_form(w, covariance), size, 0, 0.2, one
        ),
        "minimumVarianceFree": (free / free.sum()).tolist(),
        "meanVariance": quadratic(utility(4), size, 0, 1, one),
        "meanVarianceShort": quadratic(utility(4), size, -0.3, 0.6, one),
        "maximumDiversification": (diverse / diverse.sum()).tolist(),
        "kelly": quadratic(utility(1), size, 0, np.inf, lambda w: [cp.sum(w) <= 1]),
        "kellyLevered": quadratic(utility(1), size, 0, np.inf, lambda w: [cp.sum(w) <= 3]),
        "kellyFree": np.linalg.solve(covariance, means).tolist(),
        "riskParity": parity(covariance, np.ones(size)),
        "budgets": budgets,
        "riskParityBudgets": parity(covariance, budgets),
        "hierarchical": hierarchical(covariance),
        "hierarchicalPairs": hierarchical_pairs(covariance),
    }


def game(name, returns, chances, leverage):
    w = cp.Variable(len(returns))
    wealth = 1 + np.array(returns).T @ w
    problem = cp.Problem(
        cp.Maximize(np.array(chances) @ cp.log(wealth)), [w >= 0, cp.sum(w) <= leverage]
    )
    problem.solve(solver=cp.CLARABEL, tol_gap_abs=1e-13, tol_gap_rel=1e-13, tol_feas=1e-13)
    return {
        "name": name, "returns": returns, "probabilities": chances, "leverageMax": leverage,
        "weights": w.value.tolist(), "growth": float(problem.value),
    }


def games(random):
    horses = [[3, -1, -1, -1], [-1, 2.5, -1, -1], [-1, -1, 4, -1], [-1, -1, -1, 9]]
    market = np.round(0.02 + 0.2 * random.standard_normal((3, 12)), 4)
    return [
        game("even coin", [[1, -1]], [0.53, 0.47], 1),
        game("losing coin", [[1, -1]], [0.47, 0.53], 1),
        game("two coins at once", [[1, 1, -1, -1], [1, -1, 1, -1]],
             [0.36, 0.24, 0.24, 0.16], 1),
        game("horses", horses, [0.4, 0.3, 0.15, 0.15], 1),
        game("market", market.tolist(), [1 / 12] * 12, 2),
    ]


def he_litterman():
    correlations = [
        [0.488], [0.478, 0.664], [0.515, 0.655, 0.861], [0.439, 0.310, 0.355, 0.354],
        [0.512, 0.608, 0.783, 0.777, 0.405], [0.491, 0.779, 0.668, 0.653, 0.306, 0.652],
    ]
    correlation = np.eye(7)
    for i, row in enumerate(correlations, start=1):
        correlation[i, :i] = correlation[:i, i] = row
    deviations = np.array([0.160, 0.203, 0.248, 0.271, 0.210, 0.200, 0.187])
    covariance = correlation * np.outer(deviations, deviations)
    weights = np.array([0.016, 0.022, 0.052, 0.055, 0.116, 0.124, 0.615])
    prior = 2.5 * covariance @ weights
    # Germany against the rest of Europe; Canada against the United States.
    picks = np.zeros((2, 7))
    picks[0, [2, 3, 5]] = -0.052 / (0.052 + 0.124), 1, -0.124 / (0.052 + 0.124)
    picks[1, [1, 6]] = 1, -1
    q = np.array([0.05, 0.03])

    def model(count, omega):
        bl = BlackLittermanModel(
            covariance, pi=prior, P=picks[:count], Q=q[:count], tau=0.05, omega=omega
        )
        return {"means": bl.bl_returns().tolist(), "covariance": bl.bl_cov().to_numpy().tolist()}

    return {
        "countries": ["Australia", "Canada", "France", "Germany", "Japan", "UK", "USA"],
        "covariance": covariance.tolist(), "weights": weights.tolist(), "prior": prior.tolist(),
        "picks": picks.tolist(), "returns": q.tolist(),
        "oneView": model(1, None), "twoViews": model(2, None),
        "ownVariances": {"variances": [0.002, 0.0005], **model(2, np.diag([0.002, 0.0005]))},
        "published": {
            "prior": [3.9, 6.9, 8.4, 9.0, 4.3, 6.8, 7.6],
            "oneView": [4.3, 7.6, 9.3, 11.0, 4.5, 7.0, 8.1],
            "oneViewWeights": [1.5, 2.1, -4.0, 35.4, 11.0, -9.5, 58.6],
            "twoViews": [4.4, 8.7, 9.5, 11.2, 4.6, 7.0, 7.5],
            "twoViewsWeights": [1.5, 41.9, -3.4, 33.6, 11.0, -8.2, 18.8],
        },
    }


def main():
    random = np.random.default_rng(7)
    mixing = random.standard_normal((6, 6))
    x = np.round(random.standard_normal((40, 6)) @ mixing * 0.01, 6)
    short = np.round(random.standard_normal((8, 12)), 4)
    covariance = np.round(np.cov(x, rowvar=False), 12)
    loose = np.diag(np.linspace(0.02, 0.12, 9)) + 0.01
    example = json.loads(pathlib.Path(sys.argv[1]).read_text())["hrp_input"]["cov"]
    golden = {
        "source": "scikit-learn, PyPortfolioOpt, cvxpy with Clarabel, scipy, pandas",
        "versions": {
            "scikit-learn": sklearn.__version__, "cvxpy": cp.__version__,
            "clarabel": clarabel.__version__, "scipy": scipy.__version__,
            "pandas": pd.__version__, "numpy": np.__version__, "PyPortfolioOpt": "1.6.0",
        },
        "tolerance": 1e-9,
        "samples": [
            {"name": "six by forty", "series": x.T.tolist(), **shrunk(x)},
            {"name": "twelve by eight", "series": short.T.tolist(), **shrunk(short)},
        ],
        "portfolios": [
            portfolios("mixed", covariance, np.round(0.002 * random.standard_normal(6), 6)),
            portfolios("loose", loose, np.round(0.05 * random.random(9), 4)),
        ],
        "lopezDePrado": hierarchical(np.array(example)),
        "games": games(random),
        "heLitterman": he_litterman(),
    }
    path = pathlib.Path(__file__).with_name("portfolio.json")
    path.write_text(json.dumps(golden, indent=1) + "\n")


main()
