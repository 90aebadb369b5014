#!/usr/bin/env bash
# Asks a running service what its users will ask, and prints a line a check; exits 1 if one fails:
#   infra/smoke.sh URL [FUNCTION_KEY] [ADMIN_KEY]
# The same for the server, the Functions host and the cloud. Keys that are given must also be asked for; SMOKE_KEY and SMOKE_ADMIN_KEY keep
# them off the command line. ADMIN_URL says where the admin routes are, if not at URL; SMOKE_WAIT for how many seconds a cold start may take
# (default 120). A service whose registry cannot answer yet passes with the model in its package, and is said to: docs/adr/0010-packaged-model.md.
# Needs python3 and nothing else.
exec python3 - "$@" <<'PY'
import json, math, os, sys, time, urllib.error, urllib.request

TEXT = "The goalie stopped forty shots before the team won the playoff series in overtime"
OTHER = "How do I install the new graphics driver?"
PRIVATE = "zebra-crossing-4711"

if not 2 <= len(sys.argv) <= 4:
    sys.exit("usage: smoke.sh URL [FUNCTION_KEY] [ADMIN_KEY]")
arguments = [*sys.argv[1:], "", "", ""]
url = arguments[0].rstrip("/")
key = arguments[1] or os.environ.get("SMOKE_KEY", "")
admin_key = arguments[2] or os.environ.get("SMOKE_ADMIN_KEY", "")
admin_url = os.environ.get("ADMIN_URL", url).rstrip("/")
wait = float(os.environ.get("SMOKE_WAIT", "120"))
passed = failed = 0


class Answer:
    """What came back: a status (0 if nothing did), headers, and the body as text and as JSON."""

    def __init__(self, status, headers, raw):
        self.status, self.headers, self.raw = status, headers, raw
        try:
            self.body = json.loads(raw)
        except ValueError:
            self.body = None

    def __getitem__(self, member):
        return self.body[member]

    def header(self, name):
        return self.headers.get(name) or ""

    def is_problem(self):
        """RFC 9457, with every member that this product promises."""
        return (self.header("content-type").startswith("application/problem+json") and self["status"] == self.status
                and all(isinstance(self[member], str) and self[member] for member in ("type", "title", "detail")))

    def is_refusal(self):
        """The Functions host refuses without a body, the server with a problem."""
        return not self.raw or self.is_problem()


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


opener = urllib.request.build_opener(NoRedirect)


def ask(method, address, with_key="", data=None, content_type="application/json"):
    headers = {"user-agent": "functions-maas-smoke"}
    if with_key:
        headers["x-functions-key"] = with_key
    if data is not None:
        headers["content-type"] = content_type
    request = urllib.request.Request(address, data=None if data is None else data.encode(), headers=headers, method=method)
    try:
        with opener.open(request, timeout=100) as response:
            return Answer(response.status, response.headers, response.read().decode("utf-8", "replace"))
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.headers, error.read().decode("utf-8", "replace"))
    except OSError as error:
        return Answer(0, {}, str(error))


def classify(**members):
    return ask("POST", url + "/api/classify", key, json.dumps(members))


def check(name, answer, statuses, holds=lambda answer: True):
    """Counts and prints one check: the status is one of those expected, and what must hold of the answer does."""
    global passed, failed
    statuses = statuses if isinstance(statuses, tuple) else (statuses,)
    if answer.status not in statuses:
        why = f"status is {answer.status}, not {' or '.join(map(str, statuses))}"
    else:
        try:
            why = None if holds(answer) else "the answer is not as it must be"
        except Exception as error:
            why = f"the answer is not as it must be ({type(error).__name__}: {error})"
    if why is None:
        passed += 1
        print(f"ok    {name}", flush=True)
    else:
        failed += 1
        print(f"FAIL  {name}: {why}; it is {answer.raw[:200]!r}", flush=True)


def is_distribution(scores):
    values = [entry["score"] for entry in scores]
    return values == sorted(values, reverse=True) and math.isclose(sum(values), 1, abs_tol=1e-3) and all(0 <= value <= 1 for value in values)


def answers_from_package(ready):
    """Whether the model in the package of the program stands in: its version is 0, if it was never published."""
    return ready["status"] == "degraded" and ready["detail"].startswith("The model in the package answers.")


def is_ready(ready):
    return ready["status"] in ("ready", "degraded") and ready["model"] and ready["version"] >= (0 if answers_from_package(ready) else 1)


def same(result, expected):
    return result["label"] == expected["label"] and math.isclose(result["score"], expected["score"], abs_tol=1e-4)


# Health, and the model that answers
deadline = time.monotonic() + wait
while (ready := ask("GET", url + "/api/health/ready")).status != 200 and time.monotonic() < deadline:
    time.sleep(1)
