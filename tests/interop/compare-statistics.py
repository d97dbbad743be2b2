"""Computes with others' packages what Shrive computed, and compares to 1e-9 (bootstrap: statistically).

usage: compare-statistics.py FOLDER, with the cases.json that statistics.ts writes there.
"""

import json
import sys
import warnings
from pathlib import Path

import krippendorff
import numpy as np
import pandas as pd
import pingouin
import scipy.stats
from crowdkit.aggregation import DawidSkene
from irrCAC.raw import CAC
from ppi_py import ppi_mean_ci, ppi_mean_pointestimate
from sklearn import metrics
from statsmodels.stats.inter_rater import aggregate_raters, cohens_kappa, fleiss_kappa
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

warnings.filterwarnings("ignore")
TOLERANCE = 1e-9
compared = {}


def same(name, ours, theirs, package):
    """Fails where the two are further apart than 1e-9, or one has a value and the other has none."""
    theirs = None if theirs is None or not np.isfinite(theirs) else float(theirs)
    assert (ours is None) == (theirs is None), f"{name}: {ours}, {package}: {theirs}"
    if ours is None:
        return
    assert abs(ours - theirs) <= TOLERANCE, f"{name}: {ours}, {package}: {theirs}"
    key = (package, name)
    count, worst = compared.get(key, (0, 0.0))
    compared[key] = (count + 1, max(worst, abs(ours - theirs)))


def with_gaps(rows):
    return np.array([[np.nan if value is None else value for value in row] for row in rows], dtype=float)


def check_agreement(case, scale):
    found = case["found"]
    names, honesty = with_gaps(case["names"]), with_gaps(case["honesty"])
    for level, table, ours in [
        ("nominal", names, found["alpha"]["nominal"]),
        ("ordinal", honesty, found["alpha"]["ordinal"]),
        ("interval", honesty, found["alpha"]["interval"]),
        ("interval", honesty, found["alpha"]["intervalBySquares"]),
    ]:
        alpha = krippendorff.alpha(reliability_data=table.T, level_of_measurement=level)
        same(f"alpha {level}", ours, alpha, "krippendorff")
    for weights in ("identity", "linear", "quadratic"):
        cac = CAC(pd.DataFrame(honesty), weights=weights, categories=scale, digits=15)
        gwet = cac.gwet()["est"]
        same(f"percent agreement {weights}", found["percent"][weights], gwet["pa"], "irrCAC")
        same(f"AC {weights}", found["gwet"][weights], gwet["coefficient_value"], "irrCAC")
        same(f"Fleiss {weights}", found["fleiss"][weights], cac.fleiss()["est"]["coefficient_value"], "irrCAC")
        theirs = cac.bp()["est"]["coefficient_value"]
        same(f"Brennan-Prediger {weights}", found["brennanPrediger"][weights], theirs, "irrCAC")
    pairs = np.array([pair for pair in case["pairs"] if None not in pair])
    for weighting, weights in [("identity", None), ("linear", "linear"), ("quadratic", "quadratic")]:
        theirs = metrics.cohen_kappa_score(pairs[:, 0], pairs[:, 1], labels=[0, 1, 2, 3], weights=weights)
        same(f"Cohen {weighting}", found["cohen"][weighting], theirs, "scikit-learn")
    table = metrics.confusion_matrix(pairs[:, 0], pairs[:, 1], labels=[0, 1, 2, 3])
    same("Cohen identity", found["cohen"]["identity"], cohens_kappa(table).kappa, "statsmodels")
    complete = np.array(case["complete"])
    counts, _ = aggregate_raters((complete * 4).astype(int), n_cat=5)
    same("Fleiss complete", found["completeFleiss"], fleiss_kappa(counts), "statsmodels")
    long = pd.DataFrame(complete).reset_index().melt(id_vars="index")
    icc = pingouin.intraclass_corr(long, targets="index", raters="variable", ratings="value")
    for form, theirs in zip(("1,1", "2,1", "3,1", "1,k", "2,k", "3,k"), icc["ICC"]):
        same(f"ICC({form})", found["icc"][form], theirs, "pingouin")
    check_bootstrap(honesty, scale, found["gwetInterval"])


def check_bootstrap(honesty, scale, ours):
    """Another generator draws other samples: both ends within a fifth of the width."""
    scale = np.array(scale)
    q = len(scale)
    counts = (honesty[:, :, None] == scale).sum(axis=1)
    counts = counts[counts.sum(axis=1) > 0]
    random = np.random.default_rng(1)
    drawn = []
    for _ in range(2000):
        sample = counts[random.integers(0, len(counts), len(counts))]
        given = sample.sum(axis=1)
        twice = sample[given > 1]
        n = twice.sum(axis=1)
        agreement = ((twice * (twice - 1)).sum(axis=1) / (n * (n - 1))).mean()
        share = (sample / given[:, None]).mean(axis=0)
        expected = (share * (1 - share)).sum() / (q - 1)
        drawn.append((agreement - expected) / (1 - expected))
    low, high = np.percentile(drawn, [2.5, 97.5])
    limit = 0.2 * (high - low)
    assert abs(ours["low"] - low) < limit and abs(ours["high"] - high) < limit, f"bootstrap {ours}, {low} to {high}"
    key = ("numpy", "bootstrap of AC1, within a fifth of its width,")
    count, worst = compared.get(key, (0, 0.0))
    compared[key] = (count + 1, max(worst, abs(ours["low"] - low), abs(ours["high"] - high)))


