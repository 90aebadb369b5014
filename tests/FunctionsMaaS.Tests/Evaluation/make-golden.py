#!/usr/bin/env python3
"""Computes Golden/metrics.json: the figures that ClassificationMetrics must reproduce, by scikit-learn 1.2.1 and scipy.

Run it beside the file (Debian: python3-sklearn). The predictions are drawn from a fixed seed and stored with the figures, as float32.
ECE has no function in scikit-learn: expected_calibration_error below follows Guo et al. 2017, independently of the C# code.
"""
import json
import pathlib
import warnings

import numpy as np
from scipy.stats import binomtest
from sklearn.metrics import accuracy_score, confusion_matrix, log_loss, precision_recall_fscore_support

warnings.filterwarnings("ignore")


def expected_calibration_error(probabilities, truth, bins=15):
    confidence = probabilities.max(axis=1).astype(np.float64)
    correct = (probabilities.argmax(axis=1) == truth).astype(np.float64)
    edges = np.linspace(0, 1, bins + 1)
    error = 0.0
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            error += inside.mean() * abs(correct[inside].mean() - confidence[inside].mean())
    return error


def averages(truth, predicted, classes, average):
    p, r, f, _ = precision_recall_fscore_support(truth, predicted, labels=classes, average=average, zero_division=0)
    return [p, r, f]


def case(name, truth, probabilities):
    probabilities = probabilities.astype(np.float32)
    truth = np.asarray(truth)
    classes = list(range(probabilities.shape[1]))
    predicted = probabilities.argmax(axis=1)
    precision, recall, f1, support = precision_recall_fscore_support(truth, predicted, labels=classes, average=None, zero_division=0)
    return {
        "name": name,
        "truth": truth.tolist(),
        # Shortest decimals that read back as the same float32.
        "probabilities": [[float(str(p)) for p in row] for row in probabilities],
        "accuracy": accuracy_score(truth, predicted),
        "macro": averages(truth, predicted, classes, "macro"),
        "micro": averages(truth, predicted, classes, "micro"),
        "logLoss": log_loss(truth, probabilities, labels=classes),
        "ece": expected_calibration_error(probabilities, truth),
        "precision": precision.tolist(),
        "recall": recall.tolist(),
        "f1": f1.tolist(),
        "support": support.astype(int).tolist(),
        "confusion": confusion_matrix(truth, predicted, labels=classes).tolist(),
    }


def draw(rng, truth, classes, skill, spread=1.0):
    logits = rng.normal(0, spread, (len(truth), classes))
    logits[np.arange(len(truth)), truth] += skill
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def cases():
    rng = np.random.default_rng(20260101)
    yield case("balanced", t := np.arange(60) % 4, draw(rng, t, 4, 1.5))
    yield case("imbalanced", t := rng.choice(3, 80, p=[0.9, 0.07, 0.03]), draw(rng, t, 3, 1.0))

    t = rng.integers(0, 3, 40)
    p = draw(rng, t, 3, 1.0)
    p[:, 2] *= 1e-3
    yield case("a class never predicted", t, p / p.sum(axis=1, keepdims=True))

    t = rng.choice([0, 2], 40)
    yield case("a class without support", t, draw(rng, t, 3, 0.8))
    yield case("binary", t := rng.integers(0, 2, 50), draw(rng, t, 2, 1.0))

    t = rng.integers(0, 4, 24)
    yield case("ties", t, np.tile([[0.25, 0.25, 0.25, 0.25], [0.5, 0.5, 0, 0], [0, 0.375, 0.25, 0.375]], (8, 1)))

    t = rng.integers(0, 3, 30)
    yield case("probabilities exactly 0 and 1", t, np.eye(3)[np.where(rng.random(30) < 0.7, t, (t + 1) % 3)])
    yield case("confident and wrong", t := rng.integers(0, 5, 60), draw(rng, (t + 1) % 5, 5, 4.0))


golden = {
    "metrics": list(cases()),
    "mcNemar": [
        {"a": a, "b": b, "p": binomtest(min(a, b), a + b, 0.5).pvalue if a + b else 1.0}
        for a, b in [(0, 0), (1, 0), (0, 5), (3, 3), (4, 9), (21, 12), (150, 190), (700, 800), (3000, 2500)]
    ],
}
path = pathlib.Path(__file__).with_name("Golden") / "metrics.json"
path.write_text(json.dumps(golden, indent=None, separators=(",", ":")).replace('{"name"', '\n{"name"') + "\n", encoding="utf-8")
