namespace FunctionsMaaS.Bench.SideBySide;

/// <summary>One that takes part: how it is called, and the command that runs it.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="What">What it is, in a few words.</param>
/// <param name="IsOurs">Whether it is one of this product's recipes.</param>
/// <param name="Program">The program that runs it.</param>
/// <param name="Arguments">What comes before <c>fit</c> or <c>serve</c>.</param>
internal sealed record Contender(string Name, string What, bool IsOurs, string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>Debian's own: the one that its packages of peers belong to.</summary>
    public const string Python = "/usr/bin/python3";

    /// <summary>Ratios are to this one.</summary>
    public const string Ours = "nb-sdca";

    private static string Peers => Path.Combine(AppContext.BaseDirectory, "peers");

    public static readonly IReadOnlyList<Contender> All =
    [
        Own(Ours, "ours, the default recipe: compact"),
        Own("complement-nb", "ours: compact"),
        Own("sdca", "ours: ML.NET SDCA, served by engines"),
        Own("naive-bayes", "ours: ML.NET naive Bayes, served by engines"),
        Peer("scikit-learn MultinomialNB", "the tutorials' CountVectorizer + MultinomialNB, defaults", "count_nb.py"),
        Peer("scikit-learn LinearSVC", "TfidfVectorizer(sublinear_tf=True) + LinearSVC, otherwise defaults", "tfidf_svc.py"),
        Peer("fastText", "-lr 1 -epoch 50 -dim 50, lower case, punctuation apart", "fasttext_tuned.py"),
        Documented("ML.NET SDCA", "as documented: FeaturizeText + SdcaMaximumEntropy, defaults", Contenders.DocumentedMlNet.Sdca),
        Documented("ML.NET NaiveBayes", "as documented: FeaturizeText + NaiveBayes, defaults", Contenders.DocumentedMlNet.NaiveBayes),
    ];

    private static Contender Own(string recipe, string what) => new(recipe, what, true, Environment.ProcessPath!, [ContenderCommand.Name, recipe]);

    private static Contender Documented(string name, string what, string kind) => new(name, what, false, Environment.ProcessPath!, [ContenderCommand.Name, kind]);

    private static Contender Peer(string name, string what, string script) => new(name, what, false, Python, [Path.Combine(Peers, script)]);
}
