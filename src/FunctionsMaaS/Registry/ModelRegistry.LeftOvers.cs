using System.Text.Json;
using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Registry;

public sealed partial class ModelRegistry
{
    /// <summary>
    /// Removes the payloads that publishers left who were killed before they had written a manifest. Their numbers stay taken, since the
    /// ledger names them.
    /// </summary>
    /// <param name="name">The model.</param>
    /// <param name="age">How old a claim must be: far longer than publishing takes, whatever clocks say. Were a publisher slower still, its version would be one that no alias can be pointed to.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many payloads were removed.</returns>
    public async Task<int> RemoveLeftOversAsync(string name, TimeSpan age, CancellationToken cancellationToken = default)
    {
        var removed = 0;
        foreach (var (version, payload) in await PayloadsWithoutManifestAsync(ModelReference.EnsureName(name, "model name"), cancellationToken))
        {
            if (await ClaimedAsync(name, version, cancellationToken) is { } claimed && _time.GetUtcNow() - claimed > age
                && await _store.DeleteAsync(RegistryLayout.Payload(name, version, payload), cancellationToken))
            {
                removed++;
                Log.LeftOverRemoved(_logger, payload, name, version);
            }
        }
        return removed;
    }

    private async Task<IReadOnlyList<(int Version, string Payload)>> PayloadsWithoutManifestAsync(string name, CancellationToken cancellationToken)
    {
        var payloads = new List<(int Version, string Payload)>();
        var published = new HashSet<int>();
        await foreach (var path in _store.ListTreeAsync(RegistryLayout.Versions(name), cancellationToken))
        {
            if (RegistryLayout.VersionOf(path) is not { } version || RegistryLayout.FileOf(path) is not { } file)
                continue;
            if (file == ManifestJson.FileName)
                published.Add(version);
            else if (file is "model.zip" or "model.bin")
                payloads.Add((version, file));
        }
        payloads.RemoveAll(p => published.Contains(p.Version));
        return payloads;
    }

    /// <summary>When a number was claimed; <see langword="null"/> if that is not known.</summary>
    private async Task<DateTimeOffset?> ClaimedAsync(string name, int version, CancellationToken cancellationToken)
    {
        var stored = await _store.ReadAsync(RegistryLayout.Claim(name, version), null, AliasDocument.MaxBytes, cancellationToken);
        try
        {
            return stored.Status == StoredObjectStatus.Found ? JsonSerializer.Deserialize(stored.Content.Span, RegistryJsonContext.Exact.ClaimDocument)?.Claimed : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
