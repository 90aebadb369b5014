using System.Text.RegularExpressions;
using FunctionsMaaS.Packaging.Signatures;
using Xunit;

namespace FunctionsMaaS.Cli.Tests.Verbs;

public sealed class KeysPairVerbTests(SmallNewsModel model) : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_pair_is_written_for_its_owner_alone_and_fits()
    {
        var run = (await _cli.RunAsync("keys", "pair", "--out", _cli.PathOf("release-1"))).Done();

        var key = SigningKey.Parse(_cli.PathOf("release-1.key"));
        Assert.Equal(key.Id, TrustedKey.Parse("release", _cli.PathOf("release-1.pub")).Id);
        Assert.Equal([$"Maas__Signing__PrivateKey={_cli.PathOf("release-1.key")}", $"Maas__Signing__TrustedKeys__release_1={key.PublicKey("r").ToSetting()}"], run.OutLines);
        Assert.Contains(key.Id, run.Error, StringComparison.Ordinal);
        foreach (var secret in Regex.Matches(key.ToPem(), "[A-Za-z0-9+/]{40,}").Select(m => m.Value))
            Assert.DoesNotContain(secret, run.Out + run.Error, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in new[] { "release-1.key", "release-1.pub" })
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_cli.PathOf(file)));
        }
    }

    [Theory]
    [InlineData(".key")]
    [InlineData(".pub")]
    public async Task No_key_is_written_over(string extension)
    {
        var path = _cli.Write("release" + extension, "mine");
        (await _cli.RunAsync("keys", "pair", "--out", _cli.PathOf("release"))).Failed(path, "already");
        Assert.Equal("mine", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Single(Directory.GetFiles(_cli.Folder));
    }

    [Fact]
    public async Task A_model_is_pushed_signed_shown_as_such_and_refused_to_those_who_trust_another_key()
    {
        var mine = await PairAsync("mine");
        var other = await PairAsync("other");
        (_cli.Environment["Maas__Signing__PrivateKey"], _cli.Environment["Maas__Signing__TrustedKeys__mine"]) = mine;
        (await _cli.RunAsync("push", model.Path, "--name", "news", "--alias", "champion")).Done();
        Assert.Matches("signature +of mine, sha256:", (await _cli.RunAsync("show", "news")).Done().Out);
        (await _cli.RunAsync("classify", "--model", "news", "the goalie saved it")).Done();

        _cli.Environment.Remove("Maas__Signing__PrivateKey");
        _cli.Environment.Remove("Maas__Signing__TrustedKeys__mine");
        Assert.Matches("signature +of a key that is not trusted here, sha256:", (await _cli.RunAsync("show", "news:1")).Done().Out);
        _cli.Environment["Maas__Signing__TrustedKeys__other"] = other.Public;
        (await _cli.RunAsync("classify", "--model", "news", "the goalie saved it")).Failed("news:1 is signed with the key", "not among Maas:Signing:TrustedKeys");
        (await _cli.RunAsync("promote", "news:1", "--alias", "trial")).Failed("news:1 is signed with the key");
        (await _cli.RunAsync("push", model.Path, "--name", "news")).Failed("Maas:Signing:PrivateKey");
    }

    [Fact]
    public async Task An_unsigned_model_is_shown_as_such()
    {
        Assert.Matches("signature +none", (await _cli.RunAsync("show", model.Path)).Done().Out);
        (await _cli.RunAsync("push", model.Path, "--name", "news")).Done();
        Assert.Matches("signature +none", (await _cli.RunAsync("show", "news:1")).Done().Out);
    }

    [Fact]
    public async Task A_trained_package_is_signed_and_one_with_a_foreign_signature_is_not_pushed()
    {
        var mine = await PairAsync("mine");
        var other = await PairAsync("other");
        _cli.Environment["Maas__Signing__PrivateKey"] = mine.Private;
        (await _cli.RunAsync("train", "--data", model.Data, "--recipe", "complement-nb", "--out", _cli.PathOf("signed.maas"))).Done();
        Assert.Matches("signature +of PrivateKey, sha256:", (await _cli.RunAsync("show", _cli.PathOf("signed.maas"))).Done().Out);

        (_cli.Environment["Maas__Signing__PrivateKey"], _cli.Environment["Maas__Signing__TrustedKeys__other"]) = other;
        (await _cli.RunAsync("push", _cli.PathOf("signed.maas"), "--name", "news")).Failed("not among Maas:Signing:TrustedKeys");
    }

    [Fact]
    public async Task A_private_key_that_is_none_is_a_fault_before_any_work_and_is_not_shown()
    {
        _cli.Environment["Maas__Signing__PrivateKey"] = "MIGHAgEAMBMGByqGSM49SECRET";
        var run = await _cli.RunAsync("train", "--data", model.Data, "--out", _cli.PathOf("x.maas"));
        run.Failed("Maas:Signing:PrivateKey");
        Assert.DoesNotContain("SECRET", run.Error, StringComparison.Ordinal);
    }

    private async Task<(string Private, string Public)> PairAsync(string name)
    {
        var lines = (await _cli.RunAsync("keys", "pair", "--out", _cli.PathOf(name))).Done().OutLines;
        return (lines[0].Split('=', 2)[1], lines[1].Split('=', 2)[1]);
    }
}
