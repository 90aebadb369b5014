using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace FunctionsMaaS.Testing.Http.Privacy;

/// <summary>Requests to every route of the table with a marker wherever a client can put text: bodies, and with another one paths, queries and headers.</summary>
public static class MarkedRequests
{
    /// <summary>Stands in every text.</summary>
    public const string Text = "zqxjktextmarker";

    /// <summary>Stands in paths, queries and headers.</summary>
    public const string Address = "zqxjkaddressmarker";

    /// <summary>The alias of a version that a rollout can try.</summary>
    public const string Candidate = "candidate";

    /// <summary>Bodies that some route takes. A route that takes none of them fails the test until its body is added here.</summary>
    private static readonly string[] Valid =
    [
        $$"""{"text": "{{Text}} one"}""",
        $$"""{"texts": ["{{Text}} two", "{{Text}} three"], "explain": true, "top": 1}""",
        $$"""{"text": "{{Text}} four", "label": "v1"}""",
        $$"""{"text": "{{Text}} eleven", "label": "other", "model": "newsgroups"}""",
        $$"""{"id": "{{Text}}", "inputs": [{"name": "text", "shape": [1], "datatype": "BYTES", "data": ["{{Text}} five"]}]}""",
        $$"""{"inputs": ["{{Text}} six"]}""",
        $$"""{"instances": ["{{Text}} seven"]}""",
        $$"""{"dataframe_split": {"columns": ["text"], "data": [["{{Text}} eight"]] } }""",
        $$"""{"dataframe_records": [{"text": "{{Text}} nine"}]}""",
        """{"version": 1}""",
        $$"""{"percent": 50, "alias": "{{Candidate}}"}""",
        "{}",
        "",
    ];

    private const string Table = $"id,text\n1,{Text} ten\n";

    private static readonly string[] Wrong =
    [
        Text,
        $$"""{"text": "{{Text}}""",
        $$"""{"text": ["{{Text}}"]}""",
        $$"""{"text": "{{Text}}\u0000"}""",
        $$"""{"text": "{{Text}}\ud800"}""",
        $$"""{"text": "{{Text}}", "text": "{{Text}}"}""",
        $$"""{"text": "{{Text}}", "{{Text}}": 1}""",
        $$"""{"text": "{{Text}}", "model": "{{Text}} no name"}""",
        $$"""{"text": "{{Text}}", "alias": "{{Text}}"}""",
        $$"""{"text": "{{Text}}", "model": "{{Text}}"}""",
        $$"""{"text": "{{Text}}", "version": 99}""",
        $$"""{"text": "{{Text}}", "label": "{{Text}}"}""",
        $$"""{"text": "{{string.Concat(Enumerable.Repeat(Text, 100))}}"}""",
        $$"""{"text": "{{string.Concat(Enumerable.Repeat(Text, 1000))}}"}""",
        $$"""{"texts": ["{{Text}}", "{{Text}}", "{{Text}}", "{{Text}}", ""]}""",
        $$"""{"inputs": [{"name": "{{Text}}", "shape": [7], "datatype": "{{Text}}", "data": ["{{Text}}"]}]}""",
        $$"""{"dataframe_split": {"columns": ["{{Text}}"], "data": [["{{Text}}"]] } }""",
    ];

    /// <summary>All requests to a route.</summary>
    public static IEnumerable<(HttpRequestMessage Request, bool IsPlain)> To(MarkedRoute route)
    {
        ArgumentNullException.ThrowIfNull(route);
        foreach (var method in route.Methods)
        {
            var hasBody = method is "POST" or "PUT" or "PATCH" or "DELETE";
            foreach (var body in hasBody ? Valid : [""])
                yield return (Make(method, PathOf(route, marked: false) + QueryOf(route), body), true);
            foreach (var body in hasBody ? Wrong : [])
                yield return (Make(method, PathOf(route, marked: false), body), false);
            if (hasBody)
                yield return (Make(method, PathOf(route, marked: false), Table, "text/csv"), true);
            yield return (Make(method, PathOf(route, marked: false), Valid[0], "text/plain"), false);
            yield return (Marked(Make(method, PathOf(route, marked: true), hasBody ? Valid[0] : "")), false);
        }
    }

    /// <summary>What a route needs behind the question mark to be answered.</summary>
    private static string QueryOf(MarkedRoute route) => route.Name == "RemoveFeedback" ? "?key=nobody" : "";

    private static HttpRequestMessage Make(string method, string path, string body, string contentType = "application/json")
    {
        var request = new HttpRequestMessage(new(method), new Uri(path, UriKind.Relative));
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        return request;
    }

    private static HttpRequestMessage Marked(HttpRequestMessage request)
    {
        request.RequestUri = new Uri($"{request.RequestUri}?code={Address}&offset={Address}&{Address}={Address}", UriKind.Relative);
        request.Headers.TryAddWithoutValidation("x-functions-key", Address);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", Address);
        request.Headers.TryAddWithoutValidation("X-Request-Id", Address);
        request.Headers.TryAddWithoutValidation("User-Agent", Address);
        return request;
    }

    private static string PathOf(MarkedRoute route, bool marked) => "/" + Regex.Replace(route.Pattern, @"\{\*{0,2}(\w+)[^}]*\}", m => marked ? Address : m.Groups[1].Value switch
    {
        "name" => "newsgroups",
        "version" => route.Methods.Contains("DELETE") ? "2" : "1",
        "alias" => "challenger",
        "file" => route.Pattern.StartsWith("page", StringComparison.Ordinal) ? "app.js" : "docs.js",
        _ => "",
    });
}

/// <summary>A route of the table of a host.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Methods">Its methods.</param>
/// <param name="Pattern">Its pattern.</param>
public sealed record MarkedRoute(string Name, IReadOnlyList<string> Methods, string Pattern);
