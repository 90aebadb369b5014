namespace FunctionsMaaS.Bench.SideBySide;

/// <summary>The peers that Debian has to have installed.</summary>
internal static class Peers
{
    private static readonly (string Module, string Package)[] Modules = [("sklearn", "python3-sklearn"), ("fasttext", "python3-fasttext")];

    /// <summary>Fails before any work if a peer is missing.</summary>
    /// <exception cref="InvalidOperationException">One is; the message names the packages to install.</exception>
    public static async Task EnsureInstalledAsync(CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        if (!File.Exists(Contender.Python))
            missing.AddRange(["python3", .. Modules.Select(m => m.Package)]);
        else
        {
            foreach (var (module, package) in Modules)
            {
                if (await ChildProcess.ExitCodeAsync(Contender.Python, ["-c", $"import importlib.util, sys; sys.exit(importlib.util.find_spec('{module}') is None)"], cancellationToken) != 0)
                    missing.Add(package);
            }
        }
        if (missing.Count > 0)
            throw new InvalidOperationException($"A peer is missing, and without it there is no comparison: apt install {string.Join(' ', missing)}");
    }
}
