using System.Text.Json;
using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Http.Lifecycle;

/// <summary>What a client wants changed, checked; as in a JSON Merge Patch (RFC 7396), null removes and what is absent stays.</summary>
/// <param name="Change">Description and tags.</param>
/// <param name="Archived">Whether the version is to be archived.</param>
internal sealed record AnnotationsRequest(AnnotationsChange Change, bool? Archived)
{
    /// <exception cref="ProblemException">It is not valid.</exception>
    public static AnnotationsRequest ReadModel(ReadOnlyMemory<byte> body) => Read(body, ["description", "tags"]);

    /// <exception cref="ProblemException">It is not valid.</exception>
    public static AnnotationsRequest ReadVersion(ReadOnlyMemory<byte> body) => Read(body, ["description", "tags", "archived"]);

    private static AnnotationsRequest Read(ReadOnlyMemory<byte> body, string[] members)
    {
        using var document = JsonBody.ParseObject(body);
        var root = document.RootElement;
        JsonBody.EnsureMembers(root, members);
        var description = root.TryGetProperty("description", out var text) ? OrNull(text, "description") ?? "" : null;
        var tags = root.TryGetProperty("tags", out var given) ? TagsOf(JsonBody.Require(given, JsonValueKind.Object, "tags")) : null;
        return new(ProblemText.Checked((description, tags), static said => new AnnotationsChange(said.description, said.tags)), JsonBody.OptionalBoolean(root, "archived"));
    }

    private static Dictionary<string, string?> TagsOf(JsonElement tags) => tags.EnumerateObject().ToDictionary(
        JsonBody.NameOf, tag => OrNull(tag.Value, $"tags.{Printable.Quote(JsonBody.NameOf(tag))}"), StringComparer.Ordinal);

    private static string? OrNull(JsonElement value, string where) => value.ValueKind == JsonValueKind.Null ? null : JsonBody.String(value, where);
}
