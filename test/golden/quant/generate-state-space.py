"""Writes state-space.json beside this file: the numbers src/quant/state-space is held to.

Run from the top of the project, the reference data in ../shared:
     pip install numpy==2.4.6 pandas==3.1.1 statsmodels==0.15.0
     python test/golden/quant/generate-state-space.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import json
import pathlib
import warnings

import numpy as np
import pandas as pd
import statsmodels
from statsmodels.tsa.regime_switching.markov_autoregression import MarkovAutoregression
from statsmodels.tsa.regime_switching.markov_regression import MarkovRegression
from statsmodels.tsa.statespace.initialization import Initialization
from statsmodels.tsa.statespace.mlemodel import MLEModel
from statsmodels.tsa.statespace.structural import UnobservedComponents

warnings.simplefilter("ignore")
SHARED = pathlib.Path("../shared/data/reference")


def run(y, T, Z, Q, H, mean, cov, diffuse):
    m = len(T)
    model = MLEModel(y, k_states=m, k_posdef=m)
    model["transition"], model["design"], model["selection"] = np.array(T), np.array(Z), np.eye(m)
    model["state_cov"], model["obs_cov"] = np.array(Q), np.array(H)
    if all(diffuse):
        model.ssm.initialize("diffuse")
    elif not any(diffuse):
        model.ssm.initialize(Initialization(m, "known", constant=np.array(mean), stationary_cov=np.array(cov)))
    else:
        init = Initialization(m)
        for i, d in enumerate(diffuse):
            if d:
                init.set(i, "diffuse")
            else:
                init.set(i, "known", [mean[i]], [[cov[i][i]]])
        model.ssm.initialize(init)
    model.ssm.filter_univariate = True
    return model.smooth([], transformed=True)


def case(name, y, T, Z, Q, H, mean=None, cov=None, diffuse=None):
    m = len(T)
    mean, cov = mean or [0.0] * m, cov or np.zeros((m, m)).tolist()
    diffuse = diffuse or [False] * m
    out = run(y, T, Z, Q, H, mean, cov, diffuse)
    rows = len(y)
    skip = int(out.nobs_diffuse)
    return {"name": name, "observations": [[None if np.isnan(v) else v for v in row] for row in np.atleast_2d(y.T).T.tolist()],
            "transition": T, "observation": Z, "stateNoise": Q, "observationNoise": H, "initialMean": mean, "initialCovariance": cov,
            "diffuse": diffuse, "logLikelihood": float(out.llf), "rowsDiffuse": skip,
            "filtered": out.filtered_state.T[skip:].tolist(),
            "smoothed": out.smoothed_state.T.tolist(),
            "smoothedCovariance": [out.smoothed_state_cov[:, :, t].ravel().tolist() for t in range(rows)]}


def cases(random):
    n = 30
    level = np.cumsum(random.standard_normal(n))
    one = np.round(level + random.standard_normal(n), 4)
    gaps = one.copy()
    gaps[[3, 4, 17]] = np.nan
    two = np.round(np.column_stack([level, 0.5 * level]) + random.multivariate_normal([0, 0], [[1, 0.6], [0.6, 2]], n), 4)
    holes = two.copy()
    holes[5, 0] = holes[6, 1] = holes[20, 0] = holes[20, 1] = np.nan
    first = two.copy()
    first[0, 0] = np.nan
    trend = [[1.0, 1.0], [0.0, 1.0]]
    return [
        case("local level, diffuse", one, [[1.0]], [[1.0]], [[0.8]], [[1.2]], diffuse=[True]),
        case("local level, known start, gaps", gaps, [[1.0]], [[1.0]], [[0.8]], [[1.2]], [0.5], [[2.0]]),
        case("local linear trend, diffuse, gaps", gaps, trend, [[1.0, 0.0]], [[0.5, 0.0], [0.0, 0.01]], [[1.2]], diffuse=[True, True]),
        case("autoregression with unknown mean", one, [[0.9, 0.0], [0.0, 1.0]], [[1.0, 1.0]], [[1.0, 0.0], [0.0, 0.0]], [[0.3]], [0.0, 0.0],
             [[1 / 0.19, 0.0], [0.0, 0.0]], [False, True]),
        case("two sensors, noises together, holes", holes, trend, [[1.0, 0.0], [0.5, 0.2]], [[0.5, 0.1], [0.1, 0.05]], [[1.0, 0.6], [0.6, 2.0]],
             [0.0, 0.1], [[3.0, 0.5], [0.5, 1.0]]),
        case("two sensors, noises together, diffuse", first, trend, [[1.0, 0.0], [0.5, 0.2]], [[0.5, 0.1], [0.1, 0.05]], [[1.0, 0.6], [0.6, 2.0]],
             diffuse=[True, True]),
    ]


def structural():
    nile = pd.read_csv(SHARED / "nile.csv")["flow"].values.astype(float)
    macro = pd.read_csv(SHARED / "us_macro_quarterly.csv")
    out = []
    for name, y in (("nile.flow", nile), ("us_macro_quarterly.unemp", macro["unemp"].values), ("us_macro_quarterly.infl", macro["infl"].values)):
        for kind in ("llevel", "lltrend"):
            model = UnobservedComponents(y, kind)
            model.ssm.initialize("diffuse")
            model.ssm.filter_univariate = True
            model.loglikelihood_burn = 0
            best = max((model.fit(start, method=m, maxiter=5000, disp=False) for m in ("powell", "nm", "lbfgs")
                        for start in (model.start_params, np.abs(model.start_params) + 0.1)), key=lambda f: f.llf)
            best = model.fit(best.params, method="nm", maxiter=20000, xtol=1e-12, ftol=1e-12, disp=False)
            out.append({"series": name, "kind": kind, "variances": best.params.tolist(), "logLikelihood": float(best.llf)})
    return out


def hedge(random):
    n = 60
    x = np.round(10 + np.cumsum(random.standard_normal(n)), 4)
    beta = 1 + np.cumsum(0.05 * random.standard_normal(n))
    y = np.round(2 + beta * x + 0.5 * random.standard_normal(n), 4)
    out = []
    for r, qa, qb, kappa in ((0.25, 0.01, 0.0025, 1e4), (1.0, 0.0, 0.0, 1e7), (0.5, 0.0, 0.01, 1e6)):
        model = MLEModel(y, k_states=2, k_posdef=2)
        model["transition"], model["selection"] = np.eye(2), np.eye(2)
        model["design"] = np.column_stack([np.ones(n), x]).T[None, :, :]
        model["state_cov"], model["obs_cov"] = np.diag([qa, qb]), [[r]]
        model.ssm.initialize(Initialization(2, "known", constant=np.zeros(2), stationary_cov=kappa * np.eye(2)))
        f = model.filter([], transformed=True)
        out.append({"observationVariance": r, "interceptVariance": qa, "ratioVariance": qb, "initialVariance": kappa,
                    "intercepts": f.filtered_state[0].tolist(), "ratios": f.filtered_state[1].tolist(),
                    "ratioVariances": f.filtered_state_cov[1, 1].tolist(), "errors": f.forecasts_error[0].tolist()})
    return {"x": x.tolist(), "y": y.tolist(), "runs": out}


def switching():
    growth = pd.read_csv(SHARED / "hamilton_rgnp.csv")["growth_pct"].values
    # statsmodels: P(0 to 0), P(1 to 0), mean 0, mean 1, variance, weights; Hamilton 1989, table 1.
    published = [0.754673, 0.095915, -0.358811, 1.163516, 0.591364, 0.013486, -0.057521, -0.246983, -0.212923]
    model = MarkovAutoregression(growth, k_regimes=2, order=4, switching_ar=False)
    fit = model.fit(disp=False)
    out = []
    for name, p in (("published", published), ("maximum likelihood", fit.params.tolist())):
        s = model.smooth(np.array(p))
        out.append({"name": name, "stay": p[0], "fall": p[1], "means": p[2:4], "variances": [p[4], p[4]], "autoregression": p[5:],
                    "logLikelihood": float(s.llf), "filtered": s.filtered_marginal_probabilities[:, 0].tolist(),
                    "smoothed": s.smoothed_marginal_probabilities[:, 0].tolist()})
    for order in (0, 1):
        kwargs = {"switching_ar": False} if order else {}
        p = [0.8, 0.1, -0.4, 1.2, 0.9, 0.5] + [0.2] * order
        if order:
            model = MarkovAutoregression(growth, k_regimes=2, order=1, switching_variance=True, **kwargs)
        else:
            model = MarkovRegression(growth, k_regimes=2, switching_variance=True)
        s = model.smooth(np.array(p))
        out.append({"name": f"order {order}, two variances", "stay": p[0], "fall": p[1], "means": p[2:4], "variances": p[4:6],
                    "autoregression": p[6:], "logLikelihood": float(s.llf), "filtered": s.filtered_marginal_probabilities[:, 0].tolist(),
                    "smoothed": s.smoothed_marginal_probabilities[:, 0].tolist()})
    return out


def main():
    random = np.random.default_rng(20260102)
    golden = {
        "source": "statsmodels MLEModel (univariate filter, exact diffuse), UnobservedComponents, MarkovAutoregression",
        "versions": f"numpy {np.__version__}, statsmodels {statsmodels.__version__}",
        "generator": "test/golden/quant/generate-state-space.py",
        "licence": "numbers made for this project, MIT",
        "tolerance": 1e-9,
        "kalman": cases(random),
        "structural": structural(),
        "hedge": hedge(random),
        "switching": switching(),
    }
    path = pathlib.Path(__file__).with_name("state-space.json")
    path.write_text(json.dumps(golden) + "\n")


main()
