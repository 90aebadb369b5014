using System.Xml.Linq;
using FunctionsMaaS.Testing;
using Xunit;

namespace FunctionsMaaS.Tests.Architecture;

public sealed class ProjectReferencesTests
{
    /// <summary>Project to the projects it may reference; only hosts and the command line know Azure.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["FunctionsMaaS"] = [],
        ["FunctionsMaaS.Azure"] = ["FunctionsMaaS"],
        ["FunctionsMaaS.Http"] = ["FunctionsMaaS"],
        ["FunctionsMaaS.OpenApi"] = ["FunctionsMaaS.Http"],
        ["FunctionsMaaS.Server"] = ["FunctionsMaaS.Azure", "FunctionsMaaS.Http"],
        ["FunctionsMaaS.Functions"] = ["FunctionsMaaS.Azure", "FunctionsMaaS.Http"],
        ["FunctionsMaaS.Cli"] = ["FunctionsMaaS.Azure", "FunctionsMaaS.Http"],
    };

    public static TheoryData<string> Projects => [.. Directory.GetDirectories(Repository.PathOf("src")).SelectMany(d => Directory.GetFiles(d, "*.csproj")).Select(p => Path.GetFileNameWithoutExtension(p)!)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_is_to_its_left(string project)
    {
        Assert.True(Allowed.TryGetValue(project, out var allowed), $"{project} is new: say here what it may reference.");
        Assert.Subset(allowed.ToHashSet(), References(project, "ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r)).ToHashSet());
    }

    [Theory]
    [InlineData("FunctionsMaaS", "Azure.")]
    [InlineData("FunctionsMaaS", "Microsoft.AspNetCore.")]
    [InlineData("FunctionsMaaS", "Microsoft.Azure.")]
    [InlineData("FunctionsMaaS.Http", "Azure.")]
    [InlineData("FunctionsMaaS.Http", "Microsoft.Azure.")]
    [InlineData("FunctionsMaaS.Azure", "Microsoft.AspNetCore.")]
    public void A_project_keeps_away_from_packages_of_other_layers(string project, string prefix) =>
        Assert.DoesNotContain(
            References(project, "PackageReference").Concat(References(project, "FrameworkReference")),
            r => r.StartsWith(prefix, StringComparison.Ordinal));

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(Repository.PathOf("src", project, project + ".csproj")).Descendants(kind).Select(r => ((string)r.Attribute("Include")!).Replace('\\', '/'));
}
