using FunctionsMaaS.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(FunctionsMaaS.Cli.Tests.SmallNewsModel))]

namespace FunctionsMaaS.Cli.Tests;

/// <summary>A model trained once, by the command line, for all tests to read.</summary>
public sealed class SmallNewsModel : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The package.</summary>
    public string Path => _folder.File("small.maas");

    /// <summary>The folder with the parts that it was trained and measured on.</summary>
    public string Data => _folder.File("news");

    public async ValueTask InitializeAsync()
    {
        SmallNews.WriteFolder(Data);
        using var cli = new Cli();
        (await cli.RunAsync("train", "--data", Data, "--recipe", "sdca", "--out", Path)).Done();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
