using System.Reflection;

namespace FunctionsMaaS.Bench;

/// <summary>How this program is started once more, for work that needs a process of its own.</summary>
internal static class OwnProgram
{
    /// <summary>What to start, with the arguments that come before its own. Where tests refer to this assembly, it is there without its program.</summary>
    public static (string File, string[] First) Find()
    {
        var assembly = Assembly.GetExecutingAssembly().Location;
        var program = Path.ChangeExtension(assembly, OperatingSystem.IsWindows() ? ".exe" : null);
        return File.Exists(program) ? (program, []) : ("dotnet", ["exec", assembly]);
    }
}
