using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using FunctionsMaaS.Data;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsMaaS.Registry;

/// <summary>
/// The corrected examples that people send, each an object that never changes. In Blob Storage they are in a container of their own, so that
/// who takes them needs no right to write models. Thread-safe, and safe with any number of other processes on the same store.
/// </summary>
/// <remarks>Besides what they name, all methods throw <see cref="RegistryUnavailableException"/> when the storage cannot be reached.</remarks>
public sealed class FeedbackStore
{
    /// <summary>The longest key of a repeated request, in characters.</summary>
    public const int MaxRepeatKeyLength = 255;

    private const int AtOnce = 16;
    private const int IdLength = 32;

    private readonly IObjectStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>Makes it over a store. Touches nothing.</summary>
    /// <param name="store">Where the examples are.</param>
    /// <param name="time">Tells when they came.</param>
    /// <param name="logger">Told of what cannot be read; never of a text.</param>
    public FeedbackStore(IObjectStore store, TimeProvider time, ILogger<FeedbackStore>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        _store = store;
        _time = time;
        _logger = logger ?? NullLogger<FeedbackStore>.Instance;
    }

    /// <summary>Checks a label as readers of datasets do.</summary>
    /// <returns>The label without white space around it.</returns>
    /// <exception cref="ArgumentException">It is empty, has more than 200 characters, or a control character.</exception>
    public static string EnsureLabel(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        var trimmed = label.Trim();
        return LabelRules.FaultOf(trimmed) is { } fault ? throw new ArgumentException($"The label {Quoted.Value(trimmed)} {fault}", nameof(label)) : trimmed;
    }

    /// <summary>Stores an example, durably: when this returns, it is there.</summary>
    /// <param name="model">The model it is for.</param>
    /// <param name="example">The example.</param>
    /// <param name="repeatKey">What the sender calls this request, so that it may be sent again; <see langword="null"/> to know it again by its content.</param>
    /// <param name="cancellationToken">Cancels the call; then the example is stored or not.</param>
    /// <returns>The example as stored, now or when it was sent first.</returns>
    /// <exception cref="FeedbackConflictException">The sender has used <paramref name="repeatKey"/> for another example; nothing was stored.</exception>
    public async Task<FeedbackEntry> AddFeedbackAsync(string model, FeedbackExample example, string? repeatKey = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(example);
        ModelReference.EnsureName(model, "model name");
        var entry = new FeedbackEntry(
            IdOf(example, repeatKey), model, example with { Label = EnsureLabel(example.Label) }, _time.GetUtcNow().ToUniversalTime());
        var key = RegistryLayout.Feedback(model, entry.Id);
        if (await _store.WriteAsync(key, FeedbackDocument.Write(entry), WriteCondition.Absent, cancellationToken) is not null)
            return entry;
        var first = await ReadAsync(model, entry.Id, cancellationToken)
            ?? throw new RegistryUnavailableException($"The example {entry.Id} of model '{model}' in {_store.Description} cannot be read, so it cannot be stored again.");
        return first.Example == entry.Example
            ? first
            : throw new FeedbackConflictException("This key was used for an example with another text or label; nothing was stored. Use a new key for each example.");
    }

    /// <summary>Reads the examples of a model in the order of their ids, which are scattered: the order says nothing. One that is damaged is left out, and logged.</summary>
    /// <param name="model">The model; it need not exist.</param>
    /// <param name="after">Goes on after this id, where an earlier reader stopped; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async IAsyncEnumerable<FeedbackEntry> ReadFeedbackAsync(
        string model, string? after = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ModelReference.EnsureName(model, "model name");
        var ids = new List<string>();
        await foreach (var file in _store.ListObjectsAsync(RegistryLayout.FeedbackOf(model), cancellationToken))
        {
            if (RegistryLayout.FeedbackIdOf(file) is { } id && string.CompareOrdinal(id, after) > 0)
                ids.Add(id);
        }

        foreach (var some in ids.Chunk(AtOnce))
        {
            foreach (var entry in await Task.WhenAll(some.Select(id => ReadAsync(model, id, cancellationToken))))
            {
                if (entry is not null)
                    yield return entry;
            }
        }
    }

    /// <summary>Deletes examples.</summary>
    /// <returns>How many of them were there.</returns>
    internal async Task<int> DeleteFeedbackAsync(string model, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var deleted = 0;
        foreach (var some in ids.Chunk(AtOnce))
            deleted += (await Task.WhenAll(some.Select(id => _store.DeleteAsync(RegistryLayout.Feedback(model, id), cancellationToken)))).Count(there => there);
        return deleted;
    }

    internal static bool IsId(string text) => text.Length == IdLength && text.All(char.IsAsciiHexDigitLower);

    private async Task<FeedbackEntry?> ReadAsync(string model, string id, CancellationToken cancellationToken)
    {
        var stored = await _store.ReadAsync(RegistryLayout.Feedback(model, id), null, FeedbackDocument.MaxBytes, cancellationToken);
        if (stored.Status == StoredObjectStatus.Absent)
            return null;
        var entry = stored.Status == StoredObjectStatus.Found ? FeedbackDocument.Read(stored.Content.Span, model, id) : null;
        if (entry is null)
            Log.FeedbackDamaged(_logger, id, model, _store.Description);
        return entry;
    }

    /// <summary>
    /// The same for the same example of the same sender, or for the same key of that sender. Another sender's is another, or one could not
    /// tell who sent what. No part has a NUL, which stands between them.
    /// </summary>
    private static string IdOf(FeedbackExample example, string? repeatKey)
    {
        string[] parts = repeatKey is null ? ["example", example.KeyId ?? "", example.Label, example.Text] : ["key", example.KeyId ?? "", repeatKey];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))))[..IdLength];
    }
}

/// <summary>A key was used for two different examples.</summary>
public sealed class FeedbackConflictException : Exception
{
    /// <summary>Makes the exception.</summary>
    public FeedbackConflictException(string message) : base(message) { }
}
