using System.Security.Cryptography;
using FunctionsMaaS.Packaging.Signatures;
using FunctionsMaaS.Testing;
using Xunit;

namespace FunctionsMaaS.Tests.Packaging.Signatures;

public sealed class KeysTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> OtherCurves => ["nistP384", "nistP521", "secP256k1", "brainpoolP256r1"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_key_is_read_from_PEM_from_one_line_and_from_a_file()
    {
        var key = SigningKey.New();
        var path = _folder.File("release.key");
        File.WriteAllText(path, key.ToPem());
        var line = string.Concat(key.ToPem().Split('\n').Where(l => !l.StartsWith('-')));
        foreach (var value in new[] { key.ToPem(), path, line })
            Assert.Equal(key.Id, SigningKey.Parse(value).Id);

        var trusted = key.PublicKey("release");
        File.WriteAllText(path, trusted.ToPem());
        foreach (var value in new[] { trusted.ToPem(), path, trusted.ToSetting() })
            Assert.Equal(key.Id, TrustedKey.Parse("release", value).Id);
    }

    [Fact]
    public void A_key_in_the_older_form_that_OpenSSL_writes_is_read()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Equal(SigningKey.Parse(ecdsa.ExportPkcs8PrivateKeyPem()).Id, SigningKey.Parse(ecdsa.ExportECPrivateKeyPem()).Id);
    }

    [Theory]
    [MemberData(nameof(OtherCurves))]
    public void A_key_of_another_curve_is_refused(string curve)
    {
        using var other = ECDsa.Create(ECCurve.CreateFromFriendlyName(curve));
        Assert.Contains("P-256", Assert.Throws<FormatException>(() => SigningKey.Parse(other.ExportPkcs8PrivateKeyPem())).Message, StringComparison.Ordinal);
        Assert.Contains("P-256", Assert.Throws<FormatException>(() => TrustedKey.Parse("k", other.ExportSubjectPublicKeyInfoPem())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_another_kind_or_under_a_password_is_refused()
    {
        using var rsa = RSA.Create(2048);
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var locked = ecdsa.ExportEncryptedPkcs8PrivateKeyPem("secret", new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
        foreach (var pem in new[] { rsa.ExportPkcs8PrivateKeyPem(), rsa.ExportRSAPrivateKeyPem(), locked, ecdsa.ExportSubjectPublicKeyInfoPem() })
            Assert.Throws<FormatException>(() => SigningKey.Parse(pem));
    }

    [Fact]
    public void A_private_key_is_no_trusted_key() =>
        Assert.Contains("private key", Assert.Throws<FormatException>(() => TrustedKey.Parse("k", SigningKey.New().ToPem())).Message, StringComparison.Ordinal);

    [Fact]
    public void A_key_that_was_cut_is_refused_and_nothing_of_it_is_shown()
    {
        var pem = SigningKey.New().ToPem();
        var line = string.Concat(pem.Split('\n').Where(l => !l.StartsWith('-')));
        foreach (var cut in new[] { line[..^8], line[8..], pem[..^60], line.Replace('A', '?') })
        {
            var message = Assert.Throws<FormatException>(() => SigningKey.Parse(cut)).ToString();
            Assert.DoesNotContain(cut[20..40], message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_that_is_missing_no_PEM_or_huge_is_refused()
    {
        File.WriteAllText(_folder.File("text"), "no key");
        File.WriteAllBytes(_folder.File("huge"), new byte[100_000]);
        foreach (var name in new[] { "text", "huge", "missing" })
            Assert.Throws<FormatException>(() => SigningKey.Parse(_folder.File(name)));
    }
}
