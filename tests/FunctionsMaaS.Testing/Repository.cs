namespace FunctionsMaaS.Testing;

/// <summary>Finds the repository that the tests were built from, or, for a program published elsewhere, the one it is run in.</summary>
public static class Repository
{
    /// <summary>The folder of <c>FunctionsMaaS.sln</c>.</summary>
    public static string Root { get; } = Find();

    /// <summary>A path inside the repository.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find() =>
        Above(AppContext.BaseDirectory) ?? Above(Environment.CurrentDirectory)
        ?? throw new InvalidOperationException($"FunctionsMaaS.sln is neither above {AppContext.BaseDirectory} nor above {Environment.CurrentDirectory}.");

    private static string? Above(string start)
    {
        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "FunctionsMaaS.sln")))
                return folder;
        }
        return null;
    }
}
