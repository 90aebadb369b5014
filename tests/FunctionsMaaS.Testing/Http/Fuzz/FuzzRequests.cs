using System.Text;
using CsCheck;
using FunctionsMaaS.Testing.Http.Contract;

namespace FunctionsMaaS.Testing.Http.Fuzz;

/// <summary>Generates requests around the documented ones: valid, nearly valid and hostile, in method, path, query, headers and body.</summary>
public static class FuzzRequests
{
    private static readonly Gen<string> Segment = Gen.Frequency(
        (6, Gen.OneOf("newsgroups", "1", "2", "0", "-1", "99999999999", "nobody", "NEWS", "champion", "docs.css", "x")),
        (3, Gen.String[0, 20].Select(Uri.EscapeDataString)),
        (2, Gen.OneOf("...", "%2e%2e%2e", "%2F", "a%2Fb", "%5c", "%ff", "%zz", "%25", "~", "a;b=c", "a:b", "{name}", "*", new string('a', 500))));

    private static readonly Gen<string> OtherPath = Gen.OneOf(
        Segment.Array[0, 6].Select(s => "/" + string.Join('/', s)),
        Gen.OneOf("/", "//", "/api", "/api/", "/API/CLASSIFY", "/v2/", "/V2/models", "/v3", "/v2x", "/api/classify/", "/invocations/x", "/api/models//versions/1", "/.env", "/admin", "/v2/repository/models/newsgroups/load"));

    private static readonly Gen<string> Value = Gen.OneOf(Gen.OneOf("", "1", "0", "-1", "20", "100", "101", "2147483648", "x", "%00", "%ff", "%F0%9F%9A%80", "1&limit=2"), Gen.String[0, 10].Select(Uri.EscapeDataString));

