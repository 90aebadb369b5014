using System.Text.RegularExpressions;
using FunctionsMaaS.Data;
using FunctionsMaaS.Testing;
using Xunit;

namespace FunctionsMaaS.Tests.Data;

/// <summary>What the datasheet in <c>data/README.md</c> says of the bundled posts.</summary>
public sealed partial class BundledDatasetTests(BundledDatasetTests.Bundle bundle) : IClassFixture<BundledDatasetTests.Bundle>
{
    private const int ShingleWords = 4;
    private const double MostShared = 0.15;

    private static readonly string[] Groups =
    [
        "alt.atheism", "comp.graphics", "comp.os.ms-windows.misc", "comp.sys.ibm.pc.hardware", "comp.sys.mac.hardware", "comp.windows.x",
        "misc.forsale", "rec.autos", "rec.motorcycles", "rec.sport.baseball", "rec.sport.hockey", "sci.crypt", "sci.electronics", "sci.med",
        "sci.space", "soc.religion.christian", "talk.politics.guns", "talk.politics.mideast", "talk.politics.misc", "talk.religion.misc",
    ];

    private DatasetParts Parts => bundle.Parts;

    [Fact]
    public void It_has_the_20_groups_of_the_real_collection_in_both_parts()
    {
        Assert.Equal(Groups, Parts.Train.Labels);
        Assert.Equal(Groups, Parts.Test!.Labels);
    }

    [Fact]
    public void Each_group_has_18_posts_to_learn_from_and_6_to_measure_on()
    {
        Assert.All(Parts.Train.Examples.CountBy(e => e.Label), group => Assert.True(group.Value >= 18, $"{group.Key} has {group.Value}"));
        Assert.All(Parts.Test!.Examples.CountBy(e => e.Label), group => Assert.True(group.Value >= 6, $"{group.Key} has {group.Value}"));
    }

    [Fact]
    public void Each_post_says_from_whom_about_what_from_where_and_when() => Assert.All(bundle.Posts, post =>
    {
        var headers = MessageHeaders.Of(post.Text);
        foreach (var name in (string[])["From", "Subject", "Organization"])
            Assert.True(headers.TryGet(name, out var value) && !value.IsEmpty, $"{post.Label}/{post.Id} has no {name}");
        Assert.True(MessageDate.Of(post.Text) is not null, $"{post.Label}/{post.Id} has no Date that can be read");
    });

    [Fact]
    public void Addresses_are_of_the_domains_that_belong_to_nobody() => Assert.All(bundle.Posts, post =>
    {
        MessageHeaders.Of(post.Text).TryGet("From", out var from);
        Assert.Matches(Address(), from.ToString());
        Assert.All(Address().Matches(post.Text), address =>
            Assert.True(Reserved().IsMatch(address.Value), $"{post.Id} has the address {address.Value}"));
    });

    [Fact]
    public void Bodies_have_40_to_200_words() => Assert.All(bundle.Posts, post =>
    {
        var words = MessageHeaders.Of(post.Text).Body.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        Assert.True(words is >= 40 and <= 200, $"{post.Id} has {words} words");
    });

    [Fact]
    public void In_each_group_the_posts_to_measure_on_are_the_later_ones() => Assert.All(Parts.Test!.Labels, group =>
    {
        var lastLearnt = Parts.Train.Examples.Where(e => e.Label == group).Max(e => MessageDate.Of(e.Text));
        var firstMeasured = Parts.Test!.Examples.Where(e => e.Label == group).Min(e => MessageDate.Of(e.Text));
        Assert.True(lastLearnt < firstMeasured, $"{group}: {lastLearnt} is not before {firstMeasured}");
    });

    [Fact]
    public void There_is_what_makes_the_real_thing_hard()
    {
        var quoted = bundle.Posts.Count(post => MessageStripper.Strip(post.Text, MessageParts.Quotes) != post.Text);
        var signed = bundle.Posts.Count(post => post.Text.Contains("\n-- \n", StringComparison.Ordinal) || post.Text.Contains("\n--\n", StringComparison.Ordinal));

        Assert.InRange((double)quoted / bundle.Posts.Count, 0.3, 0.7);
        Assert.InRange((double)signed / bundle.Posts.Count, 0.3, 0.7);
    }

    [Fact]
    public void No_post_is_a_copy_or_a_near_copy_of_another()
    {
        Assert.Empty(DatasetDuplicates.Find(Parts).Pairs);
        Assert.Empty(NearCopies(bundle.Posts));
    }

    [Fact]
    public void The_test_for_near_copies_finds_one()
    {
        var post = bundle.Posts[0];
        var words = post.Text.Split(' ');
        var altered = post with { Id = "altered", Text = string.Join(' ', words.Select((word, i) => i % 8 == 7 ? "other" : word)) };

        Assert.Contains("altered", Assert.Single(NearCopies([.. bundle.Posts, altered])), StringComparison.Ordinal);
    }

    /// <summary>Pairs of which one shares more of its runs of four words with the other than is allowed.</summary>
    private static List<string> NearCopies(IReadOnlyList<LabeledText> posts)
    {
        var shingles = posts.Select(post => Shingles(post.Text)).ToArray();
        var owners = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var shared = new Dictionary<(int, int), int>();
        for (var i = 0; i < posts.Count; i++)
        {
            foreach (var shingle in shingles[i])
            {
                if (!owners.TryGetValue(shingle, out var others))
                    owners.Add(shingle, others = []);
                foreach (var other in others)
                    shared[(other, i)] = shared.GetValueOrDefault((other, i)) + 1;
                others.Add(i);
            }
        }
        return
        [
            .. shared.Select(s => (s.Key, Share: (double)s.Value / Math.Min(shingles[s.Key.Item1].Count, shingles[s.Key.Item2].Count)))
                .Where(s => s.Share > MostShared)
                .Select(s => $"{posts[s.Key.Item1].Id} and {posts[s.Key.Item2].Id} share {s.Share:P0}"),
        ];
    }

    private static HashSet<string> Shingles(string text)
    {
        var words = Word().Matches(text).Select(m => m.Value.ToUpperInvariant()).ToArray();
        return [.. Enumerable.Range(0, Math.Max(0, words.Length - ShingleWords + 1)).Select(i => string.Join(' ', words.AsSpan(i, ShingleWords)!))];
    }

    [GeneratedRegex("[A-Za-z0-9']+")]
    private static partial Regex Word();

    [GeneratedRegex(@"[\w.+-]+@[\w.-]+")]
    private static partial Regex Address();

    // RFC 2606, 3.
    [GeneratedRegex(@"[@.]example\.(org|com|net)\W*$")]
    private static partial Regex Reserved();

    /// <summary>Reads the posts once for all tests.</summary>
    public sealed class Bundle : IAsyncLifetime
    {
        public DatasetParts Parts { get; private set; } = null!;

        public IReadOnlyList<LabeledText> Posts { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Parts = await new FileDatasetSource(Repository.PathOf("data", "newsgroups")).ReadAsync(TestContext.Current.CancellationToken);
            Posts = [.. Parts.Train.Examples, .. Parts.Test!.Examples];
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
