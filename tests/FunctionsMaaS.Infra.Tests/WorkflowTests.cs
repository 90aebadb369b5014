using System.Text.RegularExpressions;
using System.Xml.Linq;
using FunctionsMaaS.Testing;
using Xunit;

namespace FunctionsMaaS.Infra.Tests;

public sealed partial class WorkflowTests
{
    /// <summary>A tag can be moved to other code, a commit cannot; Dependabot reads the version in the comment and keeps both up to date.</summary>
    [Fact]
    public void Actions_of_others_are_pinned_by_commit_with_their_version()
    {
        var uses = Directory.GetFiles(Repository.PathOf(".github", "workflows"), "*.yml").SelectMany(File.ReadLines).Where(l => l.Contains("uses:", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(uses);
        Assert.All(uses.Where(u => !u.Contains("uses: ./", StringComparison.Ordinal)), u => Assert.Matches(Pinned(), u));
        Assert.Contains("package-ecosystem: github-actions", File.ReadAllText(Repository.PathOf(".github", "dependabot.yml")), StringComparison.Ordinal);
    }

    /// <summary>azd runs `dotnet publish` without properties, before it provisions and so before the hook that trains; hooks of a service run in its folder.</summary>
    [Fact]
    public void The_first_model_travels_in_what_azd_packages()
    {
        var services = File.ReadAllText(Repository.PathOf("azure.yaml")).Split("\nservices:\n")[1].Split("\nhooks:\n")[0];
        var hooks = Hook().Matches(services);
        Assert.Equal(2, hooks.Count);
        Assert.All(hooks, h => Assert.True(File.Exists(Path.Combine(Repository.PathOf("src", "FunctionsMaaS.Functions"), h.Groups["script"].Value))));
        var project = XDocument.Load(Repository.PathOf("src", "FunctionsMaaS.Functions", "FunctionsMaaS.Functions.csproj")).Root!;
        var first = Assert.Single(project.Descendants("FirstModel")).Value.Replace("$(MSBuildThisFileDirectory)", Repository.PathOf("src", "FunctionsMaaS.Functions") + "/", StringComparison.Ordinal);
        Assert.Equal(Repository.PathOf("artifacts", "first-model.zip"), Path.GetFullPath(first));
        Assert.Contains("--out artifacts/first-model.zip", File.ReadAllText(Repository.PathOf("infra", "hooks", "train.sh")), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"prepackage:\n +shell: sh\n +run: (?<script>\S+)")]
    private static partial Regex Hook();

    [GeneratedRegex(@"uses: [\w.-]+(/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")]
    private static partial Regex Pinned();
}
