using FunctionsMaaS.Bench.SideBySide;

namespace FunctionsMaaS.Bench.Http;

/// <summary>The server as a release has it.</summary>
internal static class PublishedServer
{
    private const string Project = "src/FunctionsMaaS.Server";

    /// <summary>Publishes the server ReadyToRun into a folder. Run in the root of the repository.</summary>
    /// <exception cref="InvalidOperationException">This is not the root of the repository, or the build failed.</exception>
    public static async Task PublishAsync(string folder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Project))
            throw new InvalidOperationException($"There is no {Project} in {Environment.CurrentDirectory}: run this in the root of the repository, or name a published server by --published.");
        await Console.Error.WriteLineAsync($"publishing {Project} ...");
        // A lock file of its own: the ReadyToRun compiler belongs to no lock file of the project.
        await ChildProcess.RunAsync("dotnet",
            ["publish", Project, "-c", "Release", "-r", System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier.Contains("arm64", StringComparison.Ordinal) ? "linux-arm64" : "linux-x64",
                "--no-self-contained", "-p:PublishReadyToRun=true", "-p:NuGetLockFilePath=obj/publish.lock.json", "-o", folder],
            cancellationToken);
    }
}
