using System.Text;
using FunctionsMaaS.Data;

namespace FunctionsMaaS.Packaging;

/// <summary>What must hold of every manifest, checked alike when one is written and when one is read.</summary>
internal static class ManifestRules
{
    public const int MaxText = 512;

    private static readonly string[] PayloadFiles = ["model.zip", "model.bin"];

    /// <exception cref="ModelPackageException">A rule is broken; the message, which begins with <paramref name="source"/>, says which.</exception>
    public static void Check(ModelManifest manifest, string source)
    {
        if (FaultsOf(manifest).FirstOrDefault() is { } fault)
            throw new ModelPackageException($"{source}: {fault}");
    }

    private static IEnumerable<string> FaultsOf(ModelManifest manifest)
    {
        if (manifest.Name is { } name && !IsText(name))
            yield return $"'name' is '{Printable.Quote(name)}'; allowed is text of 1 to {MaxText} characters.";
        if (manifest.Version is < 1)
            yield return $"'version' is {manifest.Version}; allowed are whole numbers from 1.";
        if (!IsText(manifest.Recipe))
            yield return $"'recipe' is '{Printable.Quote(manifest.Recipe)}'; allowed is text of 1 to {MaxText} characters.";
        foreach (var fault in FaultsOfLabels(manifest.Labels))
            yield return fault;
        foreach (var fault in FaultsOfMaps(manifest))
            yield return fault;
        if (manifest.Settings.Temperature is { } temperature && !(double.IsFinite(temperature) && temperature > 0))
            yield return FormattableString.Invariant($"'settings.temperature' is {temperature}; allowed are finite numbers above 0.");
        if ((manifest.Settings.Strip & ~(MessageParts.Headers | MessageParts.Footers | MessageParts.Quotes)) != 0)
            yield return $"'settings.strip' is {(int)manifest.Settings.Strip}, which has unknown parts.";
        if (manifest.Settings.TextColumn is { } column && !IsText(column))
            yield return $"'settings.textColumn' is '{Printable.Quote(column)}'; allowed is text of 1 to {MaxText} characters.";
        foreach (var fault in manifest.Dataset is { } dataset ? FaultsOf(dataset) : [])
            yield return fault;
        foreach (var fault in manifest.Feedback is { } feedback ? FaultsOf(feedback) : [])
            yield return fault;
        foreach (var fault in manifest.Evaluation?.Faults(manifest.Labels.Count) ?? [])
            yield return fault;
        foreach (var fault in SliceRules.Faults(manifest.Slices))
            yield return fault;
        foreach (var fault in manifest.Verdict?.Faults() ?? [])
            yield return fault;
        foreach (var fault in FaultsOf(manifest.Payload))
            yield return fault;
    }

    private static IEnumerable<string> FaultsOf(DatasetReference dataset)
    {
        if (!IsText(dataset.Name))
            yield return $"'dataset.name' is '{Printable.Quote(dataset.Name)}'; allowed is text of 1 to {MaxText} characters.";
        if (!Digest.IsWellFormed(dataset.Digest))
            yield return NoDigest("dataset.digest", dataset.Digest);
        if (dataset.Documents < 0)
            yield return $"'dataset.documents' is {dataset.Documents}; allowed are whole numbers from 0.";
        if (dataset.HeldOutDigest is { } heldOut && !Digest.IsWellFormed(heldOut))
            yield return NoDigest("dataset.heldOutDigest", heldOut);
        if (dataset.Version is < 1)
            yield return $"'dataset.version' is {dataset.Version}; allowed are whole numbers from 1.";
    }

    private static IEnumerable<string> FaultsOf(FeedbackReference feedback)
    {
        foreach (var (field, count) in new[] { ("examples", feedback.Examples), ("quarantined", feedback.Quarantined) }.Where(c => c.Item2 < 0))
            yield return $"'feedback.{field}' is {count}; allowed are whole numbers from 0.";
        if (feedback.Digest is { } digest && !Digest.IsWellFormed(digest))
            yield return NoDigest("feedback.digest", digest);
        foreach (var (key, count) in feedback.Contributors.Where(c => !IsText(c.Key) || c.Value < 1))
            yield return $"'feedback.contributors' has '{Printable.Quote(key)}' with {count}; allowed are ids of keys with whole numbers from 1.";
    }

    private static IEnumerable<string> FaultsOfLabels(IReadOnlyList<string> labels)
    {
        if (labels.Count < 2)
            yield return $"'labels' has {labels.Count} entries; a classifier needs at least 2.";
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var label in labels)
        {
            if (!IsText(label))
                yield return $"'labels' has '{Printable.Quote(label)}'; allowed is text of 1 to {MaxText} characters, one of them visible.";
            else if (!seen.Add(label))
                yield return $"'labels' has '{Printable.Quote(label)}' twice.";
        }
    }

    private static IEnumerable<string> FaultsOfMaps(ModelManifest manifest)
    {
        var keys = new (string Map, IEnumerable<string> Keys)[]
        {
            ("parameters", manifest.Parameters.Keys), ("metrics", manifest.Metrics.Keys), ("libraries", manifest.Libraries.Keys),
        };
        foreach (var (map, names) in keys)
        {
            foreach (var name in names.Where(name => !IsText(name)))
                yield return $"'{map}' has the name '{Printable.Quote(name)}'; allowed is text of 1 to {MaxText} characters.";
        }
        foreach (var (map, entries) in new[] { ("parameters", manifest.Parameters), ("libraries", manifest.Libraries) })
        {
            foreach (var (name, value) in entries.Where(entry => entry.Value is null || !IsWellFormed(entry.Value)))
                yield return $"'{map}.{Printable.Quote(name)}' is not text.";
        }
        foreach (var (name, value) in manifest.Metrics.Where(metric => !double.IsFinite(metric.Value)))
            yield return FormattableString.Invariant($"'metrics.{Printable.Quote(name)}' is {value}; allowed are finite numbers.");
    }

    private static IEnumerable<string> FaultsOf(PayloadReference payload)
    {
        if (!PayloadFiles.Contains(payload.File, StringComparer.Ordinal))
            yield return $"'payload.file' is '{Printable.Quote(payload.File)}'; allowed are {string.Join(" and ", PayloadFiles)}.";
        if (!IsText(payload.Format))
            yield return $"'payload.format' is '{Printable.Quote(payload.Format)}'; allowed is text of 1 to {MaxText} characters.";
        if (!Digest.IsWellFormed(payload.Digest))
            yield return NoDigest("payload.digest", payload.Digest);
        if (payload.Size is < 1 or > ModelPackage.MaxPayloadBytes)
            yield return $"'payload.size' is {payload.Size}; allowed are 1 to {ModelPackage.MaxPayloadBytes} bytes.";
    }

    private static string NoDigest(string field, string value) =>
        $"'{field}' is '{Printable.Quote(value)}'; allowed is '{Digest.Prefix}' and {Digest.HexLength} lower-case hexadecimal digits.";

    private static bool IsText(string? value) => value is { Length: <= MaxText } && !string.IsNullOrWhiteSpace(value) && IsWellFormed(value);

    /// <summary>Without lone surrogates, which UTF-8 cannot carry and a writer would silently replace.</summary>
    public static bool IsWellFormed(string value)
    {
        for (var rest = value.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) != System.Buffers.OperationStatus.Done)
                return false;
            rest = rest[length..];
        }
        return true;
    }
}
