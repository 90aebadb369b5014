using FunctionsMaaS.Bench.SideBySide;

namespace FunctionsMaaS.Bench.Http;

/// <summary>A web service that takes part, with its model in place: how to start it on a port.</summary>
/// <param name="Key">Its short name, in the JSON document.</param>
/// <param name="Name">Its name in tables.</param>
/// <param name="What">What it is, in a few words.</param>
/// <param name="IsOurs">Whether it is this product.</param>
/// <param name="Program">The program.</param>
/// <param name="Arguments">Its arguments, given the address such as <c>127.0.0.1:7071</c>.</param>
/// <param name="Environment">Its environment beyond the inherited one, given the address.</param>
internal sealed record WebContender(
    string Key, string Name, string What, bool IsOurs, string Program,
    Func<string, IReadOnlyList<string>> Arguments, Func<string, IReadOnlyDictionary<string, string>> Environment)
{
    /// <summary>The model that ours serves.</summary>
    public const string Model = "newsgroups";

    private const string Gunicorn = "/usr/bin/gunicorn";
    private const string Workers = "2";

    /// <summary>What must be installed, and by which package of Debian.</summary>
    public static IReadOnlyDictionary<string, string> Needed { get; } = new Dictionary<string, string>
    {
        [Contender.Python] = "python3",
        [Gunicorn] = "gunicorn",
        [Wrk.Program] = "wrk",
    };

    /// <summary>The server, ReadyToRun, with a folder registry.</summary>
    public static WebContender Ours(string published, string registry) => Ours("ours", "FunctionsMaaS", "published ReadyToRun", published, registry);

    /// <summary>The native server, with the same registry.</summary>
    public static WebContender OursNative(string published, string registry) => Ours("oursNative", "FunctionsMaaS, native", "published with native AOT", published, registry);

    private static WebContender Ours(string key, string name, string how, string published, string registry) => new(
        key, name, $"the server as {how}, default settings, folder registry, recipe nb-sdca; answers all labels with probabilities", true,
        Path.Combine(published, "FunctionsMaaS.Server"),
        static _ => [],
        address => new Dictionary<string, string> { ["urls"] = $"http://{address}", ["Maas__Registry__Path"] = registry, ["Maas__Model"] = Model });

    /// <summary>The app of the tutorials.</summary>
    public static WebContender FlaskNaiveBayes(string model) =>
        Flask("flaskNb", "Flask, MultinomialNB", "CountVectorizer + MultinomialNB, predict_proba; answers all labels with probabilities", model, "probabilities");

    /// <summary>The same app with the strong model and the least work a request.</summary>
    public static WebContender FlaskSupportVectors(string model) =>
        Flask("flaskSvc", "Flask, LinearSVC", "TfidfVectorizer(sublinear_tf=True) + LinearSVC, predict; answers the label alone", model, "label");

    private static WebContender Flask(string key, string name, string what, string model, string answer) => new(
        key, name, $"gunicorn with {Workers} workers; {what}", false, Gunicorn,
        static address => ["--workers", Workers, "--bind", address, "--chdir", Path.Combine(AppContext.BaseDirectory, "peers"), "flask_app:app"],
        _ => new Dictionary<string, string> { ["MODEL"] = model, ["ANSWER"] = answer });
}
