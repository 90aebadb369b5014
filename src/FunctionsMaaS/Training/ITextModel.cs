namespace FunctionsMaaS.Training;

/// <summary>A loaded text classifier. Thread-safe; its scorers are not.</summary>
public interface ITextModel : IDisposable
{
    /// <summary>The classes, in the order of the probabilities that scorers write.</summary>
    IReadOnlyList<string> Labels { get; }

    /// <summary>Makes a scorer for one thread at a time; dispose it before the model.</summary>
    ITextScorer CreateScorer();
}
