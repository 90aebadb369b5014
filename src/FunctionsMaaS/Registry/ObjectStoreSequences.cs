namespace FunctionsMaaS.Registry;

internal static class ObjectStoreSequences
{
    /// <summary>The numbers of the objects of a folder that are numbered as <see cref="RegistryLayout.LedgerEntry"/> is, newest first.</summary>
    public static async Task<IReadOnlyList<int>> SequencesAsync(this IObjectStore store, ObjectKey folder, CancellationToken cancellationToken)
    {
        var sequences = new List<int>();
        await foreach (var file in store.ListObjectsAsync(folder, cancellationToken))
        {
            if (RegistryLayout.SequenceOf(file) is { } sequence)
                sequences.Add(sequence);
        }
        sequences.Reverse();
        return sequences;
    }
}
