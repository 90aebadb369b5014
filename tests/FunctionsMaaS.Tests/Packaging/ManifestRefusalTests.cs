using System.Text;
using System.Text.Json.Nodes;
using FunctionsMaaS.Data;
using FunctionsMaaS.Packaging;
using Xunit;

namespace FunctionsMaaS.Tests.Packaging;

/// <summary>What a manifest must not be, each with its own message.</summary>
public sealed class ManifestRefusalTests
{
    [Fact]
    public void An_empty_file() => Refused([], "m is empty.");

    [Theory]
    [InlineData("hello")]
    [InlineData("[1,2]")]
    [InlineData("\"text\"")]
    [InlineData("12")]
    public void Something_that_is_no_json_object(string text) =>
        Refused(Encoding.UTF8.GetBytes(text), "m is not a manifest: it does not begin with a JSON object.");

    [Theory]
    [InlineData("{\"schema\": nothing}")]
    [InlineData("{\"schema\": \"x\",}")]
    [InlineData("{\"schema\": NaN}")]
    [InlineData("{} {}")]
    [InlineData("{\"\\ud800\": 1}")]
    public void Broken_json(string text) => Refused(Encoding.UTF8.GetBytes(text), "m is not valid JSON.");

    [Fact]
    public void A_manifest_cut_at_any_byte()
    {
        var whole = ManifestJson.Write(SignedManifest.Sample);

        for (var length = 1; length < whole.Length; length++)
        {
            var error = Assert.Throws<ModelPackageException>(() => ManifestJson.Read(whole.AsSpan(0, length), "m"));
            Assert.Equal(length < whole.Length - 1 ? "m is truncated: its JSON ends too early." : "m is altered or cut off: it does not end with its own digest.", error.Message);
        }
    }