    private static readonly Gen<string> OtherMethod = Gen.OneOf("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "get", "FOO");

    private static readonly Gen<string?> OtherType = Gen.OneOf<string?>(
        null, "", "application/json", "application/json; charset=utf-8", "application/json; charset=latin1", "text/csv", "text/csv; charset=utf-16", "text/plain",
        "application/octet-stream", "application/vnd.x+json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "json", ";;;", "application/json; charset=\"utf-8\"", "*/*");

    private static readonly Gen<(string, string)> OddHeader = Gen.OneOf(
        ("Accept", "text/html"), ("Accept-Encoding", "gzip, br"), ("Inference-Header-Content-Length", "12"), ("If-None-Match", "*"), ("Range", "bytes=0-1"),
        ("Origin", "null"), ("X-Forwarded-For", "127.0.0.1"), ("X-HTTP-Method-Override", "DELETE"), ("Content-Encoding", "gzip"), ("Cookie", "a=b"), ("X-Odd", "<>;=,%00"), ("Idempotency-Key", "key-1"), ("Idempotency-Key", ""), ("Idempotency-Key", new string('k', 256)));

    /// <summary>A generator for the operations of a contract.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="functionKey">A key of function level.</param>
    /// <param name="adminKey">A key of admin level.</param>
    public static Gen<FuzzRequest> Of(ApiContract contract, string functionKey, string adminKey) =>
        Gen.OneOf([.. contract.Operations.Select(o => Of(o, functionKey, adminKey))]);

    private static Gen<FuzzRequest> Of(ApiContractOperation operation, string functionKey, string adminKey) => Gen.Select(
        Gen.Frequency((12, Gen.Const(operation.Method)), (2, OtherMethod)),
        Path(operation),
        Query(operation),
        Headers(functionKey, adminKey),
        Body(operation)).Select((method, path, query, headers, body) =>
            new FuzzRequest(method, path, query, headers, body.ContentType, method is "GET" or "HEAD" or "get" && !body.WithGet ? null : body.Bytes, body.Chunked));

    private static Gen<string> Path(ApiContractOperation operation)
    {
        var filled = operation.PathExamples.Keys.Aggregate(
            Gen.Const(operation.Path),
            (path, name) => Gen.Select(path, Gen.Frequency((5, Gen.Const(operation.PathExamples[name])), (2, Segment))).Select((p, value) => p.Replace($"{{{name}}}", value, StringComparison.Ordinal)));
        return Gen.Frequency((14, filled), (1, OtherPath));
    }

    private static Gen<string> Query(ApiContractOperation operation)
    {
        var name = Gen.OneOf([.. operation.QueryNames, "code", "x", "", "limit%20"]);
        var pairs = Gen.Select(name, Value).Select((n, v) => $"{n}={v}").Array[1, 3].Select(p => "?" + string.Join('&', p));
        return Gen.Frequency((operation.QueryNames.Count > 0 ? 2 : 6, Gen.Const("")), (1, pairs));
    }

    private static Gen<IReadOnlyList<(string, string)>> Headers(string functionKey, string adminKey)
    {
        var key = Gen.Frequency<(string, string)?>(
            (20, Gen.Const<(string, string)?>(("x-functions-key", functionKey))),
            (2, Gen.Const<(string, string)?>(("Authorization", $"Bearer {functionKey}"))),
            (2, Gen.Const<(string, string)?>(("x-functions-key", adminKey))),
            (2, Gen.OneOf<(string, string)?>(null, ("x-functions-key", ""), ("x-functions-key", "wrong-key-of-this-fuzz"), ("Authorization", "Bearer"), ("Authorization", "Basic eDp5"))));
        var odd = Gen.Frequency((5, Gen.Const(Array.Empty<(string, string)>())), (1, OddHeader.Array[1, 2]));
        return Gen.Select(key, odd).Select((k, o) => (IReadOnlyList<(string, string)>)(k is { } given ? [given, .. o] : o));
    }

    private static Gen<FuzzBody> Body(ApiContractOperation operation)
    {
        var hostile = Gen.OneOf(
            JsonFragments.Value.Select(Encoding.UTF8.GetBytes),
            JsonFragments.Deep.Select(Encoding.UTF8.GetBytes),
            Gen.Byte.Array[0, 200],
            Gen.OneOf("", "text\n\"a", "text,text\na,b\n", "\uFEFF{}", "a=b", "text\n" + new string('x', 5000)).Select(Encoding.UTF8.GetBytes),
            Gen.Int[0, 20_000].Select(length => new byte[length]));
        var body = operation.Requests.Count == 0
            ? Gen.Select(hostile, OtherType)
            : Gen.Frequency((4, Gen.OneOf([.. operation.Requests.Select(Around)])), (1, Gen.Select(hostile, Gen.Frequency((2, Gen.Const<string?>("application/json")), (1, OtherType)))));
        return Gen.Select(body, Gen.Int[0, 9], Gen.Int[0, 19]).Select((b, chunked, withGet) => new FuzzBody(b.Item1, b.Item2, chunked == 0, withGet == 0));
    }

    private static Gen<(byte[], string?)> Around(ApiExample example)
    {
        var text = Encoding.UTF8.GetString(example.Body);
        var broken = example.MediaType == "application/json" ? JsonFragments.Broken(text) : Gen.String[0, 20].Select(s => text + s);
        var bytes = Gen.Frequency(
            (3, Gen.Const(example.Body)),
            (5, broken.Select(Encoding.UTF8.GetBytes)),
            (1, Gen.Select(Gen.Int[0, example.Body.Length - 1], Gen.Byte).Select((at, value) => Changed(example.Body, at, value))),
            (1, Gen.Int[0, example.Body.Length - 1].Select(length => example.Body[..length])));
        return Gen.Select(bytes, Gen.Frequency((12, Gen.Const<string?>(example.MediaType)), (1, OtherType)));
    }

    private static byte[] Changed(byte[] body, int at, byte value)
    {
        byte[] changed = [.. body];
        changed[at] = value;
        return changed;
    }

    private sealed record FuzzBody(byte[] Bytes, string? ContentType, bool Chunked, bool WithGet);
}
