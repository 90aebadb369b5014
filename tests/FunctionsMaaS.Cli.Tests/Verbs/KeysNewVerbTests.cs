using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace FunctionsMaaS.Cli.Tests.Verbs;

public sealed class KeysNewVerbTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_key_has_256_random_bits_and_its_setting_their_salted_hash()
    {
        var lines = (await _cli.RunAsync("keys", "new", "--id", "ci", "--level", "admin")).Done().OutLines;
        var key = lines[0];
        Assert.StartsWith("maas_ci_", key, StringComparison.Ordinal);
        Assert.Equal(32, Base64Url.DecodeFromChars(key.AsSpan("maas_ci_".Length)).Length);
        var setting = lines[1];
        const string Name = "Maas__Keys__Hashed__ci=level=admin,hash=";
        Assert.StartsWith(Name, setting, StringComparison.Ordinal);
        var parts = setting[Name.Length..].Split('.');
        Assert.Equal(
            HMACSHA256.HashData(Base64Url.DecodeFromChars(parts[0]), Encoding.UTF8.GetBytes(key)),
            Base64Url.DecodeFromChars(parts[1]));
    }

    [Fact]
    public async Task Two_keys_share_neither_secret_nor_salt()
    {
        var first = (await _cli.RunAsync("keys", "new", "--id", "a", "--level", "function")).Done().OutLines;
        var second = (await _cli.RunAsync("keys", "new", "--id", "a", "--level", "function")).Done().OutLines;
        Assert.NotEqual(first[0], second[0]);
        Assert.NotEqual(first[1].Split('.')[0], second[1].Split('.')[0]);
    }

    [Fact]
    public async Task Models_and_expiry_stand_in_the_setting_and_in_JSON()
    {
        var json = (await _cli.RunAsync("keys", "new", "--id", "shop", "--level", "function", "--model", "tickets", "--model", "news", "--expires", "2999-01-31", "--json")).Json();
        Assert.Equal("function", json.GetProperty("level").GetString());
        Assert.StartsWith("maas_shop_", json.GetProperty("key").GetString(), StringComparison.Ordinal);
        Assert.EndsWith(
            ",models=tickets+news,expires=2999-01-31T00:00:00Z",
            json.GetProperty("settings").GetProperty("Maas__Keys__Hashed__shop").GetString(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CI")]
    [InlineData("admin")]
    [InlineData("a__b")]
    [InlineData("a_")]
    [InlineData("a-b")]
    public async Task An_id_that_is_not_allowed_is_a_mistake(string id) =>
        (await _cli.RunAsync("keys", "new", "--id", id, "--level", "admin")).Misused("keys new", $"'{id}'");

    [Theory]
    [InlineData("2020-01-01", "yet to come")]
    [InlineData("soon", "'soon'")]
    public async Task An_expiry_that_is_past_or_no_time_is_a_mistake(string expires, string said) =>
        (await _cli.RunAsync("keys", "new", "--id", "ci", "--level", "admin", "--expires", expires)).Misused("keys new", said);

    [Fact]
    public async Task A_model_that_cannot_be_is_a_mistake() =>
        (await _cli.RunAsync("keys", "new", "--id", "ci", "--level", "admin", "--model", "A b")).Misused("keys new", "'A b'");

    [Fact]
    public async Task There_are_two_levels() =>
        (await _cli.RunAsync("keys", "new", "--id", "ci", "--level", "anonymous")).Misused("keys new", "anonymous");
}
