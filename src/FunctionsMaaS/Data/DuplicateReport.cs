namespace FunctionsMaaS.Data;

/// <summary>The duplicates of a dataset; each copy counts once.</summary>
/// <param name="Pairs">Every copy with the first example of the same text, in the order of the copies.</param>
public sealed record DuplicateReport(IReadOnlyList<DuplicatePair> Pairs)
{
    /// <summary>Copies within the training part.</summary>
    public int WithinTrain => Pairs.Count(p => !p.Copy.InTest);

    /// <summary>Examples of the test part whose text is in the training part.</summary>
    public int AcrossParts => Pairs.Count(p => p.Copy.InTest && !p.First.InTest);

    /// <summary>Copies within the test part, of texts that the training part does not have.</summary>
    public int WithinTest => Pairs.Count(p => p.First.InTest);

    /// <summary>Copies whose label is another than that of the first.</summary>
    public int Conflicting => Pairs.Count(p => p.IsConflicting);
}

/// <summary>Two examples of the same text.</summary>
/// <param name="First">The first with this text.</param>
/// <param name="Copy">A later one.</param>
public sealed record DuplicatePair(ExamplePlace First, ExamplePlace Copy)
{
    /// <summary>Whether the two have different labels.</summary>
    public bool IsConflicting => First.Label != Copy.Label;
}

/// <summary>Names an example without showing its text.</summary>
/// <param name="InTest">Whether it is in the test part.</param>
/// <param name="Id">Its id inside the part.</param>
/// <param name="Label">Its label.</param>
public readonly record struct ExamplePlace(bool InTest, string Id, string Label);
