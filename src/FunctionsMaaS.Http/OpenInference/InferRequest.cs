namespace FunctionsMaaS.Http.OpenInference;

/// <summary>What a client asks of <c>/infer</c>, checked.</summary>
/// <param name="Id">Returned in the answer as it came.</param>
/// <param name="Texts">The elements of the tensor, in row-major order.</param>
/// <param name="Outputs">The tensors to answer with, in this order.</param>
/// <param name="Alias">The alias that <c>parameters</c> names, if any.</param>
internal sealed record InferRequest(string? Id, IReadOnlyList<string> Texts, IReadOnlyList<RequestedOutput> Outputs, string? Alias)
{
    /// <summary>Whether an output tells why a text got its label.</summary>
    public bool Explain => Outputs.Any(o => o.Name == InferOutput.Explanation);

    /// <summary>How many classes of each text the outputs need; <see langword="null"/> for all.</summary>
    public int? Top => Outputs.Any(o => o.Name is InferOutput.Probabilities or InferOutput.Labels) ? null : 1;
}

/// <summary>A tensor that is asked for.</summary>
/// <param name="Name">Its name, one of <see cref="InferOutput"/>.</param>
/// <param name="Classification">Where given, that many <c>score:index:label</c> strings a text instead of the numbers.</param>
internal sealed record RequestedOutput(string Name, int? Classification = null);

/// <summary>The tensors that every model of this service answers with.</summary>
internal static class InferOutput
{
    /// <summary>BYTES [n]: the most probable class of each text.</summary>
    public const string Label = "label";

    /// <summary>FP32 [n]: its probability.</summary>
    public const string Score = "score";

    /// <summary>FP32 [n, classes]: every class's probability, in the order of <see cref="Labels"/>.</summary>
    public const string Probabilities = "probabilities";

    /// <summary>BYTES [classes]: the classes in ordinal order, the columns of <see cref="Probabilities"/>.</summary>
    public const string Labels = "labels";

    /// <summary>BYTES [n]: JSON that says why, given only when it is asked for.</summary>
    public const string Explanation = "explanation";

    public static readonly IReadOnlyList<string> Default = [Label, Score, Probabilities, Labels];

    public static readonly IReadOnlyList<string> All = [.. Default, Explanation];
}
