"""Writes linear.json: what scikit-learn learns from a small sparse matrix. Run with scikit-learn 1.2.1 or later: python3 make-linear.py"""
import json
import os

import numpy as np
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

random = np.random.RandomState(4)
rows, width, classes = 60, 25, 4
labels = np.arange(rows) % classes
values = random.rand(rows, width) * (random.rand(rows, width) < 0.3)
values[np.arange(rows), labels * 3] += random.rand(rows)
values = np.round(values, 3)
values[:, -1] += 0.001  # no empty row
svm = LinearSVC(C=0.7, tol=1e-10, max_iter=1000000).fit(values, labels)
bayes = ComplementNB(alpha=0.1).fit(values, labels)
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "linear.json"), "w") as file:
    json.dump({
        "values": values.tolist(), "labels": labels.tolist(), "cost": 0.7, "weights": svm.coef_.round(6).tolist(), "biases": svm.intercept_.round(6).tolist(),
        "complement": bayes.feature_log_prob_.round(6).tolist(),
    }, file)
    file.write("\n")