check("it is ready", ready, 200, is_ready)
packaged = ready.status == 200 and answers_from_package(ready)
if packaged:
    print(f"note  {ready['model']} version {ready['version']}: {ready['detail']}", flush=True)
check("it is alive", ask("GET", url + "/api/health/live"), 200, lambda a: a["status"] == "alive")

# Classifying
one = classify(text=TEXT)
check("one text gets a label, and its probability", one, 200,
      lambda a: a["label"] == a["scores"][0]["label"] and a["score"] == a["scores"][0]["score"] and is_distribution(a["scores"]))
check("the answer names the model and the version that is ready", one, 200, lambda a: (a["model"], a["version"]) == (ready["model"], ready["version"]))
check("answers are not cached, nor guessed at", one, 200,
      lambda a: a.header("cache-control") == "no-store" and a.header("x-content-type-options") == "nosniff")
check("top names as many labels as were asked for", classify(text=TEXT, top=2), 200, lambda a: a["scores"] == one["scores"][:2] and len(a["scores"]) == 2)
check("a batch is answered in its order, each as if alone", classify(texts=[TEXT, OTHER, TEXT]), 200,
      lambda a: len(a["results"]) == 3 and same(a["results"][0], one) and same(a["results"][2], one) and same(a["results"][1], classify(text=OTHER)))
check("an explanation is given, or why there is none", classify(text=TEXT, explain=True), 200,
      lambda a: same(a, one) and isinstance(a["explanation"], dict) and a["explanation"])

# Versions
known = one.body if isinstance(one.body, dict) else {}
model, version = known.get("model", "unknown"), known.get("version", 1)
if packaged:
    check("the model in the package does not pass for a published version", classify(text=TEXT, version=max(1, version)), (200, 404, 503),
          lambda a: a.is_problem() if a.status != 200 else a["version"] == max(1, version))
    check("the catalogue answers, or says that storage cannot", ask("GET", url + "/api/models", key), (200, 503),
          lambda a: a.is_problem() if a.status != 200 else isinstance(a["models"], list))
else:
    check("a version can be asked for by number", classify(text=TEXT, version=version), 200, lambda a: same(a, one) and a["version"] == version)
    check("the catalogue lists the model", ask("GET", url + "/api/models", key), 200, lambda a: model in [entry["name"] for entry in a["models"]])
    check("the manifest of the version is shown", ask("GET", f"{url}/api/models/{model}/versions/{version}", key), 200, lambda a: a["version"] == version)
unknown = (404, 503) if packaged else 404

# Mistakes
check("malformed JSON is 400, as a problem that quotes no text", ask("POST", url + "/api/classify", key, f'{{"text": "{PRIVATE}'), 400,
      lambda a: a.is_problem() and PRIVATE not in a.raw)
check("a contradiction is 400, as a problem that quotes no text", classify(text=PRIVATE, texts=[PRIVATE]), 400,
      lambda a: a.is_problem() and PRIVATE not in a.raw)
check("an empty text is 400", classify(text=""), 400, Answer.is_problem)
check("a body that is not JSON is 415", ask("POST", url + "/api/classify", key, TEXT, "text/plain"), 415, Answer.is_problem)
check("an unknown model is 404", classify(text=TEXT, model="no-such-model"), unknown, Answer.is_problem)
check("an unknown version is 404", classify(text=TEXT, version=999999), unknown, Answer.is_problem)
check("an unknown address is 404", ask("GET", url + "/api/no-such-route"), 404, Answer.is_problem)
check("a wrong method is 405, with those allowed", ask("GET", url + "/api/classify", key), 405,
      lambda a: a.is_problem() and "POST" in a.header("allow"))

# Keys. The Functions host answers 404 where an app does not run the function.
body = json.dumps({"text": TEXT})
if key:
    check("no key is refused", ask("POST", url + "/api/classify", "", body), 401, Answer.is_refusal)
    check("a wrong key is refused", ask("POST", url + "/api/classify", key + "x", body), 401, Answer.is_refusal)
if admin_key:
    retrain = "/api/models/no-such-model/retrain"
    check("an admin route without a key is refused", ask("POST", admin_url + retrain, "", "{}"), 401, Answer.is_refusal)
    check("an admin route with the admin key is open", ask("POST", admin_url + retrain, admin_key, "{}"), 404, Answer.is_problem)
    if key:
        check("an admin route with a function key is refused", ask("POST", admin_url + retrain, key, "{}"), (401, 403), Answer.is_refusal)
        check("a function key never retrains", ask("POST", url + retrain, key, "{}"), (401, 403, 404), Answer.is_refusal)

print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
PY
