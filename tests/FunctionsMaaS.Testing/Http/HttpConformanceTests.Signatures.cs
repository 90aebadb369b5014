using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FunctionsMaaS.Packaging.Signatures;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing.Models;
using Xunit;

namespace FunctionsMaaS.Testing.Http;

public abstract partial class HttpConformanceTests
{
    private const string SignaturePath = "/api/models/newsgroups/versions/";

    private static readonly SigningKey Signer = SigningKey.New();

    [Fact]
    public async Task A_version_says_whether_it_is_signed_and_by_whom()
    {
        await PublishChampionAsync();
        await new ModelRegistry(_store, TimeProvider.System, trust: new(Signer, [])).PublishAsync("newsgroups", "v2");
        await using var host = await StartTrustingAsync();

        Assert.Equal(("unsigned", null), await SignatureAsync(host, 1));
        Assert.Equal(("trusted", Signer.Id), await SignatureAsync(host, 2));
        using var here = await Client.GetAsync(SignaturePath + "2", Token);
        Assert.Equal("unknown", Assert.Single(here.Headers.GetValues("x-maas-signature")));
    }

    [Fact]
    public async Task An_unsigned_version_is_refused_where_keys_are_trusted_and_no_alias_moves_to_it()
    {
        var signed = new ModelRegistry(_store, TimeProvider.System, trust: new(Signer, []));
        await signed.MoveAsync("newsgroups", await signed.PublishAsync("newsgroups", "v1"));
        await Registry.PublishAsync("newsgroups", "v2");
        await using var host = await StartTrustingAsync();

        using (var response = await host.Client.PostAsync("/api/classify", Json("""{"text": "x"}"""), Token))
            Assert.Equal("v1", (await AcceptedAsync(response)).GetProperty("label").GetString());
        using (var response = await host.Client.PostAsync("/api/classify", Json("""{"text": "x", "version": 2}"""), Token))
            Assert.Contains("newsgroups:2 is not signed", (await RefusedAsync(response)).Detail, StringComparison.Ordinal);
        using (var request = new HttpRequestMessage(HttpMethod.Put, ChampionPath) { Content = Json("""{"version": 2}""") })
        using (var response = await host.Client.SendAsync(request, Token))
            await RefusedAsync(response);
        Assert.Equal(1, (await Registry.FindAliasAsync("newsgroups", "champion", Token))!.Version);
    }

    [Fact]
    public async Task Readiness_says_that_the_champion_is_not_signed()
    {
        await PublishChampionAsync();
        await using var host = await StartTrustingAsync();
        using var response = await host.Client.GetAsync("/api/health/ready", Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        var health = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Contains("newsgroups:1 is not signed", health.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static async Task<Problem> RefusedAsync(HttpResponseMessage response)
    {
        var problem = await Problem.ReadAsync(response, HttpStatusCode.InternalServerError);
        Assert.Equal("model-untrusted", problem.Type);
        return problem;
    }

    private Task<HttpHost> StartTrustingAsync() =>
        StartAsync(new(_store, new Dictionary<string, string?> { ["Maas:Signing:TrustedKeys:release"] = Signer.PublicKey("release").ToSetting() }));

    private static async Task<(string State, string? Key)> SignatureAsync(HttpHost host, int version)
    {
        using var response = await host.Client.GetAsync(SignaturePath + version, Token);
        response.EnsureSuccessStatusCode();
        return (Assert.Single(response.Headers.GetValues("x-maas-signature")), response.Headers.TryGetValues("x-maas-signature-key", out var keys) ? Assert.Single(keys) : null);
    }
}
