using System.Text;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Testing.Packaging;
using Xunit;

namespace FunctionsMaaS.Tests.Packaging;

/// <summary>Damage of every kind, seeded: whatever the bytes, they are read as what was written or refused with a <see cref="ModelPackageException"/>.</summary>
public sealed class PackagingFuzzTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Damaged_manifests_are_refused(int seed)
    {
        var random = new Random(seed);
        var whole = ManifestJson.Write(SignedManifest.Sample);
        for (var i = 0; i < 3_000; i++)
        {
            var damaged = Damage(whole, random);
            if (!damaged.AsSpan().SequenceEqual(whole))
                Assert.Throws<ModelPackageException>(() => ManifestJson.Read(damaged, "m"));
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Forged_manifests_are_refused_or_are_the_manifest_they_say(int seed)
    {
        var random = new Random(seed);
        var head = Encoding.UTF8.GetBytes(SignedManifest.Head);
        var read = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var forged = SignedManifest.Of(Damage(head, random));
            try
            {
                var manifest = ManifestJson.Read(forged, "m");
                // It broke no rule, so it can be written, and says the same again.
                var rewritten = ManifestJson.Write(manifest);
                Assert.Equal(rewritten, ManifestJson.Write(ManifestJson.Read(rewritten, "m")));
                read++;
            }
            catch (ModelPackageException)
            {
            }
        }
        Assert.InRange(read, 1, 2_999);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public void Damaged_packages_are_refused_or_still_hold_what_was_written(int seed)
    {
        var random = new Random(seed);
        var package = SamplePackages.Of("rec.autos", "sci.space");
        var manifest = ManifestJson.Write(package.Manifest);
        using var stream = new MemoryStream();
        ModelPackageFile.Write(package, stream);
        var whole = stream.ToArray();
        var refused = 0;
        for (var i = 0; i < 3_000; i++)
        {
            try
            {
                var read = ModelPackageFile.Read(new MemoryStream(Damage(whole, random)), "p");
                Assert.Equal(manifest, ManifestJson.Write(read.Manifest));
                Assert.True(read.Payload.Span.SequenceEqual(package.Payload.Span));
            }
            catch (ModelPackageException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 2_000, 3_000);
    }

    /// <summary>One to four of: a bit, a byte, a run of one byte, a piece removed, doubled, moved, a number made large, the end cut.</summary>
    private static byte[] Damage(byte[] whole, Random random)
    {
        var bytes = new List<byte>(whole);
        for (var count = random.Next(1, 5); count > 0 && bytes.Count > 8; count--)
        {
            var at = random.Next(bytes.Count);
            var length = random.Next(1, Math.Min(32, bytes.Count - at + 1));
            switch (random.Next(8))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    var value = (byte)(random.Next(3) switch { 0 => 0, 1 => 0xff, _ => '9' });
                    for (var i = 0; i < length; i++)
                        bytes[at + i] = value;
                    break;
                case 3:
                    bytes.RemoveRange(at, length);
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 5:
                    var piece = bytes.GetRange(at, length);
                    bytes.RemoveRange(at, length);
                    bytes.InsertRange(random.Next(bytes.Count + 1), piece);
                    break;
                case 6:
                    bytes.InsertRange(at, "\"\\ud800[{1e999"u8.Slice(random.Next(13), 1));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }
        return [.. bytes];
    }
}
