using FunctionsMaaS.Packaging;
using FunctionsMaaS.Packaging.Signatures;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Packaging;
using Xunit;

namespace FunctionsMaaS.Tests.Packaging.Signatures;

public sealed class SignedPackageTests : IDisposable
{
    private static readonly SigningKey Key = SigningKey.New();
    private static readonly ManifestTrust Signer = new(Key, []);
    private static readonly ManifestTrust Verifier = new(null, [Key.PublicKey("release")]);

    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("model.maas");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_signed_package_is_read_by_those_who_trust_the_key_and_by_those_who_ask_for_none()
    {
        ModelPackageFile.Write(SamplePackages.Of("a", "b"), File, Signer);
        Assert.Equal(["a", "b"], ModelPackageFile.Read(File, Verifier).Manifest.Labels);
        Assert.Equal(["a", "b"], ModelPackageFile.Read(File).Manifest.Labels);
        Assert.Equal(new(SignatureState.Trusted, Key.Id, "release"), ModelPackageFile.ReadSignature(File, Verifier));
        Assert.Equal(SignatureState.Unknown, ModelPackageFile.ReadSignature(File, ManifestTrust.None).State);
    }

    [Fact]
    public void An_unsigned_package_is_refused_where_a_signature_is_required()
    {
        ModelPackageFile.Write(SamplePackages.Of("a", "b"), File);
        Assert.Contains("is not signed", Assert.Throws<ModelSignatureException>(() => ModelPackageFile.Read(File, Verifier)).Message, StringComparison.Ordinal);
        Assert.Equal(SignatureState.None, ModelPackageFile.ReadSignature(File, Verifier).State);
    }

    [Fact]
    public void A_package_with_the_signature_of_another_is_refused()
    {
        using var stream = new MemoryStream();
        var signature = Key.Sign(ManifestJson.Write(SamplePackages.Of("a", "b").Manifest)).Write();
        var package = SamplePackages.Of("a", "c");
        StoredZip.Write(stream, (ManifestJson.FileName, ManifestJson.Write(package.Manifest)), (ManifestSignature.FileName, signature), (package.Manifest.Payload.File, package.Payload));
        stream.Position = 0;
        Assert.Contains("is altered", Assert.Throws<ModelSignatureException>(() => ModelPackageFile.Read(stream, "it", Verifier)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_huge_or_second_signature_is_refused()
    {
        var package = SamplePackages.Of("a", "b");
        var manifest = ManifestJson.Write(package.Manifest);
        foreach (var signatures in new byte[][][] { [new byte[ManifestSignature.MaxBytes + 1]], [Key.Sign(manifest).Write(), Key.Sign(manifest).Write()] })
        {
            using var stream = new MemoryStream();
            StoredZip.Write(stream, [(ManifestJson.FileName, manifest), .. signatures.Select(s => (ManifestSignature.FileName, (ReadOnlyMemory<byte>)s)), (package.Manifest.Payload.File, package.Payload)]);
            stream.Position = 0;
            Assert.ThrowsAny<ModelPackageException>(() => ModelPackageFile.Read(stream, "it", Verifier));
        }
    }
}
