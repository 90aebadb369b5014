namespace FunctionsMaaS.Registry;

internal static class ObjectStoreWrites
{
    /// <summary>
    /// Writes what must not be there yet. A store that repeats a request whose answer was lost finds its own first attempt: what is there
    /// with exactly this content is this write.
    /// </summary>
    /// <returns>Whether it is there now; if not, something else is.</returns>
    public static async Task<bool> WriteOnceAsync(this IObjectStore store, ObjectKey key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (await store.WriteAsync(key, content, WriteCondition.Absent, cancellationToken) is not null)
            return true;
        return await store.WrittenAsync(key, content, cancellationToken) is not null;
    }

    /// <summary>Replaces what has an ETag, or writes what must not be there yet, and knows its own first attempt again as <see cref="WriteOnceAsync"/> does.</summary>
    /// <param name="store">The store.</param>
    /// <param name="key">The object.</param>
    /// <param name="content">What nobody else writes: it has an id.</param>
    /// <param name="etag">The ETag it must have; <see langword="null"/> if it must not be there.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The new ETag, or <see langword="null"/> if something else is there now.</returns>
    public static async Task<string?> SwapAsync(
        this IObjectStore store, ObjectKey key, ReadOnlyMemory<byte> content, string? etag, CancellationToken cancellationToken) =>
        await store.WriteAsync(key, content, etag is null ? WriteCondition.Absent : WriteCondition.Matches(etag), cancellationToken)
        ?? await store.WrittenAsync(key, content, cancellationToken);

    private static async Task<string?> WrittenAsync(this IObjectStore store, ObjectKey key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var there = await store.ReadAsync(key, null, content.Length, cancellationToken);
        return there.Status == StoredObjectStatus.Found && there.Content.Span.SequenceEqual(content.Span) ? there.ETag : null;
    }
}