def delong_error(scores, positive):
    """DeLong's standard error by its definition, every pair compared."""
    ones, others = scores[positive], scores[~positive]
    wins = (ones[:, None] > others).astype(float) + 0.5 * (ones[:, None] == others)
    parts = [np.var(wins.mean(axis=axis), ddof=1) / n for axis, n in ((1, len(ones)), (0, len(others))) if n > 1]
    return np.sqrt(sum(parts))


def check_scores(case):
    found = case["found"]
    scores = np.array([item["score"] for item in case["items"]])
    positive = np.array([item["isPositive"] for item in case["items"]])
    same("AUC", found["auc"], metrics.roc_auc_score(positive, scores), "scikit-learn")
    same("AUC standard error", found["aucError"], delong_error(scores, positive), "numpy")
    same("Brier", found["brier"], metrics.brier_score_loss(positive, scores), "scikit-learn")
    assert found["confusion"] == metrics.confusion_matrix(positive, scores > 0.5, labels=[0, 1]).tolist()
    same("Pearson", found["pearson"], scipy.stats.pearsonr(scores, case["others"])[0], "SciPy")
    same("Spearman", found["spearman"], scipy.stats.spearmanr(scores, case["others"])[0], "SciPy")
    low, high = proportion_confint(case["hits"], len(scores), method="wilson")
    same("Wilson low", found["wilson"]["low"], low, "statsmodels")
    same("Wilson high", found["wilson"]["high"], high, "statsmodels")
    for ours, theirs in zip(found["adjusted"], multipletests(case["ps"], method="fdr_bh")[1]):
        same("Benjamini-Hochberg", ours, theirs, "statsmodels")
    differences = [pair["solved"] - pair["unsolved"] for pair in case["planted"]]
    test = scipy.stats.ttest_1samp(differences, 0)
    same("planted pairs p", found["planted"]["p"], test.pvalue, "SciPy")
    same("planted pairs high", found["planted"]["interval"]["high"], test.confidence_interval().high, "SciPy")
    counts = case["counts"]
    hit = (counts["hits"] + 0.5) / (counts["lies"] + 1)
    alarm = (counts["falseAlarms"] + 0.5) / (counts["honest"] + 1)
    z_hit, z_alarm = scipy.stats.norm.ppf([hit, alarm])
    same("d'", found["detection"]["sensitivity"], z_hit - z_alarm, "SciPy")
    same("criterion", found["detection"]["criterion"], -(z_hit + z_alarm) / 2, "SciPy")


def check_pooled(case):
    """The same number of steps of EM from vote shares; crowd-kit never stops early with this tolerance."""
    labels = pd.DataFrame(case["labels"]).rename(columns={"item": "task", "grader": "worker", "category": "label"})
    model = DawidSkene(n_iter=case["steps"], tol=-1)
    theirs = model.fit_predict_proba(labels)
    for item, row in theirs.iterrows():
        for category, value in row.items():
            same("Dawid-Skene", case["found"][item][category], value, "crowd-kit")


def check_powered(case):
    found = case["found"]
    column = lambda kind, side: np.array([item[kind][side] for item in case["labelled"]], dtype=float)
    unlabelled = {side: np.array([item[side] for item in case["unlabelled"]]) for side in ("part", "whole")}
    weights = np.array([item["weight"] for item in case["labelled"]])
    for name, settings in [
        ("tuned", {}),
        ("weighted", {"w": weights}),
        ("half", {"lam": 0.5}),
        ("none", {"lam": 0}),
    ]:
        given = (column("label", "whole"), column("prediction", "whole"), unlabelled["whole"])
        ours = found[name]
        theirs = np.ravel(ppi_mean_pointestimate(*given, **settings))[0]
        same(f"PPI {name}", ours["estimate"], theirs, "ppi_py")
        low, high = ppi_mean_ci(*given, alpha=0.05, **settings)
        same(f"PPI {name} low", ours["interval"]["low"], np.ravel(low)[0], "ppi_py")
        same(f"PPI {name} high", ours["interval"]["high"], np.ravel(high)[0], "ppi_py")
    # ppi_py has no ratio: its means of part and whole, and its interval for the mean of part − R·whole.
    settings = {"lam": 0.7, "w": weights}
    part, whole = (
        np.ravel(ppi_mean_pointestimate(column("label", side), column("prediction", side), unlabelled[side], **settings))[0]
        for side in ("part", "whole")
    )
    ratio = part / whole
    same("PPI ratio", found["ratio"]["estimate"], ratio, "ppi_py")
    term = lambda get: get("part") - ratio * get("whole")
    low, high = ppi_mean_ci(
        term(lambda side: column("label", side)),
        term(lambda side: column("prediction", side)),
        term(lambda side: unlabelled[side]),
        alpha=0.05,
        **settings,
    )
    same("PPI ratio low", found["ratio"]["interval"]["low"], ratio + np.ravel(low)[0] / whole, "ppi_py")
    same("PPI ratio high", found["ratio"]["interval"]["high"], ratio + np.ravel(high)[0] / whole, "ppi_py")


cases = json.loads((Path(sys.argv[1]) / "cases.json").read_text())
for case in cases:
    try:
        check_agreement(case["agreement"], case["scale"])
        check_scores(case["scores"])
        check_pooled(case["pooled"])
        check_powered(case["powered"])
    except AssertionError as error:
        raise AssertionError(f"seed {case['seed']}: {error}") from error
for (package, name), (count, worst) in sorted(compared.items()):
    print(f"{package}: {name} is the same {count} times, {worst:.1e} apart at most")
