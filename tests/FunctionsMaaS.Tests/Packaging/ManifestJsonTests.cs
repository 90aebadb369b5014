using System.Text;
using System.Text.Json;
using CsCheck;
using FunctionsMaaS.Data;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Testing.Packaging;
using Xunit;

namespace FunctionsMaaS.Tests.Packaging;

public sealed class ManifestJsonTests
{
    /// <summary>Written by Python's json and hashlib, not by this code.</summary>
    private static byte[] Golden { get; } = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Packaging", "Golden", "manifest.json"));

    [Fact]
    public void A_manifest_written_by_another_program_to_the_documented_format_is_read()
    {
        var manifest = ManifestJson.Read(Golden, "golden");

        Assert.Equal("newsgroups", manifest.Name);
        Assert.Equal(3, manifest.Version);
        Assert.Equal(new DateTimeOffset(2025, 3, 1, 12, 0, 0, 250, TimeSpan.Zero), manifest.Created);
        Assert.Equal("nb-sdca", manifest.Recipe);
        Assert.Equal("größer < \"1\" & 'x'", manifest.Parameters["note"]);
        Assert.Equal(7, manifest.Seed);
        Assert.Equal(["rec.autos", "sci.space", "ünïcode \\ label"], manifest.Labels);
        Assert.Equal(new() { Strip = MessageParts.Headers | MessageParts.Quotes, Temperature = 1.25, TextColumn = "Text" }, manifest.Settings);
        Assert.Equal(new("newsgroups", SamplePackages.DatasetDigest, 360), manifest.Dataset);
        Assert.Equal(new Dictionary<string, double> { ["accuracy"] = 0.875, ["documents"] = 80, ["ece"] = 0.03125 }, manifest.Metrics);
        Assert.Equal("5.0.1", manifest.Libraries["Microsoft.ML"]);
        Assert.Equal(new("model.bin", "label-list", "sha256:239f59ed55e737c77147cf55ad0c1b030b6d7ee748a7426952f9b852d5a935e5", 7), manifest.Payload);
    }

    [Fact]
    public void A_manifest_is_written_as_the_other_program_did() =>
        Assert.Equal(Encoding.UTF8.GetString(Golden), Encoding.UTF8.GetString(ManifestJson.Write(ManifestJson.Read(Golden, "golden"))));

    [Fact]
    public void A_manifest_is_one_json_object_with_its_digest_last()
    {
        using var json = JsonDocument.Parse(ManifestJson.Write(SignedManifest.Sample));

        Assert.Equal("digest", json.RootElement.EnumerateObject().Last().Name);
    }

    [Fact]
    public void What_is_not_known_is_left_out()
    {
        var manifest = SignedManifest.Sample with { Name = null, Version = null, Seed = null, Dataset = null, Settings = new() };

        var json = Encoding.UTF8.GetString(ManifestJson.Write(manifest));
        var read = ManifestJson.Read(ManifestJson.Write(manifest), "manifest");

        Assert.DoesNotContain("null", json, StringComparison.Ordinal);
        Assert.Null(read.Name);
        Assert.Null(read.Version);
        Assert.Null(read.Seed);
        Assert.Null(read.Dataset);
        Assert.Equal(new(), read.Settings);
    }

    [Fact]
    public void The_time_is_written_in_utc()
    {
        var written = SignedManifest.Sample with { Created = new DateTimeOffset(2025, 3, 1, 1, 30, 0, TimeSpan.FromHours(2)) };

        var read = ManifestJson.Read(ManifestJson.Write(written), "manifest");

        Assert.Equal(new DateTimeOffset(2025, 2, 28, 23, 30, 0, TimeSpan.Zero), read.Created);
        Assert.Equal(TimeSpan.Zero, read.Created.Offset);
    }

