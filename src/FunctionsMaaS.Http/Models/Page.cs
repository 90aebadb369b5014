using System.Globalization;
using FunctionsMaaS.Http.Problems;
using Microsoft.AspNetCore.Http;

namespace FunctionsMaaS.Http.Models;

/// <summary>The part of a list that a client asks for with <c>?offset=</c> and <c>?limit=</c>.</summary>
internal static class Page
{
    private const int DefaultLimit = 20;
    private const int MaxLimit = 100;

    public static (int Offset, int Limit) Of(IQueryCollection query) =>
        (Read(query, "offset", 0, 0, int.MaxValue), Read(query, "limit", DefaultLimit, 1, MaxLimit));

    private static int Read(IQueryCollection query, string name, int otherwise, int min, int max)
    {
        if (!query.TryGetValue(name, out var values))
            return otherwise;
        var text = values.ToString();
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw new ProblemException(ProblemKind.InvalidRequest, $"'{name}' is '{Printable.Quote(text)}' but must be a whole number from {min} to {max}.");
    }
}
