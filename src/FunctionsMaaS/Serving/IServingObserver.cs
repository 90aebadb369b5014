using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Serving;

/// <summary>
/// Is told what serving does. Called on the way of every text: implementations are thread-safe, throw nothing, wait for nothing and
/// allocate nothing. None of its members is ever given a text.
/// </summary>
public interface IServingObserver
{
    /// <summary>Somebody asks for a classification; the model may not exist.</summary>
    void Asked(ModelReference reference);

    /// <summary>An engine was lent.</summary>
    /// <param name="manifest">The version that will answer.</param>
    /// <param name="waited">How long the caller waited, a load included.</param>
    void Lent(ModelManifest manifest, TimeSpan waited);

    /// <summary>A text was classified.</summary>
    void Classified(ModelManifest manifest, in ClassifiedText text);

    /// <summary>All texts of a request were classified, or none could be.</summary>
    /// <param name="manifest">The version that answered; <see langword="null"/> if none did.</param>
    /// <param name="texts">How many texts.</param>
    void Answered(ModelManifest? manifest, int texts);

    /// <summary>A version was loaded, or could not be.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="failure">Why not; <see langword="null"/> if it was loaded.</param>
    void Loaded(string model, TimeSpan elapsed, Exception? failure);
}

/// <summary>What was found out about a text, without a word of it.</summary>
/// <param name="Label">The index of its label.</param>
/// <param name="Confidence">The label's probability.</param>
/// <param name="UnknownShare">Its out-of-vocabulary rate, 0 to 1; <see langword="null"/> where the model cannot say.</param>
/// <param name="Featurizing">How long turning it into features took; <see langword="null"/> where that is one with scoring.</param>
/// <param name="Scoring">How long the rest took.</param>
public readonly record struct ClassifiedText(int Label, float Confidence, double? UnknownShare, TimeSpan? Featurizing, TimeSpan Scoring);
