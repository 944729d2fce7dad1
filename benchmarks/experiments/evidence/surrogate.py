"""Surrogate of the sampled runs, its error, and what it says: quantiles and Sobol indices.

The logarithm of a quantity is expanded in Hermite polynomials of the parameters' standard-normal coordinates; a sparse basis is chosen by least
angle regression and judged by leave-one-out errors (Blatman & Sudret 2011), with OpenTURNS. Quantiles come from the runs themselves.
"""
import csv
import json

import numpy as np

from . import sampling
from .intervals import STUDY

DEGREE = 2


def expand(coordinates, values):
    """(OpenTURNS result, leave-one-out Q2) of log(values) over standard-normal coordinates."""
    import openturns as ot

    ot.Log.Show(ot.Log.NONE)
    dimension = coordinates.shape[1]
    inputs, outputs = ot.Sample(coordinates.tolist()), ot.Sample([[float(v)] for v in np.log(values)])
    enumerate_terms = ot.HyperbolicAnisotropicEnumerateFunction(dimension, 0.7)
    basis = ot.OrthogonalProductPolynomialFactory([ot.HermiteFactory()] * dimension, enumerate_terms)
    terms = enumerate_terms.getStrataCumulatedCardinal(DEGREE)
    selection = ot.LeastSquaresMetaModelSelectionFactory(ot.LARS(), ot.CorrectedLeaveOneOut())
    algorithm = ot.FunctionalChaosAlgorithm(inputs, outputs, ot.Normal(dimension), ot.FixedStrategy(basis, terms),
                                            ot.LeastSquaresStrategy(inputs, outputs, selection))
    algorithm.run()
    return algorithm.getResult()


def cross_validated(coordinates, values, folds=8):
    """Q2 of the surrogate on samples it has not seen: 1 - mean squared error over variance."""
    order, logs, errors = np.random.default_rng(1).permutation(len(values)), np.log(values), []
    for fold in range(folds):
        test = order[fold::folds]
        train = np.setdiff1d(order, test)
        model = expand(coordinates[train], values[train]).getMetaModel()
        errors += [(model(list(coordinates[i]))[0] - logs[i]) ** 2 for i in test]
    return 1 - np.mean(errors) / np.var(logs)


def sobol(result, dimension):
    """[(first-order, total index)] a parameter, from the coefficients: the basis is orthonormal, so a term's share of the variance is its square."""
    terms, coefficients = result.getIndices(), result.getCoefficients()
    numbering = result.getOrthogonalBasis().getEnumerateFunction()
    shares = [(set(np.flatnonzero(list(numbering(terms[k])))), coefficients[k][0] ** 2) for k in range(len(terms))]
    variance = sum(share for inputs, share in shares if inputs)
    return [(sum(share for inputs, share in shares if inputs == {i}) / variance, sum(share for inputs, share in shares if i in inputs) / variance)
            for i in range(dimension)]


def analyse(table, folder):
    """Writes sobol.csv (first-order and total indices a quantity, with Q2) and intervals.json (quantiles over the reference run) to `folder`."""
    names, coordinates, quantities = sampling.read_table(table)
    intervals, rows = {}, []
    for quantity, values in quantities.items():
        good = np.isfinite(values) & (values > 0)
        good[0] = False  # the reference run is no sample
        if good.sum() < 20 or not np.isfinite(values[0]):
            continue
        shown = values[good]
        if quantity == "insertion.puncture_force":
            # Samples that did not puncture would have needed more than they reached: that bound enters the upper quantile.
            reached = quantities["insertion.force_at_end"][1:][~good[1:]]
            shown = np.concatenate([shown, reached[np.isfinite(reached)]])
        low, high = np.quantile(shown / values[0], [0.05, 0.95])
        intervals[quantity] = {"low_factor": round(float(low), 3), "high_factor": round(float(high), 3), "samples": int(good.sum()),
                               "without_value": int(len(values) - 1 - good.sum()), "reference": float(values[0])}
        quality = cross_validated(coordinates[good], values[good])
        for name, (first, total) in zip(names, sobol(expand(coordinates[good], values[good]), len(names))):
            rows.append([quantity, name, f"{first:.3f}", f"{total:.3f}", f"{quality:.2f}"])
    if "insertion.force_at_end" in intervals:  # the force at depth stands for the force at a given penetration
        intervals["force_at_160um"] = intervals["insertion.force_at_end"]
    (folder / "intervals.json").write_text(json.dumps(intervals, indent=2) + "\n")
    with open(folder / "sobol.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["quantity", "parameter", "first_order", "total", "cross_validated_Q2"])
        writer.writerows(sorted(rows, key=lambda row: (row[0], -float(row[3]))))
    return intervals, rows


def ranking(quantity="insertion.puncture_force"):
    """[(parameter, first order, total)] from the stored sobol.csv, most important first, and the surrogate's Q2."""
    file = STUDY / "sobol.csv"
    if not file.exists():
        return [], None
    rows = [row for row in csv.DictReader(open(file)) if row["quantity"] == quantity]
    return ([(r["parameter"], float(r["first_order"]), float(r["total"])) for r in rows],
            float(rows[0]["cross_validated_Q2"]) if rows else None)