    [Fact]
    public void Any_manifest_is_read_as_it_was_written() =>
        Manifests.Sample(manifest =>
        {
            var bytes = ManifestJson.Write(manifest);
            var read = ManifestJson.Read(bytes, "manifest");

            Assert.Equal(manifest.Name, read.Name);
            Assert.Equal(manifest.Version, read.Version);
            Assert.Equal(manifest.Created, read.Created);
            Assert.Equal(manifest.Recipe, read.Recipe);
            Assert.Equal(manifest.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal), read.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal));
            Assert.Equal(manifest.Seed, read.Seed);
            Assert.Equal(manifest.Labels, read.Labels);
            Assert.Equal(manifest.Settings, read.Settings);
            Assert.Equal(manifest.Dataset, read.Dataset);
            Assert.Equal(manifest.Feedback?.Digest, read.Feedback?.Digest);
            Assert.Equal(manifest.Feedback?.Examples, read.Feedback?.Examples);
            Assert.Equal(manifest.Feedback?.Contributors.OrderBy(c => c.Key, StringComparer.Ordinal), read.Feedback?.Contributors.OrderBy(c => c.Key, StringComparer.Ordinal));
            Assert.Equal(manifest.Metrics.OrderBy(m => m.Key, StringComparer.Ordinal), read.Metrics.OrderBy(m => m.Key, StringComparer.Ordinal));
            Assert.Equal(manifest.Payload, read.Payload);
            Assert.Equal(bytes, ManifestJson.Write(read));
        }, iter: 1_000);

    [Fact]
    public void The_order_of_a_dictionary_does_not_change_the_bytes()
    {
        var forwards = SignedManifest.Sample with { Metrics = new Dictionary<string, double> { ["accuracy"] = 1, ["ece"] = 0 } };
        var backwards = SignedManifest.Sample with { Metrics = new Dictionary<string, double> { ["ece"] = 0, ["accuracy"] = 1 } };

        Assert.Equal(ManifestJson.Write(forwards), ManifestJson.Write(backwards));
    }

    private static Gen<string> Texts { get; } =
        Gen.OneOf(Gen.Char.AlphaNumeric, Gen.Char["\"\\/<>&'+\u00e4\u20ac\0\n\u2028\ufeff"]).Array[0, 12].Select(cs => "x" + new string(cs) + "\ud83d\ude80");

    private static Gen<ModelManifest> Manifests { get; } =
        from labels in Texts.HashSet[2, 30]
        from map in Gen.Dictionary(Texts, Gen.OneOf(Texts, Gen.Const("")))[0, 5]
        from metrics in Gen.Dictionary(Texts, Gen.Double.Where(double.IsFinite))[0, 5]
        from ticks in Gen.Long[0, DateTimeOffset.MaxValue.Ticks]
        from version in Gen.Int[1, int.MaxValue]
        from seed in Gen.Int
        from strip in Gen.Int[0, 7]
        from temperature in Gen.Double[double.Epsilon, double.MaxValue]
        from size in Gen.Long[1, ModelPackage.MaxPayloadBytes]
        from optional in Gen.Bool
        from text in Texts
        select new ModelManifest
        {
            Name = optional ? text : null,
            Version = optional ? version : null,
            Created = new(ticks, TimeSpan.Zero),
            Recipe = text,
            Parameters = map,
            Seed = optional ? seed : null,
            Labels = [.. labels],
            Settings = new() { Strip = (MessageParts)strip, Temperature = optional ? temperature : null, TextColumn = optional ? text : null },
            Dataset = optional ? new(text, SamplePackages.DatasetDigest, version) { HeldOutDigest = SamplePackages.DatasetDigest, Version = version } : null,
            Feedback = optional ? new(version, 0, SamplePackages.DatasetDigest, new Dictionary<string, int> { [text] = version, ["-"] = 1 }) : null,
            Metrics = metrics,
            Libraries = map,
            Payload = new(optional ? "model.zip" : "model.bin", text, SamplePackages.DatasetDigest, size),
        };
}
