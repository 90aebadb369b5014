namespace FunctionsMaaS.Data;

/// <summary>A place that a dataset can be read from, again and again: a path, or a blob. Implementations are thread-safe.</summary>
public interface IDatasetSource
{
    /// <summary>The place, for messages and logs; contains no secret.</summary>
    string Description { get; }

    /// <summary>Reads the whole dataset as it is now.</summary>
    /// <exception cref="DatasetException">It is missing, empty, unreadable or of unknown format.</exception>
    Task<DatasetParts> ReadAsync(CancellationToken cancellationToken);
}
