using FunctionsMaaS.Training;
using Microsoft.ML;
using Xunit;

namespace FunctionsMaaS.Tests.Training;

public sealed class CorpusTermsTests
{
    private static readonly TermLimits Ample = new(1000, 1000, 1000);

    [Fact]
    public void Words_end_at_punctuation_and_white_space_and_are_lower_case()
    {
        var terms = Read(Ample, "Hello,World\nit's\ta (Tést)—fine\u00a0line");
        Assert.Equal(["a", "fine", "hello", "it", "line", "s", "test", "world"], terms.Words.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Addresses_and_host_names_are_words_and_compounds()
    {
        var terms = Read(Ample, "From: jo@cs.example.org v1.2 -- end. _x_ ...");
        Assert.Equal(["jo@cs.example.org", "v1.2"], terms.Compounds.Order(StringComparer.Ordinal));
        Assert.Superset(new HashSet<string> { "jo", "cs", "example", "org", "v1", "2", "end", "x" }, terms.Words.ToHashSet());
    }

    [Fact]
    public void Pairs_are_neighbouring_words_of_two_documents_or_more()
    {
        var terms = Read(Ample, "free prize now", "a free prize", "now free");
        var pair = Assert.Single(terms.Pairs);
        Assert.Equal(("free", "prize"), (terms.Words[pair.First], terms.Words[pair.Second]));
    }

    [Fact]
    public void A_document_lists_each_of_its_terms_once_in_ascending_order()
    {
        var terms = Read(Ample, "b a b a b", "b a");
        Assert.All(terms.Documents, document => Assert.Equal(document.Distinct().Order(), document));
        Assert.Equal(3, terms.Count);
        Assert.All(terms.Documents, document => Assert.Equal(3, document.Length));
    }

    [Fact]
    public void Beyond_the_limit_the_most_frequent_words_stay()
    {
        var terms = Read(new(2, 1000, 1000), "rare often usual", "often usual", "often");
        Assert.Equal(["often", "usual"], terms.Words.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Words_that_are_all_equally_rare_are_not_all_dropped() =>
        Assert.Equal(2, Read(new(2, 1000, 1000), "a b c d e").Words.Length);

    [Fact]
    public void No_pairs_are_kept_where_none_are_wanted() =>
        Assert.Empty(Read(new(1000, 0, 1000), "free prize", "free prize").Pairs);

    private static CorpusTerms Read(TermLimits limits, params string[] texts) =>
        CorpusTerms.Read(new MLContext(1), texts, limits, CancellationToken.None);
}
