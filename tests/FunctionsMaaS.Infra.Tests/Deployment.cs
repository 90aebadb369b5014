using System.Text.Json;
using Xunit;

namespace FunctionsMaaS.Infra.Tests;

/// <summary>The resources that a deployment would create.</summary>
internal sealed class Deployment
{
    private readonly Resource[] _resources;

    private Deployment(Resource[] resources) => _resources = resources;

    public static Deployment Parse(string snapshot) => new(
    [
        .. JsonDocument.Parse(snapshot).RootElement.GetProperty("predictedResources").EnumerateArray().Select(r => new Resource(r)),
    ]);

    /// <summary>Those of one type; at least one, so that no test passes for lack of anything to test.</summary>
    public IReadOnlyList<Resource> All(string type)
    {
        var found = Any(type);
        Assert.True(found.Count > 0, $"There is no {type}.");
        return found;
    }

    /// <summary>Those of one type, if any.</summary>
    public IReadOnlyList<Resource> Any(string type) => [.. _resources.Where(r => r.Type.Equals(type, StringComparison.OrdinalIgnoreCase))];

    /// <summary>The one of a type whose name contains a part.</summary>
    public Resource One(string type, string part) => Assert.Single(All(type), r => r.Name.Contains(part, StringComparison.Ordinal));

    /// <summary>The settings of a function app.</summary>
    public IReadOnlyDictionary<string, string> Settings(string app) =>
        One("Microsoft.Web/sites/config", $"func-{app}-").At("properties").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!);

    /// <summary>What an identity may do: role and the end of the scope, such as <c>Storage Blob Data Reader on stmaas/models</c>.</summary>
    public IReadOnlyList<string> GrantsOf(string principal) =>
    [
        .. All("Microsoft.Authorization/roleAssignments")
            .Where(a => a.Text("properties.principalId").Contains(principal, StringComparison.Ordinal))
            .Select(a => $"{Role.NameOf(a.Text("properties.roleDefinitionId"))} on {Scope.Of(a.Id)}")
            .Order(StringComparer.Ordinal),
    ];
}

/// <summary>One resource, read by dotted paths.</summary>
internal sealed class Resource(JsonElement json)
{
    public string Type => json.GetProperty("type").GetString()!;

    public string Name => json.GetProperty("name").GetString()!;

    public string Id => json.GetProperty("id").GetString()!;

    public bool Has(string path) => Find(path) is not null;

    public JsonElement At(string path) => Find(path) ?? throw new InvalidOperationException($"{Type} {Name} has no {path}.");

    public string Text(string path) => At(path).GetString()!;

    public bool Flag(string path) => At(path).GetBoolean();

    public int Number(string path) => At(path).GetInt32();

    public override string ToString() => $"{Type} {Name}";

    private JsonElement? Find(string path)
    {
        var at = json;
        foreach (var name in path.Split('.'))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
                return null;
        }

        return at;
    }
}

/// <summary>The built-in roles that the templates may use (Microsoft Learn, "Azure built-in roles").</summary>
internal static class Role
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"] = "Storage Blob Data Reader",
        ["ba92f5b4-2d11-453d-a403-e96b0029c9fe"] = "Storage Blob Data Contributor",
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
        ["7f951dda-4ed3-4680-a7ca-43fe172d538d"] = "AcrPull",
        ["4633458b-17de-408a-b874-0445c86b69e6"] = "Key Vault Secrets User",
    };

    public static string NameOf(string definitionId)
    {
        var id = definitionId[(definitionId.LastIndexOf('/') + 1)..];
        return Names.TryGetValue(id, out var name) ? name : $"unexpected role {id}";
    }
}

/// <summary>Shortens the resource id of a role assignment to what it is about.</summary>
internal static class Scope
{
    public static string Of(string assignmentId)
    {
        var scope = assignmentId[..assignmentId.LastIndexOf("/providers/Microsoft.Authorization/", StringComparison.Ordinal)];
        var provider = scope.LastIndexOf("/providers/", StringComparison.Ordinal);
        if (provider < 0)
            return scope;
        // providers/Microsoft.Storage/storageAccounts/NAME/blobServices/default/containers/NAME: every second part is a name.
        var parts = scope[(provider + "/providers/".Length)..].Split('/');
        var names = Enumerable.Range(0, (parts.Length - 1) / 2).Select(i => parts[(2 * i) + 2]).Where(n => n != "default");
        return string.Join('/', names.Select(WithoutToken));
    }

    /// <summary>Names end in 13 characters that make them unique in Azure.</summary>
    private static string WithoutToken(string name)
    {
        var at = name.Length - 13;
        return at > 0 && name[at..].All(char.IsAsciiLetterOrDigit) ? name[..at].TrimEnd('-') : name;
    }
}
