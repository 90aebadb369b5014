using System.Text.Json;
using FunctionsMaaS.Http.Problems;

namespace FunctionsMaaS.Http.Mlflow;

/// <summary>Which column of a table holds the texts: the only one, whatever its name, else the one called <c>text</c>.</summary>
internal static class TextColumn
{
    private const string Name = "text";
    private const int MaxListed = 8;

    /// <returns>Its index.</returns>
    /// <exception cref="ProblemException">There is no such column, or more than one.</exception>
    public static int Of(IReadOnlyList<string> names)
    {
        if (names.Count == 1)
            return 0;
        var found = Enumerable.Range(0, names.Count).Where(i => names[i] == Name).ToArray();
        return found.Length == 1 ? found[0] : throw NoColumn(names);
    }

    /// <returns>What the member holds that is the only one, or is called <c>text</c>.</returns>
    /// <exception cref="ProblemException">There is no such member.</exception>
    public static JsonElement Of(JsonElement row)
    {
        var members = row.EnumerateObject();
        if (members.MoveNext() && members.Current.Value is var only && !members.MoveNext())
            return only;
        return row.TryGetProperty(Name, out var text) ? text : throw NoColumn([.. row.EnumerateObject().Select(JsonBody.NameOf)]);
    }

    private static ProblemException NoColumn(IReadOnlyList<string> names) => JsonBody.Invalid(
        $"There must be one column, or one called '{Name}', but there are {names.Count}: {string.Join(", ", names.Take(MaxListed).Select(n => $"'{Printable.Quote(n)}'"))}{(names.Count > MaxListed ? ", ..." : "")}.");
}
