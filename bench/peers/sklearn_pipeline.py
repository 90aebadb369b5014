"""What scikit-learn pipelines share: fitted on a list of texts, kept as a pickle, as tutorials do it."""
import pickle


class SklearnContender:
    def __init__(self, make):
        self.make = make

    def fit(self, texts, labels, model):
        pipeline = self.make().fit(texts, labels)
        with open(model, "wb") as file:
            pickle.dump(pipeline, file)

    def load(self, model):
        with open(model, "rb") as file:
            pipeline = pickle.load(file)
        return lambda text: pipeline.predict([text])[0], pipeline.predict
