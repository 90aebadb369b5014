namespace FunctionsMaaS;

/// <summary>Makes values from outside fit for messages and logs. At the root, because every stage reports what it refuses.</summary>
internal static class Printable
{
    private const int MaxQuoted = 64;

    /// <summary>The value as it may stand in a message: controls and lone surrogates escaped, cut after 64 characters.</summary>
    public static string Quote(string? value)
    {
        if (value is null)
            return "";
        var shown = value.Length > MaxQuoted ? value[..MaxQuoted] + "…" : value;
        return string.Concat(shown.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? $"\\u{(int)c:x4}" : c.ToString()));
    }
}
