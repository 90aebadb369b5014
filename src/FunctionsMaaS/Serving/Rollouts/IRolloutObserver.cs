namespace FunctionsMaaS.Serving.Rollouts;

/// <summary>Is told what rollouts do. Implementations are thread-safe, throw nothing and wait for nothing. None of its members is ever given a text.</summary>
public interface IRolloutObserver
{
    /// <summary>A request was answered, or could not be.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="rollout">The rollout's id.</param>
    /// <param name="arm">Who answered. A candidate that fails is followed by the champion, which is told as well.</param>
    /// <param name="elapsed">How long it took, an engine included.</param>
    /// <param name="failed">Whether there was no answer.</param>
    void Answered(string model, Guid rollout, RolloutArm arm, TimeSpan elapsed, bool failed);

    /// <summary>A request that the champion answered was scored by the candidate as well.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="rollout">The rollout's id.</param>
    /// <param name="comparison">How the two compare.</param>
    void Compared(string model, Guid rollout, ShadowComparison comparison);

    /// <summary>A request was not compared, since too many wait.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="rollout">The rollout's id.</param>
    void Dropped(string model, Guid rollout);
}

/// <summary>How champion and candidate compare on the texts of a request.</summary>
/// <param name="Texts">How many texts.</param>
/// <param name="Disagreements">On how many the labels differ.</param>
/// <param name="Difference">The sum over texts of the absolute difference of the probabilities they give to the champion's label.</param>
public readonly record struct ShadowComparison(int Texts, int Disagreements, double Difference);
