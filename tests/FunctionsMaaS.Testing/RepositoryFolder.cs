namespace FunctionsMaaS.Testing;

/// <summary>The folder of the repository that the tests were built in.</summary>
public static class RepositoryFolder
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
        {
            if (File.Exists(System.IO.Path.Combine(folder, "FunctionsMaaS.sln")))
                return folder;
        }
        throw new InvalidOperationException($"No folder above '{AppContext.BaseDirectory}' has FunctionsMaaS.sln.");
    }
}
