"""The pipeline of the tutorials: word counts and multinomial naive Bayes, both with their defaults."""
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline

from measure import main
from sklearn_pipeline import SklearnContender

if __name__ == "__main__":
    main(SklearnContender(lambda: make_pipeline(CountVectorizer(), MultinomialNB())))
