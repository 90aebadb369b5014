using System.Net;
using System.Text.RegularExpressions;
using FunctionsMaaS.Evaluation;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Testing.Packaging;
using Xunit;

namespace FunctionsMaaS.Testing.Http;

public abstract partial class HttpConformanceTests
{
    private const string CardPath = "/api/models/newsgroups/versions/1/card";

    private static readonly string[] Headings =
    [
        "Model Details", "Intended Use", "Factors", "Metrics", "Evaluation Data", "Training Data", "Quantitative Analyses", "Verdict",
        "Ethical Considerations", "Caveats and Recommendations",
    ];

    private static readonly string[] Hostile =
        ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "a|b\n## c", "[x](javascript:alert(1)) ![y](http://x)", "&lt;b&gt; \u202egnp.exe", "```*_~`\\"];

    [Theory]
    [InlineData("", null, "text/markdown")]
    [InlineData("", "*/*", "text/markdown")]
    [InlineData("", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html")]
    [InlineData("", "text/markdown, text/html;q=0.5", "text/markdown")]
    [InlineData("", "text/html;q=0", "text/markdown")]
    [InlineData("?format=html", "text/markdown", "text/html")]
    [InlineData("?format=markdown", "text/html", "text/markdown")]
    public async Task A_card_is_in_the_format_that_is_asked_for(string query, string? accept, string mediaType)
    {
        await PublishCardAsync(["space", "cars"]);
        using var response = await CardAsync(query, accept);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal($"{mediaType}; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("Accept", Assert.Single(response.Headers.Vary));
        var card = await response.Content.ReadAsStringAsync(Token);
        Assert.Equal(Headings, Regex.Matches(card, mediaType == "text/html" ? "<h2>(.+)</h2>" : "(?m)^## (.+)$").Select(m => m.Groups[1].Value));
    }

    [Fact]
    public async Task A_card_says_what_the_manifest_says()
    {
        await PublishCardAsync(["space", "cars"]);
        using var response = await CardAsync("", null);
        var card = await response.Content.ReadAsStringAsync(Token);
        Assert.StartsWith("# Model card: newsgroups:1\n", card, StringComparison.Ordinal);
        Assert.Contains("- **Dataset:** newsgroups\n- **Texts:** 360\n", card, StringComparison.Ordinal);
        Assert.Contains("4 texts held out", card, StringComparison.Ordinal);
        Assert.Contains("| space | 1.0000 | 0.6667 | 0.8000 | 3 |", card, StringComparison.Ordinal);
        Assert.Contains("| space | cars | 1 |", card, StringComparison.Ordinal);
        Assert.Contains("| de | significantly worse | 0.7500 | 0.5000 | 1.0000 | 13 |", card, StringComparison.Ordinal);
        Assert.Contains("Refused against version 7: accuracy 0.8 against 0.9.", card, StringComparison.Ordinal);
        Assert.Contains("| accuracy | failed | p = 0.001 | 0.0010 | 0.0500 |", card, StringComparison.Ordinal);
        Assert.Contains("- Measured on fewer than 25 texts, so hardly known: space, cars.\n", card, StringComparison.Ordinal);
        Assert.Contains("- Accuracy on 4 texts is 30.1 % to 95.4 % with 95 % confidence", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_of_a_model_that_was_not_measured_says_so()
    {
        await Registry.PublishAsync("newsgroups", SamplePackages.Of("a", "b") with { Manifest = SamplePackages.Of("a", "b").Manifest with { Metrics = new Dictionary<string, double>(), Dataset = null } }, Token);
        using var response = await CardAsync("", null);
        var card = await response.Content.ReadAsStringAsync(Token);
        Assert.Contains("It was not measured when it was made.", card, StringComparison.Ordinal);
        Assert.Contains("Not known: the model was trained elsewhere and imported.", card, StringComparison.Ordinal);
        Assert.Contains("How often it is right is not known", card, StringComparison.Ordinal);
        Assert.Contains("It was not judged against another version when it was made.", card, StringComparison.Ordinal);
    }

    /// <summary>A page of hostile labels has the very tags, with the very attributes, that one of tame labels has.</summary>
    [Fact]
    public async Task Labels_cannot_add_to_the_markup_of_a_page()
    {
        var (tame, hostile) = await CardsAsync("?format=html");
        Assert.Equal(Tags(tame), Tags(hostile));
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", hostile, StringComparison.Ordinal);
        Assert.Contains("&amp;lt;b&amp;gt; \uFFFDgnp.exe", hostile, StringComparison.Ordinal);

        static IEnumerable<string> Tags(string page) => Regex.Matches(page[page.IndexOf("<body>", StringComparison.Ordinal)..], "<[^>]*>").Select(m => Regex.Replace(m.Value, "aria-label=\"[^\"]*\"", ""));
    }

    /// <summary>Markdown of hostile labels has as many lines, and each as many signs that are not escaped, as one of tame labels has.</summary>
    [Fact]
    public async Task Labels_cannot_add_to_the_markup_of_Markdown()
    {
        var (tame, hostile) = await CardsAsync("?format=markdown");
        Assert.Equal(Signs(tame), Signs(hostile));
        Assert.Contains(@"a\|b�\#\# c", hostile, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", hostile, StringComparison.Ordinal);

        static IEnumerable<string> Signs(string card) => Regex.Replace(card, @"\\[^a-zA-Z0-9\s]", "").Split('\n').Select(line => Regex.Replace(line, @"[^`*_\[\]<>|~&#!\\]", ""));
    }

    [Fact]
    public async Task A_page_may_use_its_own_style_and_nothing_else()
    {
        await PublishCardAsync(["space", "cars"]);
        using var response = await CardAsync("?format=html", null);
        var style = Regex.Match(await response.Content.ReadAsStringAsync(Token), "(?s)<style>(.*)</style>").Groups[1].Value;
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style)));
        Assert.StartsWith($"default-src 'none'; style-src 'sha256-{hash}'; ", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CardPath + "?format=pdf", HttpStatusCode.BadRequest)]
    [InlineData("/api/models/newsgroups/versions/9/card", HttpStatusCode.NotFound)]
    [InlineData("/api/models/newsgroups/versions/x/card", HttpStatusCode.BadRequest)]
    public async Task A_card_that_there_is_not_is_a_problem(string path, HttpStatusCode status)
    {
        await PublishCardAsync(["space", "cars"]);
        using var response = await Client.GetAsync(path, Token);
        await Problem.ReadAsync(response, status);
    }

    private async Task<HttpResponseMessage> CardAsync(string query, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, CardPath + query);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        return await Client.SendAsync(request, Token);
    }

    private async Task<(string Tame, string Hostile)> CardsAsync(string query)
    {
        await PublishCardAsync([.. Hostile.Select((_, i) => $"label {i}")]);
        await PublishCardAsync(Hostile, "\"><script>|");
        using var tame = await Client.GetAsync(CardPath + query, Token);
        using var hostile = await Client.GetAsync(CardPath.Replace("/1/", "/2/", StringComparison.Ordinal) + query, Token);
        return (await tame.Content.ReadAsStringAsync(Token), await hostile.Content.ReadAsStringAsync(Token));
    }

    /// <summary>Three texts of the first label, one of them taken for the second, and one of the second.</summary>
    private async Task PublishCardAsync(string[] labels, string value = "de")
    {
        float[] Row(int top) => [.. labels.Select((_, i) => i == top ? 0.9f : 0.1f / (labels.Length - 1))];
        var report = ClassificationMetrics.Compute(labels, [0, 0, 0, 1], (float[])[.. Row(0), .. Row(0), .. Row(1), .. Row(1)]);
        var package = SamplePackages.Of(labels)
            .With(report with { Slices = [new() { Field = value == "de" ? "lang" : value, Values = [new(value, 13, 0.75, 0.5, 1, true)], Others = 2 }] })
            .With(new ModelVerdict(7, false, "accuracy 0.8 against 0.9", [new("accuracy", false, 0.001, 0.05, "p = 0.001"), new(value, true, null, null, value)]));
        await Registry.PublishAsync("newsgroups", package with { Manifest = package.Manifest with { Parameters = new Dictionary<string, string> { [value] = labels[^1] } } }, Token);
    }
}