    [Fact]
    public void A_manifest_with_any_bit_changed()
    {
        var whole = ManifestJson.Write(SignedManifest.Sample);

        for (var at = 0; at < whole.Length; at++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                whole[at] ^= (byte)(1 << bit);
                Assert.Throws<ModelPackageException>(() => ManifestJson.Read(whole, "m"));
                whole[at] ^= (byte)(1 << bit);
            }
        }
        ManifestJson.Read(whole, "m");
    }

    [Fact]
    public void A_value_changed_by_an_editor()
    {
        var changed = Encoding.UTF8.GetString(ManifestJson.Write(SignedManifest.Sample)).Replace("0.875", "0.999", StringComparison.Ordinal);

        Refused(Encoding.UTF8.GetBytes(changed), "m is altered: its content does not have the digest it ends with.");
    }

    [Fact]
    public void A_manifest_without_its_digest() =>
        Refused(Encoding.UTF8.GetBytes(SignedManifest.Head + "\n}\n"), "m is altered or cut off: it does not end with its own digest.");

    [Fact]
    public void A_manifest_with_something_after_it() =>
        Refused([.. ManifestJson.Write(SignedManifest.Sample), (byte)'\n'], "m is altered or cut off: it does not end with its own digest.");

    [Theory]
    [InlineData("\"schema\": \"functionsmaas/model-manifest\"", "\"schema\": \"onnx\\n\"", "m is of another schema: 'onnx\\u000a' instead of 'functionsmaas/model-manifest'.")]
    [InlineData("\"schema\": \"functionsmaas/model-manifest\"", "\"schema\": 5", "m is of another schema: '' instead of 'functionsmaas/model-manifest'.")]
    [InlineData("\"schema\": \"functionsmaas/model-manifest\"", "\"schema\": {\"schema\": \"functionsmaas/model-manifest\"}", "m is of another schema: '' instead of 'functionsmaas/model-manifest'.")]
    [InlineData("\"schema\": \"functionsmaas/model-manifest\",", "", "m is of another schema: '' instead of 'functionsmaas/model-manifest'.")]
    [InlineData("\"formatVersion\": 1", "\"formatVersion\": 2", "m has format version 2; this build reads up to 1. Update FunctionsMaaS to use it.")]
    [InlineData("\"formatVersion\": 1", "\"formatVersion\": 0", "m has no usable 'formatVersion': a whole number from 1 is needed.")]
    [InlineData("\"formatVersion\": 1", "\"formatVersion\": 1.5", "m has no usable 'formatVersion': a whole number from 1 is needed.")]
    [InlineData("\"formatVersion\": 1", "\"formatVersion\": \"1\"", "m has no usable 'formatVersion': a whole number from 1 is needed.")]
    [InlineData("\"formatVersion\": 1,", "", "m has no usable 'formatVersion': a whole number from 1 is needed.")]
    public void Another_schema_or_format(string piece, string replacement, string message) => Refused(SignedManifest.With(piece, replacement), message);

    [Fact]
    public void A_newer_format_however_it_is_signed() =>
        Refused("{\"formatVersion\": 7, \"schema\": \"functionsmaas/model-manifest\", \"signature\": {}}"u8, "m has format version 7; this build reads up to 1. Update FunctionsMaaS to use it.");

    [Theory]
    [InlineData("\"seed\": 7", "\"seed\": 7, \"seed\": 8", "m has the property 'seed' twice.")]
    [InlineData("\"seed\": 7", "\"seed\": 7, \"se\\u0065d\": 8", "m has the property 'seed' twice.")]
    [InlineData("\"l2\": \"1e-6\"", "\"l2\": \"1e-6\", \"l2\": \"1\"", "m has the property 'l2' twice.")]
    public void A_property_that_is_there_twice(string piece, string replacement, string message) => Refused(SignedManifest.With(piece, replacement), message);

    [Theory]
    [InlineData("\"created\": \"2025-03-01T12:00:00+00:00\",", "", "m has no 'created'.")]
    [InlineData("\"recipe\": \"nb-sdca\",", "", "m has no 'recipe'.")]
    [InlineData("\"recipe\": \"nb-sdca\"", "\"recipe\": null", "m has no 'recipe'.")]
    [InlineData("\"name\": \"newsgroups\",", "", "m has no 'dataset.name'.")]
    [InlineData("\"documents\": 360", "\"documents\": null", "m has no 'dataset.documents'.")]
    [InlineData("\"file\": \"model.bin\",", "", "m has no 'payload.file'.")]
    [InlineData("\"format\": \"stub\",", "", "m has no 'payload.format'.")]
    [InlineData("\"strip\": [],", "", "m has no 'settings.strip'.")]
    public void A_field_that_is_missing(string piece, string replacement, string message) => Refused(SignedManifest.With(piece, replacement), message);

    [Theory]
    [InlineData("parameters")]
    [InlineData("labels")]
    [InlineData("settings")]
    [InlineData("metrics")]
    [InlineData("libraries")]
    [InlineData("payload")]
    public void A_part_that_is_missing(string part)
    {
        var manifest = JsonNode.Parse(SignedManifest.Head + "}")!.AsObject();
        manifest.Remove(part);

        Refused(SignedManifest.Of(manifest.ToJsonString()[..^1]), $"m has no '{part}'.");
    }

    [Theory]
    [InlineData("\"seed\": 7", "\"seed\": 7, \"extra\": 1", "m: the value at '$.extra' is unknown or of the wrong type.")]
    [InlineData("\"seed\": 7", "\"seed\": \"7\"", "m: the value at '$.seed' is unknown or of the wrong type.")]
    [InlineData("\"seed\": 7", "\"seed\": 7.5", "m: the value at '$.seed' is unknown or of the wrong type.")]
    [InlineData("\"seed\": 7", "\"seed\": 99999999999", "m: the value at '$.seed' is unknown or of the wrong type.")]
    [InlineData("\"created\": \"2025-03-01T12:00:00+00:00\"", "\"created\": \"yesterday\"", "m: the value at '$.created' is unknown or of the wrong type.")]
    [InlineData("\"accuracy\": 0.875", "\"accuracy\": \"NaN\"", "m: the value at '$.metrics.accuracy' is unknown or of the wrong type.")]
    [InlineData("\"accuracy\": 0.875", "\"accuracy\": null", "m: the value at '$.metrics.accuracy' is unknown or of the wrong type.")]
    [InlineData("\"nb-sdca\"", "\"\\ud800\"", "m: the value at '$.recipe' is unknown or of the wrong type.")]
    public void A_field_of_another_type_or_unknown(string piece, string replacement, string message) => Refused(SignedManifest.With(piece, replacement), message);

    [Theory]
    [InlineData("\"version\": 3", "\"version\": 0", "m: 'version' is 0; allowed are whole numbers from 1.")]
    [InlineData("\"name\": \"news\"", "\"name\": \" \"", "m: 'name' is ' '; allowed is text of 1 to 512 characters.")]
    [InlineData("\"recipe\": \"nb-sdca\"", "\"recipe\": \"\"", "m: 'recipe' is ''; allowed is text of 1 to 512 characters.")]
    [InlineData("    \"a\",\n", "", "m: 'labels' has 1 entries; a classifier needs at least 2.")]
    [InlineData("    \"a\",\n", "    \"b\",\n", "m: 'labels' has 'b' twice.")]
    [InlineData("    \"a\",\n", "    null,\n", "m: 'labels' has ''; allowed is text of 1 to 512 characters, one of them visible.")]
    [InlineData("    \"a\",\n", "    \"\\t\",\n", "m: 'labels' has '\\u0009'; allowed is text of 1 to 512 characters, one of them visible.")]
    [InlineData("\"l2\": \"1e-6\"", "\"l2\": null", "m: 'parameters.l2' is not text.")]
    [InlineData("\"l2\": \"1e-6\"", "\"\": \"1e-6\"", "m: 'parameters' has the name ''; allowed is text of 1 to 512 characters.")]
    [InlineData("\"FunctionsMaaS\"", "\" \"", "m: 'libraries' has the name ' '; allowed is text of 1 to 512 characters.")]
    [InlineData("\"accuracy\": 0.875", "\"accuracy\": 1e999", "m: 'metrics.accuracy' is Infinity; allowed are finite numbers.")]
    [InlineData("\"temperature\": 1.25", "\"temperature\": 0", "m: 'settings.temperature' is 0; allowed are finite numbers above 0.")]
    [InlineData("\"temperature\": 1.25", "\"temperature\": -1", "m: 'settings.temperature' is -1; allowed are finite numbers above 0.")]
    [InlineData("\"temperature\": 1.25", "\"temperature\": 1e999", "m: 'settings.temperature' is Infinity; allowed are finite numbers above 0.")]
    [InlineData("\"temperature\": 1.25", "\"textColumn\": \"\"", "m: 'settings.textColumn' is ''; allowed is text of 1 to 512 characters.")]
    [InlineData("\"strip\": []", "\"strip\": [\"body\"]", "m: 'settings.strip' has 'body'; allowed are headers, footers, quotes, each once.")]
    [InlineData("\"strip\": []", "\"strip\": [null]", "m: 'settings.strip' has ''; allowed are headers, footers, quotes, each once.")]
    [InlineData("\"strip\": []", "\"strip\": [\"quotes\", \"quotes\"]", "m: 'settings.strip' has 'quotes'; allowed are headers, footers, quotes, each once.")]
    [InlineData("\"documents\": 360", "\"documents\": 360, \"version\": 0", "m: 'dataset.version' is 0; allowed are whole numbers from 1.")]
    [InlineData("\"documents\": 360", "\"documents\": 360, \"heldOutDigest\": \"md5:1\"", "m: 'dataset.heldOutDigest' is 'md5:1'; allowed is 'sha256:' and 64 lower-case hexadecimal digits.")]
    [InlineData("\"documents\": 360", "\"documents\": -1", "m: 'dataset.documents' is -1; allowed are whole numbers from 0.")]
    [InlineData("\"size\": 3", "\"size\": -3", "m: 'payload.size' is -3; allowed are 1 to 1073741824 bytes.")]
    [InlineData("\"size\": 3", "\"size\": 0", "m: 'payload.size' is 0; allowed are 1 to 1073741824 bytes.")]
    [InlineData("\"size\": 3", "\"size\": 9223372036854775807", "m: 'payload.size' is 9223372036854775807; allowed are 1 to 1073741824 bytes.")]
    [InlineData("\"file\": \"model.bin\"", "\"file\": \"../model.bin\"", "m: 'payload.file' is '../model.bin'; allowed are model.zip and model.bin.")]
    [InlineData("\"file\": \"model.bin\"", "\"file\": \"Model.bin\"", "m: 'payload.file' is 'Model.bin'; allowed are model.zip and model.bin.")]
    [InlineData("\"file\": \"model.bin\"", "\"file\": \"manifest.json\"", "m: 'payload.file' is 'manifest.json'; allowed are model.zip and model.bin.")]
    public void A_value_that_is_not_allowed(string piece, string replacement, string message) => Refused(SignedManifest.With(piece, replacement), message);

    [Theory]
    [InlineData("sha256:")]
    [InlineData("md5:d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("sha256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("sha256:zaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void A_digest_that_is_none(string digest)
    {
        const string Allowed = "allowed is 'sha256:' and 64 lower-case hexadecimal digits.";
        Refused(SignedManifest.With(SignedManifest.Sample.Payload.Digest, digest), Allowed, exact: false);
        Refused(SignedManifest.With(SignedManifest.Sample.Dataset!.Digest, digest), Allowed, exact: false);
    }

    [Fact]
    public void A_manifest_nested_too_deep() =>
        Refused(Encoding.UTF8.GetBytes($"{{\"x\": {new string('[', 100_000)}"), "m is nested more than 8 levels deep.");

    [Fact]
    public void A_manifest_that_is_absurdly_large() =>
        Refused(new byte[ManifestJson.MaxBytes + 1], "m is too large: 4194305 bytes, at most 4194304 are allowed.");

    [Fact]
    public void Bytes_that_are_not_utf8()
    {
        var head = Encoding.UTF8.GetBytes(SignedManifest.Head);
        head[Array.IndexOf(head, (byte)'n', SignedManifest.Head.IndexOf("nb-sdca", StringComparison.Ordinal))] = 0xff;

        Refused(SignedManifest.Of(head), "m: the value at '$.recipe' is unknown or of the wrong type.");
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_number_that_is_none_is_not_written(double value)
    {
        var metric = SignedManifest.Sample with { Metrics = new Dictionary<string, double> { ["ece"] = value } };
        var temperature = SignedManifest.Sample with { Settings = new() { Temperature = value } };

        Assert.Contains("'metrics.ece'", Assert.Throws<ModelPackageException>(() => ManifestJson.Write(metric)).Message, StringComparison.Ordinal);
        Assert.Contains("'settings.temperature'", Assert.Throws<ModelPackageException>(() => ManifestJson.Write(temperature)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_would_not_be_read_is_not_written()
    {
        var sample = SignedManifest.Sample;
        Assert.Throws<ModelPackageException>(() => ManifestJson.Write(sample with { Labels = ["a"] }));
        Assert.Throws<ModelPackageException>(() => ManifestJson.Write(sample with { Labels = ["a", "\ud800"] }));
        Assert.Throws<ModelPackageException>(() => ManifestJson.Write(sample with { Labels = ["a", new string('b', 513)] }));
        Assert.Throws<ModelPackageException>(() => ManifestJson.Write(sample with { Parameters = new Dictionary<string, string> { ["x"] = "\udc00" } }));
        Assert.Throws<ModelPackageException>(() => ManifestJson.Write(sample with { Settings = new() { Strip = (MessageParts)8 } }));
        Assert.Throws<ModelPackageException>(() => ManifestJson.Write(sample with { Parameters = new Dictionary<string, string> { ["x"] = new('y', ManifestJson.MaxBytes) } }));
    }

    private static void Refused(ReadOnlySpan<byte> bytes, string message, bool exact = true)
    {
        var copy = bytes.ToArray();
        var error = Assert.Throws<ModelPackageException>(() => ManifestJson.Read(copy, "m"));
        if (exact)
            Assert.Equal(message, error.Message);
        else
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
