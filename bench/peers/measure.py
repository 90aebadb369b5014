"""What every Python contender shares: how texts are read and what is measured, step by step as SideBySide/Contenders/ContenderRun.cs does it.

An index has one JSON object a line: the label and the path of a UTF-8 file. Results are one JSON object.
"""
import argparse
import json
import os
import statistics
import time

WARM_UP_TEXTS = 200
LEAST_SECONDS = 0.5
BATCHES = 3
LEAST_BATCH_SECONDS = 1


def read(index):
    with open(index, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts = []
    for row in rows:
        with open(row["path"], encoding="utf-8", newline="") as file:
            texts.append(file.read())
    return texts, [row["label"] for row in rows]


def peak_bytes():
    # Not ru_maxrss: that survives exec, so a child would report the memory of the process that started it.
    with open("/proc/self/status", encoding="ascii") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    raise RuntimeError("/proc/self/status has no VmHWM")


def percentile(sorted_values, share):
    return sorted_values[min(len(sorted_values) - 1, int(share * len(sorted_values)))]


def fit(contender, arguments):
    cpu, start = time.process_time(), time.perf_counter()
    texts, labels = read(arguments.index)
    contender.fit(texts, labels, arguments.model)
    return {
        "fitSeconds": time.perf_counter() - start,
        "fitCpuSeconds": time.process_time() - cpu,
        "peakBytes": peak_bytes(),
        "modelBytes": os.path.getsize(arguments.model),
    }


def serve(contender, arguments):
    start = time.perf_counter()
    predict_one, predict_all = contender.load(arguments.model)
    load_seconds = time.perf_counter() - start
    peak_loaded = peak_bytes()
    texts, _ = read(arguments.index)

    start = time.perf_counter()
    predict_one(texts[0])
    first_seconds = time.perf_counter() - start

    warmed = time.perf_counter()
    predicted = predict_all(texts)
    while time.perf_counter() - warmed < LEAST_BATCH_SECONDS:
        predicted = predict_all(texts)
    batches, begin = [], time.perf_counter()
    while len(batches) < BATCHES or time.perf_counter() - begin < LEAST_BATCH_SECONDS:
        start = time.perf_counter()
        predicted = predict_all(texts)
        batches.append(len(texts) / (time.perf_counter() - start))

    step = max(1, len(texts) // arguments.texts)
    chosen = list(range(0, len(texts), step))
    for i in (chosen * (1 + WARM_UP_TEXTS // len(chosen)))[:WARM_UP_TEXTS]:
        predict_one(texts[i])
    times, differing = [], 0
    cpu, begin = time.process_time(), time.perf_counter()
    while not times or time.perf_counter() - begin < LEAST_SECONDS:
        for i in chosen:
            start = time.perf_counter()
            label = predict_one(texts[i])
            times.append(time.perf_counter() - start)
            differing += label != predicted[i]
    cpu_seconds = time.process_time() - cpu
    times.sort()

    with open(arguments.predictions, "w", encoding="utf-8") as file:
        json.dump(list(map(str, predicted)), file)
    return {
        "loadSeconds": load_seconds,
        "firstSeconds": first_seconds,
        "p50Seconds": percentile(times, 0.5),
        "p99Seconds": percentile(times, 0.99),
        "cpuSecondsPerText": cpu_seconds / len(times),
        "documentsPerSecond": statistics.median(batches),
        "documentsPerSecondOneThread": statistics.median(batches),
        "peakBytesLoaded": peak_loaded,
        "peakBytes": peak_bytes(),
        "differing": differing,
    }


def main(contender):
    parser = argparse.ArgumentParser()
    parser.add_argument("stage", choices=["fit", "serve"])
    parser.add_argument("--index", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--result", required=True)
    parser.add_argument("--predictions")
    parser.add_argument("--texts", type=int, default=1000)
    arguments = parser.parse_args()
    result = (fit if arguments.stage == "fit" else serve)(contender, arguments)
    with open(arguments.result, "w", encoding="utf-8") as file:
        json.dump(result, file)
