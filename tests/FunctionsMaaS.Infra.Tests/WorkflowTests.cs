using System.Text.RegularExpressions;
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

    [GeneratedRegex(@"uses: [\w.-]+(/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")]
    private static partial Regex Pinned();
}
