using FunctionsMaaS.Data;
using FunctionsMaaS.Packaging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsMaaS.Registry;

/// <summary>
/// The training sets that versions were trained on, numbered for each model like versions are. The texts are kept under the digest of their
/// content, once however often they are trained on; they never change. In Blob Storage they are in a container of their own, which who
/// classifies need not read. Thread-safe, and safe with any number of other processes on the same store.
/// </summary>
/// <remarks>Besides what they name, all methods throw <see cref="RegistryUnavailableException"/> when the storage cannot be reached.</remarks>
public sealed class DatasetStore
{
    /// <summary>The largest dataset that is kept, compressed, in bytes: 1 GiB.</summary>
    public const int MaxBytes = 1024 * 1024 * 1024;

    private const int ReadsAtOnce = 16;

    private readonly IObjectStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>Makes it over a store. Touches nothing.</summary>
    /// <param name="store">Where the datasets are.</param>
    /// <param name="time">Tells when they were stored.</param>
    /// <param name="logger">Told of what is stored, and of what cannot be read; never of a text.</param>
    public DatasetStore(IObjectStore store, TimeProvider time, ILogger<DatasetStore>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        _store = store;
        _time = time;
        _logger = logger ?? NullLogger<DatasetStore>.Instance;
    }

    /// <summary>Keeps a training set; one of the same content that is there already stays as it is, with its number.</summary>
    /// <param name="model">The model that is trained on it.</param>
    /// <param name="dataset">The training set.</param>
    /// <param name="feedback">How many of its examples are corrections.</param>
    /// <param name="cancellationToken">Cancels the call; what was written by then is used by the next.</param>
    /// <exception cref="DatasetException">It is too large to be kept.</exception>
    public async Task<StoredDataset> StoreAsync(string model, Dataset dataset, int feedback, CancellationToken cancellationToken = default)
    {
        ModelReference.EnsureName(model, "model name");
        ArgumentNullException.ThrowIfNull(dataset);
        var versions = await VersionsAsync(model, cancellationToken);
        if ((await ReadAsync(model, versions, cancellationToken)).FirstOrDefault(d => d.Digest == dataset.Digest) is { } there)
            return there;
        await WriteContentAsync(model, dataset, cancellationToken);
        var labels = new SortedDictionary<string, int>(dataset.Examples.CountBy(e => e.Label).ToDictionary(), StringComparer.Ordinal);
        for (var version = (versions is [var newest, ..] ? newest : 0) + 1; ; version++)
        {
            var stored = new StoredDataset(version, dataset.Name, dataset.Digest, dataset.Examples.Count, labels, feedback, _time.GetUtcNow().ToUniversalTime());
            if (await _store.WriteOnceAsync(RegistryLayout.DatasetVersion(model, version), StoredDatasetDocument.Write(stored), cancellationToken))
            {
                Log.DatasetStored(_logger, version, model, stored.Documents, stored.Digest);
                return stored;
            }
        }
    }

    /// <summary>Lists the datasets of a model, newest first. One that is damaged is left out, and logged.</summary>
    /// <param name="model">The model; it need not exist.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<StoredDataset>> ListAsync(string model, CancellationToken cancellationToken = default) =>
        await ReadAsync(model, await VersionsAsync(model, cancellationToken), cancellationToken);

    /// <summary>Reads a dataset, and verifies that it is whole.</summary>
    /// <param name="model">The model.</param>
    /// <param name="reference">The dataset as a manifest names it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="DatasetException">It is not there, or damaged.</exception>
    public async Task<Dataset> ReadAsync(string model, DatasetReference reference, CancellationToken cancellationToken = default)
    {
        ModelReference.EnsureName(model, "model name");
        ArgumentNullException.ThrowIfNull(reference);
        var stored = await _store.ReadAsync(RegistryLayout.DatasetContent(model, reference.Digest), null, MaxBytes, cancellationToken);
        if (stored.Status == StoredObjectStatus.Absent)
            throw new DatasetException($"The dataset {reference.Digest} of model '{model}' is not kept in {_store.Description}.");
        var dataset = await DatasetLines.ReadAsync(stored.Content, reference.Name, cancellationToken);
        return dataset.Digest == reference.Digest
            ? dataset
            : throw new DatasetException($"The dataset {reference.Digest} of model '{model}' in {_store.Description} is altered: its content has the digest {dataset.Digest}.");
    }

    /// <summary>Who finds content under its digest wrote or may use the same, even if it was compressed otherwise.</summary>
    private async Task WriteContentAsync(string model, Dataset dataset, CancellationToken cancellationToken)
    {
        var content = DatasetLines.Write(dataset);
        if (content.Length > MaxBytes)
            throw new DatasetException($"'{dataset.Name}' is too large to be kept: {content.Length} bytes compressed, at most {MaxBytes} are allowed. Set Maas:Retraining:KeepDatasets to false to train without keeping it.");
        await _store.WriteAsync(RegistryLayout.DatasetContent(model, dataset.Digest), content, WriteCondition.Absent, cancellationToken);
    }

    private async Task<IReadOnlyList<StoredDataset>> ReadAsync(string model, IEnumerable<int> versions, CancellationToken cancellationToken)
    {
        var datasets = new List<StoredDataset>();
        foreach (var some in versions.Chunk(ReadsAtOnce))
            datasets.AddRange((await Task.WhenAll(some.Select(version => FindAsync(model, version, cancellationToken)))).OfType<StoredDataset>());
        return datasets;
    }

    private async Task<StoredDataset?> FindAsync(string model, int version, CancellationToken cancellationToken)
    {
        var stored = await _store.ReadAsync(RegistryLayout.DatasetVersion(model, version), null, StoredDatasetDocument.MaxBytes, cancellationToken);
        var dataset = stored.Status == StoredObjectStatus.Found ? StoredDatasetDocument.Read(stored.Content.Span, version) : null;
        if (dataset is null)
            Log.DatasetDamaged(_logger, version, model, _store.Description);
        return dataset;
    }

    private Task<IReadOnlyList<int>> VersionsAsync(string model, CancellationToken cancellationToken) =>
        _store.SequencesAsync(RegistryLayout.DatasetsOf(ModelReference.EnsureName(model, "model name")), cancellationToken);
}
