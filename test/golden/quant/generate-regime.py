"""Writes regime.json beside this file: the numbers src/quant/regime is held to.

Run: python -m venv venv
     venv/bin/pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 hmmlearn==0.3.3
     venv/bin/python test/golden/quant/generate-regime.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import json
import pathlib

import hmmlearn
import numpy as np
import scipy
import sklearn
from hmmlearn import hmm
from scipy.special import logsumexp
from scipy.stats import multivariate_t
from sklearn.mixture import GaussianMixture

STEPS = 8


def listed(array):
    return [float(value) for value in np.asarray(array).ravel()]


def emission(model, kind):
    if kind == "poisson":
        return {"rates": listed(model.lambdas_)}
    if kind == "discrete":
        return {"probabilities": listed(model.emissionprob_)}
    name = "variances" if kind == "diagonal-gaussian" else "covariances"
    return {"means": listed(model.means_), name: listed(model._covars_)}


def parameters(model, kind):
    return {
        "start": listed(model.startprob_),
        "transition": listed(model.transmat_),
        "emission": emission(model, kind),
    }


def case(kind, model, x, extra=None):
    """One start, the E-step from it, and what EM makes of it in STEPS steps."""
    first = parameters(model, kind)
    path_log, path = model.decode(x)
    posterior = model.predict_proba(x)
    model.implementation = "log"
    stats, _ = model._do_estep(x, [len(x)])
    likelihoods = []
    for _ in range(STEPS):
        stats_now, log_likelihood = model._do_estep(x, [len(x)])
        likelihoods.append(float(log_likelihood))
        model._do_mstep(stats_now)
    return {
        "kind": kind,
        "states": model.n_components,
        "dimensions": x.shape[1],
        **(extra or {}),
        "observations": listed(x),
        "first": first,
        "moves": listed(stats["trans"]),
        "visits": listed(posterior.sum(axis=0)),
        "posteriorHead": listed(posterior[:5]),
        "path": [int(state) for state in path],
        "pathLogLikelihood": float(path_log),
        "logLikelihoods": likelihoods,
        "last": parameters(model, kind),
        "lastLogLikelihood": float(model.score(x)),
    }


def chain(random, transition, length):
    states = [0]
    for _ in range(length - 1):
        states.append(random.choice(len(transition), p=transition[states[-1]]))
    return np.array(states)


def gaussian(random, covariance, states, dimensions, length):
    transition = np.full((states, states), 0.1 / (states - 1))
    np.fill_diagonal(transition, 0.9)
    hidden = chain(random, transition, length)
    means = np.linspace(-1, 1, states)[:, None] * np.linspace(1, 0.5, dimensions)[None, :]
    deviations = np.linspace(2, 0.5, states)
    x = means[hidden] + deviations[hidden, None] * random.standard_normal((length, dimensions))
    x[:, -1] += 0.3 * x[:, 0] if dimensions > 1 else 0
    x = np.round(x, 6)
    model = hmm.GaussianHMM(
        states, covariance_type=covariance, covars_prior=0, covars_weight=1 if covariance == "diag" else 0,
        min_covar=0, init_params="", params="stmc", implementation="log",
    )
    model.n_features = dimensions
    model.startprob_ = np.full(states, 1 / states)
    model.transmat_ = np.round(0.6 * np.eye(states) + 0.4 / states, 12)
    model.means_ = means + 0.1
    spread = np.tile(np.linspace(1.5, 0.8, states)[:, None], (1, dimensions))
    model.covars_ = spread if covariance == "diag" else np.array([np.diag(row) for row in spread])
    kind = "diagonal-gaussian" if covariance == "diag" else "full-gaussian"
    return case(kind, model, x)


def poisson(random):
    hidden = chain(random, np.array([[0.9, 0.1], [0.2, 0.8]]), 150)
    x = random.poisson(np.array([3, 9])[hidden])[:, None]
    model = hmm.PoissonHMM(2, init_params="", params="stl", lambdas_prior=0, lambdas_weight=0, implementation="log")
    model.startprob_ = np.array([0.5, 0.5])
    model.transmat_ = np.array([[0.8, 0.2], [0.3, 0.7]])
    model.lambdas_ = np.array([[2.0], [10.0]])
    return case("poisson", model, x)


def discrete(random):
    hidden = chain(random, np.array([[0.9, 0.1], [0.2, 0.8]]), 150)
    odds = np.array([[0.6, 0.2, 0.1, 0.1], [0.1, 0.1, 0.3, 0.5]])
    x = np.array([random.choice(4, p=odds[state]) for state in hidden])[:, None]
    model = hmm.CategoricalHMM(2, n_features=4, init_params="", params="ste", implementation="log")
    model.startprob_ = np.array([0.5, 0.5])
    model.transmat_ = np.array([[0.8, 0.2], [0.3, 0.7]])
    model.emissionprob_ = np.array([[0.4, 0.3, 0.2, 0.1], [0.1, 0.2, 0.3, 0.4]])
    return case("discrete", model, x, {"symbols": 4})


def student(random):
    """No package fits Student t states: densities of scipy, the forward pass written out in logs."""
    x = np.round(random.standard_t(4, (60, 2)), 6)
    start, transition = np.array([0.3, 0.7]), np.array([[0.9, 0.1], [0.25, 0.75]])
    locations = np.array([[0.0, 0.1], [0.2, -0.3]])
    scatters = np.array([[[1.0, 0.2], [0.2, 0.8]], [[2.0, -0.5], [-0.5, 1.5]]])
    degrees = np.array([3.5, 12.0])
    log_density = np.column_stack([
        multivariate_t.logpdf(x, locations[k], scatters[k], degrees[k]) for k in range(2)
    ])
    forward = np.log(start) + log_density[0]
    for row in log_density[1:]:
        forward = row + logsumexp(forward[:, None] + np.log(transition), axis=0)
    return {
        "observations": listed(x),
        "start": listed(start),
        "transition": listed(transition),
        "locations": listed(locations),
        "scatters": listed(scatters),
        "degrees": listed(degrees),
        "logLikelihood": float(logsumexp(forward)),
    }


def mixture(random):
    x = np.round(np.concatenate([
        random.multivariate_normal([0, 0], [[1, 0.4], [0.4, 0.7]], 60),
        random.multivariate_normal([2, -1], [[0.5, -0.2], [-0.2, 1.5]], 40),
    ]), 6)
    weights, means = np.array([0.5, 0.5]), np.array([[0.2, 0.1], [1.5, -0.5]])
    covariances = np.array([np.eye(2), np.eye(2)])
    model = GaussianMixture(
        2, covariance_type="full", reg_covar=0, max_iter=STEPS, tol=0, weights_init=weights,
        means_init=means, precisions_init=np.linalg.inv(covariances),
    )
    import warnings
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.fit(x)
    return {
        "observations": listed(x),
        "first": {"weights": listed(weights), "means": listed(means), "covariances": listed(covariances)},
        "steps": STEPS,
        "last": {
            "weights": listed(model.weights_),
            "means": listed(model.means_),
            "covariances": listed(model.covariances_),
        },
        "lastLogLikelihood": float(model.score(x) * len(x)),
        "posteriorHead": listed(model.predict_proba(x[:5])),
    }


def main():
    random = np.random.default_rng(20240207)
    golden = {
        "source": "hmmlearn; mixture: scikit-learn; Student t: scipy densities, forward pass in numpy",
        "versions": f"numpy {np.__version__}, scipy {scipy.__version__}, hmmlearn {hmmlearn.__version__}, "
        f"scikit-learn {sklearn.__version__}",
        "generator": "test/golden/quant/generate-regime.py",
        "licence": "numbers made for this project, MIT",
        "tolerance": 1e-9,
        "steps": STEPS,
        "cases": {
            "diagonal, one dimension": gaussian(random, "diag", 2, 1, 200),
            "diagonal, two dimensions": gaussian(random, "diag", 3, 2, 200),
            "full, two dimensions": gaussian(random, "full", 3, 2, 200),
            "full, three dimensions": gaussian(random, "full", 2, 3, 200),
            "poisson": poisson(random),
            "discrete": discrete(random),
        },
        "student": student(random),
        "mixture": mixture(random),
    }
    path = pathlib.Path(__file__).with_name("regime.json")
    path.write_text(json.dumps(golden) + "\n")


main()
