namespace FunctionsMaaS.Registry;

/// <summary>Which examples are meant, by who sent them and when.</summary>
/// <param name="KeyId">The id of the key they were sent with, or <see cref="NoKey"/>; <see langword="null"/> for any.</param>
/// <param name="From">The earliest time they were received; <see langword="null"/> for any.</param>
/// <param name="To">The time before which they were received; <see langword="null"/> for any.</param>
public sealed record FeedbackFilter(string? KeyId, DateTimeOffset? From, DateTimeOffset? To)
{
    /// <summary>Stands for the senders without a key: an id that no key has.</summary>
    public const string NoKey = "-";

    /// <summary>All examples.</summary>
    public static FeedbackFilter All { get; } = new(null, null, null);

    /// <summary>Whether an example is meant.</summary>
    public bool Takes(FeedbackEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return (KeyId is null || KeyId == (entry.Example.KeyId ?? NoKey)) && !(entry.Received < From) && !(entry.Received >= To);
    }

    /// <summary>The filter in words, to follow a number of examples.</summary>
    public override string ToString()
    {
        var sender = KeyId switch { null => "", NoKey => " sent without a key", _ => $" sent with the key {Printable.Quote(KeyId)}" };
        return FormattableString.Invariant($"{sender}{(From is { } from ? $" from {from.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}" : "")}{(To is { } to ? $" before {to.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}" : "")}");
    }
}
