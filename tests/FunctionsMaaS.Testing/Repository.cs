namespace FunctionsMaaS.Testing;

/// <summary>Finds the repository that the tests were built from.</summary>
public static class Repository
{
    /// <summary>The folder of <c>FunctionsMaaS.sln</c>.</summary>
    public static string Root { get; } = Find();

    /// <summary>A path inside the repository.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "FunctionsMaaS.sln")))
                return folder;
        }

        throw new InvalidOperationException($"FunctionsMaaS.sln is not above {AppContext.BaseDirectory}.");
    }
}
