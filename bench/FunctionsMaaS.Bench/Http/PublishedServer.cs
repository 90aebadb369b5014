using System.Runtime.InteropServices;
using FunctionsMaaS.Bench.SideBySide;

namespace FunctionsMaaS.Bench.Http;

/// <summary>The server as a release has it.</summary>
internal static class PublishedServer
{
    private const string Project = "src/FunctionsMaaS.Server";

    /// <summary>Publishes the server ReadyToRun into a folder. Run in the root of the repository.</summary>
    /// <exception cref="InvalidOperationException">This is not the root of the repository, or the build failed.</exception>
    public static Task PublishAsync(string folder, CancellationToken cancellationToken) =>
        PublishAsync(folder, ["--no-self-contained", "-p:PublishReadyToRun=true", "-p:NuGetLockFilePath=obj/publish.lock.json"], cancellationToken);

    /// <summary>Publishes the native server into a folder. Run in the root of the repository, with a C compiler installed.</summary>
    /// <exception cref="InvalidOperationException">This is not the root of the repository, or the build failed.</exception>
    public static Task PublishNativeAsync(string folder, CancellationToken cancellationToken) =>
        PublishAsync(folder, ["-p:PublishAot=true", "-p:NuGetLockFilePath=obj/native.lock.json"], cancellationToken);

    private static async Task PublishAsync(string folder, IEnumerable<string> options, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Project))
            throw new InvalidOperationException($"There is no {Project} in {Environment.CurrentDirectory}: run this in the root of the repository, or name a published server by --published.");
        await Console.Error.WriteLineAsync($"publishing {Project} to {folder} ...");
        // A lock file of its own: the compilers that a release needs belong to no lock file of the project.
        await ChildProcess.RunAsync("dotnet",
            ["publish", Project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier.Contains("arm64", StringComparison.Ordinal) ? "linux-arm64" : "linux-x64", .. options, "-o", folder],
            cancellationToken);
    }
}
