"""fastText as tuned for 20 Newsgroups (-lr 1 -epoch 50 -dim 50), on texts normalised as its documentation does: lower case, punctuation apart."""
import os
import re

import fasttext

from measure import main

PUNCTUATION = re.compile(r"([.!?,'/()])")
PREFIX = "__label__"

# It writes warnings about its own API to standard error.
fasttext.FastText.eprint = lambda message: None


def normalised(text):
    # split and join: a text must be one line, whatever counts as the end of one.
    return " ".join(PUNCTUATION.sub(r" \1 ", text).lower().split())


class FastTextContender:
    def fit(self, texts, labels, model):
        # Labels are written as numbers, since a label of fastText ends at the first white space; the names are kept beside them in the order of the numbers.
        names = sorted(set(labels))
        numbers = {name: i for i, name in enumerate(names)}
        lines = model + ".txt"
        with open(lines, "w", encoding="utf-8") as file:
            for text, label in zip(texts, labels):
                file.write(f"{PREFIX}{numbers[label]} {normalised(text)}\n")
        trained = fasttext.train_supervised(lines, lr=1, epoch=50, dim=50, thread=os.cpu_count(), verbose=0)
        trained.save_model(model)
        os.remove(lines)
        with open(model + ".labels", "w", encoding="utf-8") as file:
            file.write("\n".join(names))

    def load(self, model):
        loaded = fasttext.load_model(model)
        with open(model + ".labels", encoding="utf-8") as file:
            names = file.read().split("\n")

        def name(labels):
            # A text without a word has no label.
            return names[int(labels[0][len(PREFIX):])] if labels else ""

        def predict_one(text):
            return name(loaded.predict(normalised(text))[0])

        def predict_all(texts):
            return [name(labels) for labels in loaded.predict([normalised(text) for text in texts])[0]]

        return predict_one, predict_all


if __name__ == "__main__":
    main(FastTextContender())
