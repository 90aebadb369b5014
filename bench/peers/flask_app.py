"""The tutorials' web service: a pickled scikit-learn pipeline, loaded at import, behind one Flask route. For gunicorn.

MODEL names the file. ANSWER is `probabilities` (predict_proba, as the tutorials answer) or `label` (predict: one call, nothing else).
"""
import os

import joblib
from flask import Flask, jsonify, request

pipeline = joblib.load(os.environ["MODEL"])
app = Flask(__name__)


def probabilities(text):
    scores = pipeline.predict_proba([text])[0]
    ranked = sorted(zip(pipeline.classes_, map(float, scores)), key=lambda pair: -pair[1])
    return {"label": ranked[0][0], "score": ranked[0][1], "scores": [{"label": label, "score": score} for label, score in ranked]}


def label(text):
    return {"label": pipeline.predict([text])[0]}


answer = {"probabilities": probabilities, "label": label}[os.environ["ANSWER"]]


@app.post("/api/classify")
def classify():
    return jsonify(answer(request.get_json()["text"]))
