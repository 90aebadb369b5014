namespace FunctionsMaaS.Data;

/// <summary>Finds the dataset that a setting names.</summary>
public static class DatasetPath
{
    /// <summary>
    /// A relative path under the working directory if something is there, else beside the program, where the bundled dataset is; an
    /// absolute path as it is. Whether anything is there is found out when it is read.
    /// </summary>
    public static string Resolve(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var here = Path.GetFullPath(path);
        var bundled = Path.Combine(AppContext.BaseDirectory, path);
        return Path.Exists(here) || !Path.Exists(bundled) ? here : bundled;
    }
}
