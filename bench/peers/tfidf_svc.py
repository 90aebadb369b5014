"""The strong baseline: tf-idf with sublinear counts and a linear support vector machine, otherwise with their defaults."""
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from measure import main
from sklearn_pipeline import SklearnContender

if __name__ == "__main__":
    main(SklearnContender(lambda: make_pipeline(TfidfVectorizer(sublinear_tf=True), LinearSVC())))
