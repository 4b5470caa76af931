"""Writes garch-risk.json beside this file: value at risk and shortfall after each fit of
volatility.json, by the laws of arch.

Run from the top of the project:
     python -m venv venv && venv/bin/pip install numpy==2.4.6 arch==8.0.0
     venv/bin/python test/golden/quant/generate-garch-risk.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import json
import pathlib

import arch
import numpy as np
from arch.univariate import Normal, StudentsT

here = pathlib.Path(__file__).parent
fits = json.loads((here / "volatility.json").read_text())["garch"]


def risk(fit, level, steps):
    law = Normal() if fit["innovation"] == "normal" else StudentsT()
    degrees = None if fit["innovation"] == "normal" else np.array([fit["parameters"]["degrees"]])
    cut = float(np.atleast_1d(law.ppf(1 - level, degrees))[0])
    beyond = float(law.partial_moment(1, cut, degrees)) / (1 - level)
    variance = fit["nextVariance"] if steps == 1 else sum(fit["forecast"][:steps])
    mean = fit["parameters"]["mean"] * steps
    return {
        "level": level,
        "horizonSteps": steps,
        "valueAtRisk": -(mean + np.sqrt(variance) * cut),
        "expectedShortfall": -(mean + np.sqrt(variance) * beyond),
    }


cases = []
for fit in fits:
    wanted = [risk(fit, level, 1) for level in (0.95, 0.975, 0.99)]
    # The forecasts of arch for an EGARCH are simulated.
    if fit["kind"] != "egarch":
        wanted.append(risk(fit, 0.99, 10))
    keys = ("kind", "innovation", "parameters", "nextVariance")
    cases.append({**{key: fit[key] for key in keys}, "risks": wanted})

out = {
    "source": "arch, arch.univariate: ppf and partial_moment of Normal and StudentsT",
    "versions": {"arch": arch.__version__, "numpy": np.__version__},
    "generator": "test/golden/quant/generate-garch-risk.py",
    "tolerance": 1e-9,
    "cases": cases,
}
(here / "garch-risk.json").write_text(json.dumps(out, indent=1) + "\n")
