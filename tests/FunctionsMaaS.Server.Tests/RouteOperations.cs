using System.Text.RegularExpressions;
using FunctionsMaaS.Http;
using FunctionsMaaS.Testing.Http;

namespace FunctionsMaaS.Testing;

/// <summary>The operations of the route table. Compiled into the tests of both hosts.</summary>
internal static partial class RouteOperations
{
    private const string OneModel = AccessMatrix.OneModel;

    /// <summary>What stands for the parts of a pattern. A new part fails here until somebody has thought about it.</summary>
    private static readonly Dictionary<string, string> Parts = new()
    {
        [MaasRoutes.ModelParameter] = OneModel,
        ["version"] = "1",
        ["alias"] = "champion",
    };

    /// <summary>Bodies of routes that take one, each naming the model where the path does not.</summary>
    private static readonly Dictionary<string, string> Bodies = new()
    {
        [MaasRoutes.Classify] = $$"""{"text": "x", "model": "{{OneModel}}"}""",
        [MaasRoutes.MoveAlias] = """{"version": 1}""",
        [MaasRoutes.Feedback] = $$"""{"text": "x", "label": "y", "model": "{{OneModel}}"}""",
    };

    /// <summary>Every operation, by name.</summary>
    public static IReadOnlyDictionary<string, AccessOperation> All { get; } = MaasRoutes.Table.ToDictionary(r => r.Name, Of);

    private static AccessOperation Of(MaasRoute route)
    {
        var body = Bodies.GetValueOrDefault(route.Name);
        var path = "/" + Part().Replace(route.Pattern, m => Parts[m.Groups[1].Value]);
        var isAboutModel = body is not null || route.Pattern.Contains($"{{{MaasRoutes.ModelParameter}}}", StringComparison.Ordinal);
        return new(route.Name, Enum.Parse<KeyLevel>(route.Level.ToString()), route.Methods[0], path, isAboutModel ? OneModel : null, body);
    }

    [GeneratedRegex(@"\{\**(\w+)[^}]*\}")]
    private static partial Regex Part();
}
