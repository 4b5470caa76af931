"""Writes search.json beside this file: evolution, Parzen densities, Gaussian processes, quadratics.

Run: python -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 \
         cma==4.5.0 optuna==5.0.0 cvxpy==1.9.3 clarabel==0.11.1
     venv/bin/python test/golden/quant/generate-search.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import json
import pathlib
import warnings

import cma
import clarabel
import cvxpy as cp
import numpy as np
import optuna
import scipy
import sklearn
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.samplers._tpe.parzen_estimator import _ParzenEstimator, _ParzenEstimatorParameters
from optuna.samplers._tpe.sampler import default_weights
from scipy import stats
from scipy.integrate import quad
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, Matern, WhiteKernel


def sphere(x):
    return float(np.sum(np.square(x)))


def rosenbrock(x):
    return float(np.sum(100 * np.square(x[1:] - np.square(x[:-1])) + np.square(1 - x[:-1])))


def rastrigin(x):
    return float(10 * len(x) + np.sum(np.square(x) - 10 * np.cos(2 * np.pi * x)))


FUNCTIONS = {"sphere": sphere, "rosenbrock": rosenbrock, "rastrigin": rastrigin}


def evolution(name, size, start, sigma, population, seeds=25):
    """Calls until a value below 1e-8, the median of the seeds that come to it."""
    calls = []
    for seed in range(1, seeds + 1):
        options = {"seed": seed, "verbose": -9, "CMA_active": False}
        if population:
            options["popsize"] = population
        strategy = cma.CMAEvolutionStrategy([start] * size, sigma, options)
        count, hit = 0, None
        while hit is None and not strategy.stop():
            points = strategy.ask()
            values = [FUNCTIONS[name](np.asarray(x)) for x in points]
            for value in values:
                count += 1
                if value < 1e-8 and hit is None:
                    hit = count
            strategy.tell(points, values)
        if hit is not None:
            calls.append(hit)
    return {
        "function": name, "size": size, "start": start, "sigma": sigma,
        "populationSize": population, "seeds": seeds, "successes": len(calls),
        "callsMedian": float(np.median(calls)),
    }


SPACE = {
    "a": FloatDistribution(-2, 3),
    "b": FloatDistribution(1e-5, 1, log=True),
    "c": IntDistribution(1, 2000),
    "d": IntDistribution(1, 100000, log=True),
    "e": CategoricalDistribution([0, 1, 2]),
}


def draw(random, count):
    # No two equal: which of them is the wider kernel would be left to the sort.
    steps = np.unique(np.round(np.exp(np.linspace(0, np.log(100000), 400))))
    return {
        "a": np.round(random.uniform(-2, 3, count), 6),
        "b": np.exp(np.round(random.uniform(np.log(1e-5), 0, count), 6)),
        "c": random.choice(np.arange(1, 2001), count, replace=False).astype(float),
        "d": random.choice(steps, count, replace=False),
        "e": random.integers(0, 3, count).astype(float),
    }


def density(random, count):
    seen, at = draw(random, count), draw(random, 12)
    parameters = _ParzenEstimatorParameters(
        prior_weight=1.0, consider_magic_clip=True, consider_endpoints=False,
        weights=default_weights, multivariate=True,
    )
    found = _ParzenEstimator(seen, SPACE, parameters).log_pdf(at)
    return {
        "points": np.array(list(seen.values())).T.tolist(),
        "at": np.array(list(at.values())).T.tolist(),
        "logDensity": found.tolist(),
    }


def gaussian(random, name, kernel, amplitude, lengths, noise, count):
    x = np.round(random.uniform(0, 1, (count, len(lengths))), 4)
    y = np.round(np.sin(5 * x[:, 0]) + x.sum(axis=1) + 0.1 * random.standard_normal(count), 4)
    y -= np.mean(y)
    at = np.vstack([np.round(random.uniform(-0.5, 1.5, (8, len(lengths))), 4), x[:2]])
    model = GaussianProcessRegressor(
        ConstantKernel(amplitude) * kernel(lengths), alpha=noise, optimizer=None
    ).fit(x, y)
    mean, deviation = model.predict(at, return_std=True)
    return {
        "kernel": name, "amplitude": amplitude, "lengths": lengths, "noise": noise,
        "x": x.tolist(), "y": y.tolist(), "at": at.tolist(),
        "mean": mean.tolist(), "variance": np.square(deviation).tolist(),
        "logLikelihood": float(model.log_marginal_likelihood_value_),
    }


def likeliest(random, name, kernel, size, count):
    """Within the bounds of fitGaussianProcess, from 20 starts."""
    x = np.round(random.uniform(0, 1, (count, size)), 4)
    y = np.round(np.sin(6 * x[:, 0]) + 0.5 * x[:, -1] + 0.05 * random.standard_normal(count), 4)
    y = np.round(y - np.mean(y), 6)
    spread, square = np.std(x, axis=0), np.mean(y * y)
    full = ConstantKernel(square, (1e-3 * square, 1e3 * square)) * kernel(
        spread, np.column_stack([0.01 * spread, 100 * spread])
    ) + WhiteKernel(1e-4 * square, (1e-8 * square, square))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = GaussianProcessRegressor(
            full, alpha=0, n_restarts_optimizer=20, random_state=0
        ).fit(x, y)
    return {
        "kernel": name, "x": x.tolist(), "y": y.tolist(),
        "logLikelihood": float(model.log_marginal_likelihood_value_),
    }


def improvement(mean, deviation, best):
    z = (best - mean) / deviation
    formula = (best - mean) * stats.norm.cdf(z) + deviation * stats.norm.pdf(z)
    integral, _ = quad(
        lambda v: (best - v) * stats.norm.pdf(v, mean, deviation),
        mean - 12 * deviation, best, epsabs=1e-14, epsrel=1e-12,
    )
    assert abs(formula - integral) < 1e-10
    return {"mean": mean, "deviation": deviation, "best": best, "improvement": float(formula)}


def quadratic(random, size, total):
    root = random.standard_normal((size, size))
    q = np.round(root @ root.T + 0.2 * np.eye(size), 6)
    c = np.round(3 * random.standard_normal(size), 6)
    lower, upper = np.round(-random.random(size), 3), np.round(random.random(size), 3)
    x = cp.Variable(size)
    bounds = [x >= lower, x <= upper] + ([cp.sum(x) == total] if total is not None else [])
    problem = cp.Problem(cp.Minimize(0.5 * cp.quad_form(x, q) - c @ x), bounds)
    problem.solve(cp.CLARABEL, tol_gap_abs=1e-13, tol_gap_rel=1e-13, tol_feas=1e-13)
    return {
        "quadratic": q.tolist(), "linear": c.tolist(), "lower": lower.tolist(),
        "upper": upper.tolist(), "sum": total, "x": x.value.tolist(),
    }


def main():
    random = np.random.default_rng(5)
    golden = {
        "source": "cma, optuna, scikit-learn, scipy, cvxpy with Clarabel",
        "versions": {
            "cma": cma.__version__, "optuna": optuna.__version__, "scipy": scipy.__version__,
            "scikit-learn": sklearn.__version__, "numpy": np.__version__,
            "cvxpy": cp.__version__, "clarabel": clarabel.__version__,
        },
        "tolerance": 1e-9,
        "evolution": [
            evolution("sphere", 10, 3, 1, None),
            evolution("rosenbrock", 5, 0, 0.5, None),
            evolution("rosenbrock", 10, 0, 0.5, None),
            evolution("rastrigin", 5, 3, 2, 150),
        ],
        "densities": [density(random, count) for count in (1, 2, 9, 40, 120)],
        "processes": [
            gaussian(random, "matern", lambda l: Matern(l, nu=2.5), 1.0, [0.3], 1e-6, 8),
            gaussian(random, "matern", lambda l: Matern(l, nu=2.5), 2.5, [0.2, 0.9], 0.01, 20),
            gaussian(random, "gaussian", RBF, 0.7, [0.5, 0.4, 2.0], 0.05, 25),
        ],
        "likeliest": [
            likeliest(random, "matern", lambda l, b: Matern(l, b, nu=2.5), 1, 15),
            likeliest(random, "matern", lambda l, b: Matern(l, b, nu=2.5), 3, 30),
            likeliest(random, "gaussian", RBF, 2, 25),
        ],
        "improvements": [
            improvement(*case)
            for case in [(0, 1, 0), (1, 0.5, 0.2), (-1, 0.3, 0), (3, 1, -1), (0.5, 2, 0.4)]
        ],
        "quadratics": [
            quadratic(random, 3, None), quadratic(random, 6, None), quadratic(random, 6, 0.5),
            quadratic(random, 12, 0.0), quadratic(random, 12, 2.0),
        ],
    }
    path = pathlib.Path(__file__).with_name("search.json")
    path.write_text(json.dumps(golden, indent=1) + "\n")


main()
