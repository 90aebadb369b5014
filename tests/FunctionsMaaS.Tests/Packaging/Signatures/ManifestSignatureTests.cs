using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Packaging.Signatures;
using Xunit;

namespace FunctionsMaaS.Tests.Packaging.Signatures;

public sealed class ManifestSignatureTests
{
    private static readonly SigningKey Key = SigningKey.New();
    private static readonly ManifestTrust Trust = new(null, [Key.PublicKey("release")]);
    private static readonly byte[] Manifest = ManifestJson.Write(SignedManifest.Sample);
    private static readonly byte[] Signature = Key.Sign(Manifest).Write();

    [Fact]
    public void What_a_trusted_key_signed_is_trusted() =>
        Assert.Equal(new(SignatureState.Trusted, Key.Id, "release"), Trust.StatusOf(Manifest, Signature, "news:3"));

    [Fact]
    public void A_signature_is_one_that_any_ECDSA_library_verifies_with_the_PEM_alone()
    {
        using var json = JsonDocument.Parse(Signature);
        using var key = ECDsa.Create();
        key.ImportFromPem(Key.PublicKey("release").ToPem());
        Assert.Equal("ecdsa-p256-sha256", json.RootElement.GetProperty("algorithm").GetString());
        Assert.True(key.VerifyData(Manifest, json.RootElement.GetProperty("signature").GetBytesFromBase64(), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        Assert.Equal("sha256:" + Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo())), json.RootElement.GetProperty("keyId").GetString());
    }

    [Fact]
    public void No_bit_of_the_manifest_can_be_turned()
    {
        foreach (var altered in BitFlips(Manifest))
            Assert.Equal(SignatureState.Invalid, Trust.StatusOf(altered, Signature, "news:3").State);
    }

    [Fact]
    public void No_bit_of_the_signature_can_be_turned()
    {
        foreach (var altered in BitFlips(Signature))
        {
            Assert.NotEqual(SignatureState.Trusted, Trust.StatusOf(Manifest, altered, "news:3").State);
            Assert.Throws<ModelSignatureException>(() => Trust.Check(Manifest, altered, "news:3"));
        }
    }

    [Fact]
    public void A_signature_or_manifest_that_was_cut_or_grew_is_refused()
    {
        for (var length = 0; length < Signature.Length; length++)
            Assert.Equal(SignatureState.Invalid, Trust.StatusOf(Manifest, Signature.AsMemory(0, length), "news:3").State);
        for (var length = 0; length < Manifest.Length; length += 37)
            Assert.Equal(SignatureState.Invalid, Trust.StatusOf(Manifest.AsSpan(0, length), Signature, "news:3").State);
        Assert.Equal(SignatureState.Invalid, Trust.StatusOf(Manifest, new byte[1_000_000], "news:3").State);
        Assert.Equal(SignatureState.Invalid, Trust.StatusOf(Manifest, (byte[])[.. Signature, (byte)'\n'], "news:3").State);
        Assert.Equal(SignatureState.Invalid, Trust.StatusOf((byte[])[.. Manifest, (byte)' '], Signature, "news:3").State);
    }

    [Fact]
    public void The_signature_of_another_manifest_is_refused()
    {
        var other = ManifestJson.Write(SignedManifest.Sample with { Version = 4 });
        Assert.Equal(SignatureState.Invalid, Trust.StatusOf(Manifest, Key.Sign(other).Write(), "news:3").State);
    }

    [Fact]
    public void A_key_that_is_not_trusted_is_named_and_one_that_borrows_a_trusted_id_is_found_out()
    {
        var stranger = SigningKey.New();
        var refused = Trust.StatusOf(Manifest, stranger.Sign(Manifest).Write(), "news:3");
        Assert.Equal((SignatureState.Unknown, stranger.Id), (refused.State, refused.KeyId));
        Assert.Equal($"news:3 is signed with the key {stranger.Id}, which is not among Maas:Signing:TrustedKeys.", refused.Fault);

        var borrowed = stranger.Sign(Manifest) with { KeyId = Key.Id };
        Assert.Equal(SignatureState.Invalid, Trust.StatusOf(Manifest, borrowed.Write(), "news:3").State);
    }

    [Theory]
    [InlineData("\"formatVersion\": 1", "\"formatVersion\": 2", "format version 2")]
    [InlineData("ecdsa-p256-sha256", "none", "'none'")]
    [InlineData("\"keyId\"", "\"extra\": 1,\n  \"keyId\"", "byte for byte")]
    [InlineData("  \"keyId\"", " \"keyId\"", "byte for byte")]
    [InlineData("manifest-signature", "model-manifest", "byte for byte")]
    public void Only_the_one_form_is_read(string piece, string replacement, string said)
    {
        var altered = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Signature).Replace(piece, replacement, StringComparison.Ordinal));
        Assert.Contains(said, Assert.Throws<ModelSignatureException>(() => Trust.Check(Manifest, altered, "news:3")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_required_unless_there_are_keys_or_it_is_said()
    {
        ManifestTrust.None.Check(Manifest, null, "news:3");
        new ManifestTrust(Key, []).Check(Manifest, null, "news:3");
        Assert.Throws<ModelSignatureException>(() => Trust.Check(Manifest, null, "news:3"));
        Assert.Throws<ModelSignatureException>(() => new ManifestTrust(Key, [], required: true).Check(Manifest, null, "news:3"));
        new ManifestTrust(Key, [], required: true).Check(Manifest, Signature, "news:3");
    }

    [Fact]
    public void Keys_are_replaced_by_trusting_both_for_a_while()
    {
        var next = SigningKey.New();
        var both = new ManifestTrust(next, [Key.PublicKey("old"), next.PublicKey("new")]);
        both.Check(Manifest, Signature, "news:3");
        both.Check(Manifest, next.Sign(Manifest).Write(), "news:3");
        Assert.Throws<ModelSignatureException>(() => new ManifestTrust(next, [next.PublicKey("new")]).Check(Manifest, Signature, "news:3"));
    }

    private static IEnumerable<byte[]> BitFlips(byte[] whole)
    {
        for (var bit = 0; bit < 8 * whole.Length; bit++)
        {
            var altered = (byte[])whole.Clone();
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            yield return altered;
        }
    }
}
