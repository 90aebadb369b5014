namespace FunctionsMaaS.Evaluation;

/// <summary>What F1 is computed from, class by class.</summary>
/// <param name="labels">How many classes there are.</param>
internal sealed class ClassCounts(int labels)
{
    private readonly int[] _support = new int[labels], _predicted = new int[labels], _correct = new int[labels];

    /// <summary>Takes all texts out.</summary>
    public void Clear()
    {
        Array.Clear(_support);
        Array.Clear(_predicted);
        Array.Clear(_correct);
    }

    /// <summary>Adds a text.</summary>
    public void Add(int truth, int predicted)
    {
        _support[truth]++;
        _predicted[predicted]++;
        if (truth == predicted)
            _correct[truth]++;
    }

    /// <summary>The mean of F1 over some classes; 0 for one that no text is of and none was taken for.</summary>
    public double MacroF1(ReadOnlySpan<int> classes)
    {
        var sum = 0.0;
        foreach (var label in classes)
            sum += _support[label] + _predicted[label] is > 0 and var all ? 2.0 * _correct[label] / all : 0;
        return sum / classes.Length;
    }
}
