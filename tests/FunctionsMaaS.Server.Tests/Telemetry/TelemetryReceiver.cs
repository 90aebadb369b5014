using System.Collections.Concurrent;
using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsMaaS.Server.Tests.Telemetry;

/// <summary>Stands for a collector on this machine: keeps what is sent to it, unpacked, by path.</summary>
internal sealed class TelemetryReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _received = new();
    private readonly string _answer;

    private TelemetryReceiver(WebApplication app, string answer) => (_app, _answer) = (app, answer);

    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <param name="answer">What every request is answered with.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<TelemetryReceiver> StartAsync(string answer, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new TelemetryReceiver(builder.Build(), answer);
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync(cancellationToken);
        return receiver;
    }

    /// <summary>What was sent to a path so far.</summary>
    public IReadOnlyList<byte[]> At(string path) => [.. _received.Where(r => r.Path == path).Select(r => r.Body)];

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        if (context.Request.Headers.ContentEncoding == "gzip")
        {
            await using var unpacked = new GZipStream(context.Request.Body, CompressionMode.Decompress);
            await unpacked.CopyToAsync(body, context.RequestAborted);
        }
        else
        {
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        }
        _received.Enqueue((context.Request.Path, body.ToArray()));
        await context.Response.WriteAsync(_answer, context.RequestAborted);
    }
}
