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
        var there = await store.ReadAsync(key, null, content.Length, cancellationToken);
        return there.Status == StoredObjectStatus.Found && there.Content.Span.SequenceEqual(content.Span);
    }
}
